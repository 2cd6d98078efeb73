package org.stringless.releasewire.openpgp;

/** A signature that proves nothing; the message completes the sentence "The signature of X …". */
final class SignatureRejectedException extends Exception {
    SignatureRejectedException(String message) {
        super(message);
    }
}
