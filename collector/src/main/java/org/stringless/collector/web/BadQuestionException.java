package org.stringless.collector.web;

/** An address that asks for what cannot be. */
final class BadQuestionException extends RuntimeException {
    BadQuestionException(String sentence) {
        super(sentence);
    }

    BadQuestionException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
