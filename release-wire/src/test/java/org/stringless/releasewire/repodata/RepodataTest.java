package org.stringless.releasewire.repodata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stringless.fixtures.rpm.RpmBuild;
import org.stringless.io.file.Sha256;
import org.stringless.io.process.Command;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.PackageName;

class RepodataTest {
    @TempDir
    Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertBroken(String document) {
        assertThatThrownBy(() -> PrimaryIndex.parse(bytes(document))).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.REPOSITORY_BROKEN);
            assertThat(failure.sentence()).contains("primary index");
        });
    }

    @Test
    void whatCreaterepoWritesIsRead() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Files.writeString(tree.resolve("init.pp"), "class demo {}\n");
        Path repository = Files.createDirectories(directory.resolve("repository/packages"));
        for (String version : new String[] {"1.0.0", "1.1.0~rc1"}) {
            Path built = new RpmBuild("puppet-module-example-demo", version)
                    .line("Epoch: 3")
                    .tree("/usr/share/puppet/modules/demo", tree)
                    .build(directory.resolve("build-" + version));
            Files.copy(built, repository.resolve(built.getFileName()));
        }
        Command.of("createrepo_c", "--quiet", repository.getParent().toString()).run();
        Repomd repomd = Repomd.parse(Files.readAllBytes(directory.resolve("repository/repodata/repomd.xml")));
        assertThat(repomd.files()).containsKeys("primary", "filelists", "other");
        assertThat(repomd.revision()).matches("[0-9]+");
        byte[] primary = Files.readAllBytes(
                directory.resolve("repository").resolve(repomd.primary().href()));
        assertThat(Sha256.of(primary)).isEqualTo(repomd.primary().sha256());
        assertThat(repomd.primary().size()).contains((long) primary.length);
        assertThat(PrimaryIndex.parse(primary).packages()).hasSize(2).allSatisfy(indexed -> {
            Path file = directory.resolve("repository").resolve(indexed.href());
            assertThat(indexed.sha256()).isEqualTo(Sha256.of(file));
            assertThat(indexed.size()).isEqualTo(Files.size(file));
            assertThat(indexed.name().epoch()).isEqualTo(3);
        });
        assertThat(PrimaryIndex.parse(primary).packages())
                .extracting(IndexedPackage::name)
                .contains(new PackageName("puppet-module-example-demo", 3, "1.1.0~rc1", "1"));
    }

    @Test
    void externalEntitiesAndDocumentTypesAreRefused() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        assertBroken("<!DOCTYPE metadata [<!ENTITY x SYSTEM '" + secret.toUri()
                + "'>]><metadata><package><name>&x;</name></package></metadata>");
        assertBroken("<!DOCTYPE metadata SYSTEM '" + secret.toUri() + "'><metadata/>");
        assertBroken("<!DOCTYPE metadata><metadata/>");
        assertBroken("<metadata><package><name>&x;</name></package></metadata>");
    }

    @Test
    void entityBombsAreRefused() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE m [<!ENTITY a0 'aaaaaaaaaa'>");
        for (int i = 1; i < 10; i++) {
            bomb.append("<!ENTITY a" + i + " '" + ("&a" + (i - 1) + ";").repeat(10) + "'>");
        }
        assertBroken(bomb + "]><m><package><name>&a9;</name></package></m>");
    }

    @Test
    void depthAndAttributesAreLimited() {
        assertBroken("<a>".repeat(65));
        assertThat(PrimaryIndex.parse(bytes("<a>".repeat(64) + "</a>".repeat(64)))
                        .packages())
                .isEmpty();
        StringBuilder attributes = new StringBuilder("<a");
        for (int i = 0; i < 200_000; i++) {
            attributes.append(" a").append(i).append("='1'");
        }
        assertBroken(attributes + "/>");
    }

    @Test
    void aRepomdOverItsLimitIsRefused() {
        String start = "<repomd><revision>1</revision>";
        String end = "</repomd>";
        String filling = "<a/>".repeat(60_000);
        int room = Repomd.LIMIT - start.length() - filling.length() - end.length();
        assertThat(Repomd.parse(bytes(start + filling + " ".repeat(room) + end)).revision())
                .isEqualTo("1");
        assertThatThrownBy(() -> Repomd.parse(bytes(start + filling + " ".repeat(room + 1) + end)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("larger than");
    }

    @Test
    void aCompressedBombIsRefused() throws IOException {
        assertBomb(" ".repeat(1 << 20), "text or tag of more than");
        assertBomb("<a b='" + "c".repeat(1 << 20) + "'/>", "text or tag of more than");
        assertBomb("<!-- <<<<<<<<<<<<< -->", "a comment");
        assertBomb("<![CDATA[ <<<<<<<<<<<<< ]]>", "a comment");
        assertBomb("<?pi <<<<<<<<<<<<< ?>", "an instruction");
        assertBomb(
                "<package><name>a</name><arch>noarch</arch><version ver='1' rel='1'/><checksum type='sha256'>"
                        + "0".repeat(64) + "</checksum><size package='7'/><location href='a'/></package>",
                "more than 100000 packages");
    }

    @Test
    void theUnpackedSizeIsLimitedToTheByte() {
        byte[] document = bytes("<m>" + "<a/>".repeat(1000) + "</m>");
        try (SafeXml whole = new SafeXml(document, document.length, "index")) {
            int events = 0;
            while (whole.next()) {
                events++;
            }
            assertThat(events).isEqualTo(2002);
        }
        try (SafeXml more = new SafeXml(document, document.length - 1, "index")) {
            assertThatThrownBy(more::next).hasMessageContaining("larger than the 4006 bytes allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<",
                "<m",
                "<m>",
                "<m><a></m>",
                "<m></a></m>",
                "<m/><m/>",
                "<m/>text",
                "text<m/>",
                "<></>",
                "<m></ m>",
                "< m/>",
                "<m / >",
                "<m a/>",
                "<m a=b/>",
                "<m a='1'b='2'/>",
                "<m a='1' a='2'/>",
                "<m a='<'/>",
                "<m a='&x;'/>",
                "<m a='&'/>",
                "<m a='&#0;'/>",
                "<m a='&#xd800;'/>",
                "<m a='&#x110000;'/>",
                "<m a='\u0001'/>",
                "<m/><!-- -->",
                "<m/><?xml version='1.0'?>",
                "<?php x?><m/>",
                "<m><package><name>a<b/></name></package></m>",
                "<m><package><name>&#38</name></package></m>"
            })
    void brokenMarkupIsRefused(String document) {
        assertBroken(document);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] document = bytes("<m a='?'/>");
        document[6] = (byte) 0xff;
        assertThatThrownBy(() -> PrimaryIndex.parse(document)).hasMessageContaining("not UTF-8");
    }

    @Test
    void referencesAreOneCharacterEach() {
        byte[] document = bytes(
                "<?xml version=\"1.0\"?>\n<m  a = '&lt;&#65;&amp;lt;\"'\tb=\"'\" >\n&gt;&#x1F600;&apos;&quot;é\n</m >\n");
        try (SafeXml xml = new SafeXml(document, document.length, "index")) {
            assertThat(xml.next()).isTrue();
            assertThat(xml.attribute("a")).isEqualTo("<A&lt;\"");
            assertThat(xml.attribute("b")).isEqualTo("'");
            assertThat(xml.text()).isEqualTo(">\uD83D\uDE00'\"é");
            assertThat(xml.ends("m")).isTrue();
            assertThat(xml.next()).isFalse();
        }
    }

    /** A part of a document, written again and again until there are 22 MiB of it. */
    private static void assertBomb(String part, String words) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] bytes = bytes(part);
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(packed), 1 << 16)) {
            out.write(bytes("<?xml version='1.0' encoding='UTF-8'?><metadata>"));
            for (long written = 0; written < 22 << 20; written += bytes.length) {
                out.write(bytes);
            }
        }
        assertThatThrownBy(() -> PrimaryIndex.parse(packed.toByteArray()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(words);
    }

    @Test
    void noiseIsRefusedAndNothingElseHappens() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (i % 2 == 0 && noise.length > 2) {
                noise[0] = 0x1f;
                noise[1] = (byte) 0x8b;
            }
            assertThatThrownBy(() -> PrimaryIndex.parse(noise)).isInstanceOf(Failure.class);
        }
    }

    @Test
    void packagesThatCannotBeOursArePassedOver() {
        String good = "<package type='rpm'><name>a</name><arch>noarch</arch><version epoch='0' ver='1' rel='1'/>"
                + "<checksum type='sha256'>" + "0".repeat(64) + "</checksum><size package='7'/>"
                + "<location href='a.rpm'/></package>";
        String index = good
                + good.replace("noarch", "x86_64")
                + good.replace("sha256", "sha1")
                + good.replace("<name>a", "<name>../a")
                + good.replace("package='7'", "package='-7'")
                + good.replace("ver='1'", "ver='1 2'")
                + good.replace("epoch='0'", "epoch='99999999999'");
        assertThat(PrimaryIndex.parse(bytes("<metadata>" + index + "</metadata>"))
                        .packages())
                .containsExactly(new IndexedPackage(new PackageName("a", 0, "1", "1"), "0".repeat(64), 7, "a.rpm"));
    }
}
