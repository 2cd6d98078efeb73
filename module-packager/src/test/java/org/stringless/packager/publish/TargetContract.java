package org.stringless.packager.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.fixtures.Dnf;
import org.stringless.fixtures.RpmBuild;
import org.stringless.io.process.CommandResult;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.PackagePin;
import org.stringless.packager.rpm.SignedRpm;
import org.stringless.releasewire.keys.KeyRole;

/** What publishing promises, whatever the target. */
abstract class TargetContract {
    @TempDir
    Path directory;

    Workshop workshop;
    Target target;
    String name;

    /** A target that nothing was published to yet, and a name that no other test of it uses. */
    abstract Target target() throws IOException;

    abstract String uniqueName();

    /** The armoured key that signs its index. */
    abstract Path indexKey();

    @BeforeEach
    void prepare() throws IOException {
        workshop = new Workshop(directory);
        name = uniqueName();
        target = target();
    }

    Published publish() throws IOException {
        return publish(Progress.SILENT);
    }

    private Published publish(Progress progress) throws IOException {
        return new Publisher(() -> workshop.verifier(KeyRole.RELEASE), target, progress).publish(workshop.out());
    }

    @Test
    void showsWhatWasPublishedAndKeepsWhatWasThere() throws IOException {
        SignedRpm first = workshop.module(name, "1.0.0", "one");
        assertThat(publish().added()).containsExactly(first.pin());
        Files.delete(first.file());

        SignedRpm second = workshop.module(name, "1.1.0", "two");
        SignedRpm third = workshop.module(name + "x", "1.0.0", "three");
        assertThat(publish().added()).containsExactlyInAnyOrder(second.pin(), third.pin());
        assertThat(target.named(List.of(first.pin().name().name())))
                .containsExactlyInAnyOrder(first.pin(), second.pin());
        fetches(first.pin());
        fetches(third.pin());
    }

    @Test
    void publishingTheSameAgainAddsNothing() throws IOException {
        SignedRpm module = workshop.module(name, "1.0.0", "one");
        publish();
        String before = state();
        Published again = publish();
        assertThat(again.added()).isEmpty();
        assertThat(again.present()).containsExactly(module.pin());
        assertThat(state()).isEqualTo(before);
    }

    /** Changes whenever something was written. */
    abstract String state() throws IOException;

    @Test
    void aNameTakenByOtherBytesIsRefusedBeforeAnythingMoves() throws IOException {
        SignedRpm module = workshop.module(name, "1.0.0", "one");
        publish();
        String before = state();
        SignedRpm other = workshop.module(name, "1.0.0", "other");
        SignedRpm more = workshop.module(name + "x", "1.0.0", "more");
        refused(Reason.CONFLICT, module.pin().sha256(), other.pin().sha256());
        assertThat(target.named(List.of(more.pin().name().name()))).isEmpty();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void anUnsignedPackageIsRefusedBeforeAnythingMoves() throws IOException {
        SignedRpm module = workshop.module(name, "1.0.0", "one");
        RpmBuild.of(RpmBuild.small("zz-unsigned", "1.0", "x"), workshop.out());
        refused(Reason.UNVERIFIED, "zz-unsigned");
        assertThat(target.named(List.of(module.pin().name().name()))).isEmpty();
    }

    @Test
    void aPackageCutInItsPayloadIsRefusedBeforeAnythingMoves() throws IOException {
        SignedRpm module = workshop.module(name, "1.0.0", "one");
        byte[] bytes = Files.readAllBytes(module.file());
        Files.write(module.file(), java.util.Arrays.copyOf(bytes, bytes.length - 10));
        refused(Reason.UNVERIFIED, name);
        assertThat(target.named(List.of(module.pin().name().name()))).isEmpty();
    }

    @Test
    void anInterruptedPublishShowsNothingAndIsSimplyRepeated() throws IOException {
        SignedRpm module = workshop.module(name, "1.0.0", "one");
        publish();
        SignedRpm next = workshop.module(name, "1.1.0", "two");
        for (int stage = 2; stage <= 3; stage++) {
            Progress killer = new KilledAt(stage);
            assertThatThrownBy(() -> publish(killer)).hasMessage("killed");
            assertThat(target.named(List.of(module.pin().name().name()))).containsExactly(module.pin());
            fetches(module.pin());
        }
        assertThat(publish().added()).containsExactly(next.pin());
        fetches(next.pin());
    }

    @Test
    void dnfInstallsWithBothSignaturesChecked() throws IOException {
        SignedRpm module = workshop.module(name, "1.0.0", "one");
        publish();
        Path releaseKey = workshop.keys().open(KeyRole.RELEASE);
        Dnf dnf = new Dnf(directory.resolve("d"));
        CommandResult installed = dnf.install(
                target.packages(),
                List.of(releaseKey, indexKey()),
                module.pin().name().name());
        assertThat(installed.exit()).as(installed.out() + installed.err()).isZero();
        assertThat(dnf.root().resolve("usr/share/puppet/modules/" + name + "/words"))
                .hasContent("one");
    }

    @Test
    void aDirectoryWithoutPackagesIsAMistake() {
        refused(Reason.USAGE, "no package");
    }

    void refused(Reason reason, String... words) {
        assertThatThrownBy(this::publish).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.sentence()).contains(words);
        });
    }

    private void fetches(PackagePin pin) throws IOException {
        Path to = directory.resolve("fetched.rpm");
        target.fetch(pin, to);
        assertThat(to).hasSize(pin.size());
        Files.delete(to);
    }

    /** Ends the work as its n-th stage begins. */
    private static final class KilledAt implements Progress {
        private int left;

        KilledAt(int stage) {
            this.left = stage;
        }

        @Override
        public void begin(String stage, long total) {
            if (--left == 0) {
                throw new IllegalStateException("killed");
            }
        }

        @Override
        public void advance(long amount, String what) {}

        @Override
        public void end() {}
    }
}
