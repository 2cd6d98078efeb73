package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Reason;

class KeysCommandTest {
    @TempDir
    private Path scratch;

    private NodeByHand machine;
    private Path keys;

    @BeforeEach
    void makeKeys() {
        machine = new NodeByHand(scratch.resolve("machine"));
        keys = scratch.resolve("keys");
        NodeByHand.Ended made = machine.stringless(
                "keys",
                "init",
                "--algorithm",
                "ed25519",
                "--name",
                "Example <x@example.org>",
                "--keys",
                keys.toString());
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out().lines()).hasSize(2);
    }

    @Test
    void refusesToOverwriteAnyKey() throws IOException {
        Files.delete(keys.resolve("release.key"));
        Files.delete(keys.resolve("release.asc"));
        NodeByHand.Ended again =
                machine.stringless("keys", "init", "--algorithm", "ed25519", "--keys", keys.toString());
        assertThat(again.status()).isEqualTo(Reason.KEY_REFUSED.exitStatus());
        assertThat(again.err()).contains("There is a channel key");
        assertThat(keys.resolve("release.key")).doesNotExist();
    }

    @Test
    void aKeyThatIsImportedIsTrustedInItsRoleOnly() throws IOException {
        NodeByHand.Ended imported = importInto("release", keys.resolve("release.asc"));
        assertThat(imported.status()).as(imported.err()).isZero();
        assertThat(listed())
                .extracting(key -> key.text("owner") + " " + key.text("role") + " " + key.text("algorithm"))
                .containsExactly("signer release ed25519", "signer channel ed25519", "node release ed25519");
        assertThat(listed()).extracting(key -> key.text("user_id")).containsOnly("Example <x@example.org>");
        assertThat(listed().get(2).text("fingerprint"))
                .isEqualTo(listed().get(0).text("fingerprint"));
        NodeByHand.Ended text = machine.stringless("keys", "list", "--keys", keys.toString());
        assertThat(text.out().lines()).hasSize(3).allMatch(line -> line.contains("no expiry"));
    }

    @Test
    void refusesToTrustWhatIsNoPublicKey() throws IOException {
        Path rubbish = Files.writeString(scratch.resolve("rubbish"), "rubbish");
        assertThat(importInto("channel", rubbish).status()).isEqualTo(Reason.KEY_REFUSED.exitStatus());
        assertThat(importInto("channel", keys.resolve("channel.key")).err())
                .contains("something other than public keys");
        assertThat(importInto("channel", scratch.resolve("none")).status()).isEqualTo(Reason.FILES.exitStatus());
        assertThat(machine.root().resolve("etc/stringless/keys/channel")).doesNotExist();
    }

    private NodeByHand.Ended importInto(String role, Path file) {
        return machine.stringless("keys", "import", "--role", role, file.toString());
    }

    private List<JsonObject> listed() {
        return JsonObject.parse(machine.stringless("keys", "list", "--keys", keys.toString(), "--output", "json")
                        .out())
                .objects("keys");
    }
}
