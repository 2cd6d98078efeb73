package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Reason;
import org.stringless.model.schedule.Period;
import org.stringless.model.schedule.Seat;

/** As a person at a terminal. */
class ScheduleCommandTest {
    private static final String[] TWENTY_FIVE_AND_SIXTY = {
        "--capacity",
        "1",
        "--group",
        "web,nodes=1,period=25m,start=00:00",
        "--group",
        "db,nodes=1,period=60m,start=00:15"
    };

    @TempDir
    Path root;

    private String out = "";
    private String err = "";

    @Test
    void tellsTheFirstClashOfAnUnfitSetAndTheNearestPeriodsThatFit() {
        assertThat(plan(TWENTY_FIVE_AND_SIXTY)).isEqualTo(Reason.SCHEDULE_UNFIT.exitStatus());
        assertThat(out)
                .contains("As wished: web and db clash at 01:15: 2 at once at the repository, which serves 1.")
                .contains("Nearest periods that fit: web 30 min, db 1 h.")
                .contains("Bound of Liu and Layland for 2 tasks of any periods: 83 %; of harmonic periods: 100 %.");
        assertThat(err).contains("clash at 01:15").contains("Next: Take web 30 min, db 1 h.");
    }

    @Test
    void tellsTheSameToPrograms() {
        plan(
                "--output",
                "json",
                "--capacity",
                "1",
                "--group",
                "web,nodes=1,period=25m,start=00:00",
                "--group",
                "db,nodes=1,period=60m,start=00:15");
        JsonObject plan = JsonObject.parse(out);
        assertThat(plan.bool("fits_as_wished")).isFalse();
        assertThat(plan.object("first_clash").text("at")).isEqualTo("01:15");
        assertThat(plan.object("first_clash").texts("groups")).containsExactly("web", "db");
        assertThat(plan.objects("groups"))
                .extracting(group -> group.text("planned"))
                .containsExactly("PT30M", "PT1H");
        assertThat(plan.object("repository").number("capacity")).isEqualTo(1);
    }

    @Test
    void drawsAPictureThatABrowserCanRead() throws Exception {
        Path picture = root.resolve("plan.svg");
        List<String> words = new ArrayList<>(List.of(TWENTY_FIVE_AND_SIXTY));
        words.addAll(List.of("--svg", picture.toString(), "--group", "<a&b>,nodes=1,period=1h,start=00:20"));
        plan(words.toArray(String[]::new));
        byte[] svg = Files.readAllBytes(picture);
        String text = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg))
                .getDocumentElement()
                .getTextContent();
        assertThat(text)
                .contains("3 nodes over 1 h", "As wished: web and db clash at 01:15", "<a&b> 1 h", "capacity 1")
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void readsGroupsAndCapacityFromAFile() throws IOException {
        Path file = Files.writeString(root.resolve("plan.yaml"), """
                capacity: {repository: 60, collector: 20}
                groups:
                  - {name: web, nodes: 10000, period: 30m, repository: 5, collector: 0.4}
                  - {name: vm, nodes: 24, period: 1h, host: rack7}
                  - {name: nightly, nodes: 5, period: 24h, start: "03:00"}
                """);
        assertThat(plan("--file", file.toString())).as(err).isZero();
        assertThat(out)
                .contains("web      10000  30 min   30 min         index 0-9999")
                .contains("index 0-23 on rack7", "all at 03:00", "repository");
    }

    @Test
    void refusesWhatItCannotPlanWithTheThingAndTheNextStep() throws IOException {
        assertThat(plan("--capacity", "1")).isEqualTo(64);
        assertThat(err).contains("There is no group to plan.");
        assertThat(plan("--group", "web,nodes=1,period=30m")).isEqualTo(64);
        assertThat(err).contains("Give --capacity N");
        assertThat(plan("--capacity", "1", "--group", "web,nodes=x,period=30m")).isEqualTo(64);
        assertThat(err).contains("--group 'web,nodes=x,period=30m'", "Next: ");
        assertThat(plan("--capacity", "1", "--group", "web,node=1,period=30m")).isEqualTo(64);
        assertThat(err).contains("a group knows no 'node'");
        assertThat(plan("--capacity", "repository=0,collector=1", "--group", "web,nodes=1,period=30m"))
                .isEqualTo(64);
        assertThat(plan("--capacity", "5", "--group", "web,nodes=1000000,period=30m,repository=60"))
                .isEqualTo(Reason.SCHEDULE_UNFIT.exitStatus());
        assertThat(err).contains("Even if every node ran once a day");
        Path file = Files.writeString(root.resolve("plan.yaml"), "group: []\n");
        assertThat(plan("--file", file.toString())).isEqualTo(64);
        assertThat(err).contains("plan.yaml", "'groups' and 'capacity'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nodes=x,period=30m|'nodes' is a whole number up to 999999999, not 'x'",
                "nodes=99999999999,period=30m|'nodes' is a whole number up to 999999999, not '99999999999'",
                "nodes=0,period=30m|has 0 nodes, not 1 to 10000000",
                "nodes=500000000,period=30m,slots=hash|has 500000000 nodes, not 1 to 10000000",
                "nodes=1,nodes=2,period=30m|'nodes' is said twice",
                "nodes=1,period=30m,repository=..|'..' is not a span of time",
                "nodes=1,period=30m,start=25:00|the start '25:00' is no time of the day",
                "nodes=1,period=30m,start=03:00,slots=hash|'start' or 'slots'",
                "nodes=1,period=30m,host=|a host has a name",
                "nodes=1,period=30m,host=r1,slots=hash|'host' is for nodes with numbers",
            })
    void aGroupThatMakesNoSenseIsRefusedInOneSentence(String members, String why) {
        assertThat(plan("--capacity", "9", "--group", "web," + members)).isEqualTo(64);
        assertThat(err).contains(why).contains("\nNext: ").hasLineCount(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "capacity: 3\\ncapacity: 4|line 2: found duplicate key capacity",
                "capacity: 3.7|a capacity is a whole number up to 999999999, not '3.7'",
                "groups: {name: web}|'groups' is not a list",
                "groups: [web]|where keys should stand",
                "groups: &a [{name: *a}]|'name' should be one value",
                "groups: [{name: a, nodes: , period: 1h}]|'nodes' should be one value",
                "groups: [{name: a, nodes: 1, period: 24h, start: 3:00}]|in YAML with quotes: \"03:00\"",
                "groups: [{name: \"a\\u0001\", nodes: 1, period: 24h}]|one line of text",
                "groups: [[[|line 1: ",
            })
    void aFileThatMakesNoSenseIsRefusedInOneSentence(String yaml, String why) throws IOException {
        Path file = Files.writeString(root.resolve("plan.yaml"), yaml.replace("\\n", "\n"));
        assertThat(plan("--capacity", "9", "--file", file.toString())).isEqualTo(64);
        assertThat(err).contains("plan.yaml cannot be used: ", why, "\nNext: ").hasLineCount(2);
    }

    @Test
    void twoGroupsOfOneNameAreRefused() {
        assertThat(plan("--capacity", "9", "--group", "a,nodes=1,period=1h", "--group", "a,nodes=2,period=2h"))
                .isEqualTo(64);
        assertThat(err).contains("Two groups are named 'a'.");
    }

    @Test
    void saysWhyAGroupCannotHaveItsWish() {
        assertThat(plan("--capacity", "9", "--group", "a,nodes=1,period=8h", "--group", "b,nodes=1,period=12h"))
                .isZero();
        assertThat(out)
                .contains(
                        "\na: 12 h, not 8 h, because 8 h and the 12 h of b must clash, for neither divides the other.");
        plan("--output", "json", "--capacity", "9", "--group", "a,nodes=1,period=25m");
        assertThat(JsonObject.parse(out).objects("groups").get(0).text("stretched"))
                .isEqualTo("25 min is none of the periods, 30 min is the next");
    }

    @Test
    void installsTheNodesSlotAndShowsItsNextStartsAndWhy() throws IOException {
        configure("node: web1.example.org\nperiod: 30m\n");
        assertThat(onNode("schedule", "show")).isZero();
        assertThat(out).contains("not installed");
        assertThat(onNode("schedule", "install")).isZero();
        Path dropIn = root.resolve("etc/systemd/system/stringless-run.timer.d/slot.conf");
        assertThat(out).contains(dropIn + ": *-*-* *:18/30:30 UTC");
        assertThat(onNode("schedule", "install")).isZero();
        assertThat(out).contains("as before");
        assertThat(onNode("schedule", "show", "--output", "json")).isZero();
        JsonObject shown = JsonObject.parse(out);
        assertThat(shown.bool("installed")).isTrue();
        assertThat(shown.text("why")).isEqualTo("the hash of the name web1.example.org");
        assertThat(shown.texts("next")).hasSize(5).allMatch(start -> start.matches(".*:(18|48):30Z"));
        configure("node: web1.example.org\nperiod: 30m\nslot_index: 17\nslot_host: rack7\n");
        assertThat(onNode("schedule", "show")).isZero();
        assertThat(out).contains("still *-*-* *:18/30:30 UTC", "index 17 on host rack7");
    }

    @Test
    void aPeriodThatDoesNotDivideTheDayIsRefused() throws IOException {
        configure("node: web1\nperiod: 25m\n");
        assertThat(onNode("schedule", "install")).isEqualTo(Reason.CONFIGURATION.exitStatus());
        assertThat(err).contains("stringless.yaml:2: period: '25m' is not a period (5m, 10m");
    }

    @Test
    void aHostWithoutANumberIsRefused() throws IOException {
        configure("node: web1\nslot_host: rack7\n");
        assertThat(onNode("schedule", "show")).isEqualTo(Reason.CONFIGURATION.exitStatus());
        assertThat(err).contains("slot_host needs slot_index");
    }

    @Test
    void aRunThatTheTimerStartsFarFromItsSlotIsLeftOut() throws IOException {
        Instant now = Clock.systemUTC().instant();
        long index = 0;
        while (new Seat.ByIndex(index).in(Period.HOURS_24).sinceLast(now).toHours() != 12) {
            index++;
        }
        configure("node: web1\nperiod: 24h\nslot_index: " + index + "\n");
        onNode("schedule", "install");
        assertThat(onNode("run", "--trigger", "timer")).isZero();
        assertThat(err).contains("a missed run is left out; the next one is at ");
        assertThat(root.resolve("var/lib/stringless")).doesNotExist();
    }

    private void configure(String yaml) throws IOException {
        Files.createDirectories(root.resolve("etc/stringless"));
        Files.writeString(root.resolve("etc/stringless/stringless.yaml"), yaml);
    }

    private int onNode(String... words) {
        List<String> all = new ArrayList<>(List.of("--root", root.toString()));
        all.addAll(List.of(words));
        return stringless(all);
    }

    private int plan(String... options) {
        List<String> all = new ArrayList<>(List.of("schedule", "plan"));
        all.addAll(List.of(options));
        return stringless(all);
    }

    private int stringless(List<String> words) {
        StringWriter told = new StringWriter();
        StringWriter trouble = new StringWriter();
        int status = Main.run(new PrintWriter(told), new PrintWriter(trouble), words.toArray(String[]::new));
        out = told.toString();
        err = trouble.toString();
        return status;
    }
}
