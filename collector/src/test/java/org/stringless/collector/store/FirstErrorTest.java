package org.stringless.collector.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stringless.collector.SampleRuns;
import org.stringless.model.run.RunRecord;

class FirstErrorTest {
    @Test
    void isTheFirstFailedResource() {
        assertThat(FirstError.of(SampleRuns.of("a")
                        .changed()
                        .failed("Package[nginx]", "not found")
                        .record()))
                .isEqualTo("Package[nginx]: not found");
    }

    @Test
    void isTheProblemThatKeptTheRunFromItsWorkBeforeAllElse() {
        RunRecord run = SampleRuns.of("a").notCompiled("Syntax error at 'x'").record();

        assertThat(FirstError.of(run)).contains("does not compile on a");
        assertThat(FirstError.ofPuppet(run)).isEqualTo("Syntax error at 'x'");
    }

    @Test
    void isTheSentenceOfASkippedRunOrTheFirstFailedResource() {
        RunRecord run = SampleRuns.of("a")
                .failed("Exec[x]", "exit 1")
                .saying("err", "Puppet", "later")
                .record();

        assertThat(FirstError.of(run)).isEqualTo("Exec[x]: exit 1");
        assertThat(FirstError.of(SampleRuns.of("a").disabled("maintenance").record()))
                .isEqualTo("Runs are disabled: maintenance.");
    }

    @Test
    void isNothingWhenTheRunWentWellWhateverItsLogSays() {
        assertThat(FirstError.of(
                        SampleRuns.of("a").saying("err", "Puppet", "odd").record()))
                .isEmpty();
    }

    @Test
    void isCutWhenItIsVeryLong() {
        assertThat(FirstError.of(
                        SampleRuns.of("a").failed("Exec[x]", "y".repeat(5000)).record()))
                .hasSize(1001)
                .endsWith("…");
    }
}
