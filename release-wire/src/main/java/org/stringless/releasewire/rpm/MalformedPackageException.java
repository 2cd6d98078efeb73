package org.stringless.releasewire.rpm;

import java.io.IOException;

/** Bytes are not the form they should be; the message completes the sentence "The package X …". */
final class MalformedPackageException extends IOException {
    MalformedPackageException(String message) {
        super(message);
    }
}
