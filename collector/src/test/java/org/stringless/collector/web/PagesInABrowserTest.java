package org.stringless.collector.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stringless.collector.SampleRuns.START;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.collector.Client;
import org.stringless.collector.Collector;
import org.stringless.collector.SampleRuns;
import org.stringless.model.run.RunRecord;

class PagesInABrowserTest {
    private static final Clock SOON = Clock.fixed(START.plus(Duration.ofMinutes(5)), ZoneOffset.UTC);
    private static final String SCRIPT =
            "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";
    private static final String SYNTAX_ERROR =
            "Could not parse for environment production: Syntax error at '}' (file: manifests/site.pp, line: 7)";

    @TempDir
    private static Path directory;

    private static Collector collector;
    private static RunRecord failed;
    private static RunRecord notCompiled;
    private static Browser browser;

    @BeforeAll
    static void sends() throws IOException {
        browser = new Browser(1280, 900);
        collector = Collector.start(new InetSocketAddress("127.0.0.1", 0), directory.resolve("store.sqlite"), SOON);
        failed = SampleRuns.of("web1")
                .changed()
                .failed("Package[nginx]", "apt-get said: " + SCRIPT + " \u202egnirts")
                .saying("notice", "Puppet", SCRIPT + "\u001b[2J")
                .record();
        notCompiled = SampleRuns.of("web2").notCompiled(SYNTAX_ERROR).record();
        Client client = new Client(collector.address());
        client.send(failed);
        client.send(notCompiled);
        client.send(SampleRuns.of("web3").changed().record());
        client.send(SampleRuns.of("web4").record());
        client.send(SampleRuns.of("web5").pending(3).record());
        client.send(SampleRuns.of("web6").disabled("maintenance until noon").record());
        client.send(SampleRuns.of("db1").at(START.minus(Duration.ofHours(3))).record());
    }

    @AfterAll
    static void stops() throws IOException {
        browser.close();
        collector.close();
    }

    @Test
    void theFirstPageShowsTheNodesByStateWithoutScripts() throws IOException {
        String page = withoutScripts("/");

        assertThat(page)
                .contains("<span class=\"count\">2</span><span class=\"what\">failed</span>")
                .contains("<span class=\"count\">1</span><span class=\"what\">changed</span>")
                .contains("<span class=\"count\">2</span><span class=\"what\">unchanged</span>")
                .contains("<span class=\"count\">1</span><span class=\"what\">silent</span>")
                .contains("<span class=\"count\">1</span><span class=\"what\">skipped</span>")
                .contains("<span class=\"count\">1</span><span class=\"what\">pending (noop)</span>")
                .contains("href=\"/nodes/web1\"", "href=\"/nodes/web2\"", "href=\"/nodes/db1\"")
                .doesNotContain("href=\"/nodes/web3\"")
                .contains("Package[nginx]", "compile-failed");
    }

    @Test
    void aStateAndAPartOfANameChooseNodesByTheAddressAlone() throws IOException {
        assertThat(withoutScripts("/?state=all&q=eb3"))
                .contains("href=\"/nodes/web3\"")
                .contains("value=\"eb3\"")
                .doesNotContain("href=\"/nodes/web1\"");
    }

    @Test
    void aPersonFindsTheErrorByFollowingLinksAndTheSearchFindsANode() throws IOException {
        withoutScripts("/");
        browser.follow("a.tile.failed");
        browser.follow("a[href='/nodes/web2']");
        browser.follow("tbody th a");
        assertThat(browser.source()).contains("Syntax error at '}'");

        withoutScripts("/?state=all");
        browser.type("input[name=q]", "eb3");
        browser.follow("form button");
        assertThat(browser.source()).contains("href=\"/nodes/web3\"").doesNotContain("href=\"/nodes/web1\"");
    }

    @Test
    void aNodesPageShowsItsRuns() throws IOException {
        assertThat(withoutScripts("/nodes/web1"))
                .contains("href=\"/runs/" + failed.id() + "\"")
                .contains("2026-03-01 10:00:00 UTC")
                .contains("class=\"state failed\"");
    }

    @Test
    void aRunsPageShowsItsFirstErrorItsChangesAndItsLog() throws IOException {
        assertThat(withoutScripts("/runs/" + failed.id()))
                .contains("<h2 id=\"error\">First error</h2>")
                .contains("Package[nginx]: apt-get said:")
                .contains("File[/etc/motd]", "{sha256}aa", "{sha256}bb", "modules/motd/manifests/init.pp:12")
                .contains("/Stage[main]/Motd/File[/etc/motd]/content")
                .contains(SampleRuns.RELEASE.text());
    }

    @Test
    void aRunThatDidNotCompileShowsWhyAndWhatToDo() throws IOException {
        assertThat(withoutScripts("/runs/" + notCompiled.id()))
                .contains("Syntax error at '}' (file: manifests/site.pp, line: 7)")
                .contains("does not compile on web2")
                .contains("Correct the code and publish a new release.")
                .contains("no catalog was applied");
    }

    @Test
    void textFromANodeNeverBecomesPartOfAPage() throws IOException {
        browser.allowScripts(true);
        for (String address : new String[] {"/", "/nodes/web1", "/runs/" + failed.id()}) {
            assertThat(browser.open(page(address)))
                    .doesNotContain("<script", "<img", "<title>taken", "\u202e", "\u001b")
                    .contains("&lt;script&gt;", "\\u202egnirts");
        }
    }

    private static String withoutScripts(String address) throws IOException {
        browser.allowScripts(false);
        return browser.open(page(address));
    }

    private static URI page(String address) {
        return collector.address().resolve(address);
    }
}
