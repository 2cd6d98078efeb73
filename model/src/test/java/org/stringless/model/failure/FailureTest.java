package org.stringless.model.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void tellsAddressesWithoutUserAndPassword() {
        Failure failure = new Failure(
                Reason.REPOSITORY_UNREACHABLE,
                "https://node:secret@host/channels/ cannot be reached; mail admin@host.",
                "Look at http://secret@other:8080/x@1.",
                new IllegalStateException());
        assertThat(failure.sentence()).isEqualTo("https://***@host/channels/ cannot be reached; mail admin@host.");
        assertThat(failure.next()).isEqualTo("Look at http://***@other:8080/x@1.");
    }
}
