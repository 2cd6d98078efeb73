package org.stringless.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** Turns whatever went wrong into the sentence a user is told. */
final class Advice {
    private Advice() {}

    static Failure of(Throwable problem) {
        if (problem instanceof Failure failure) {
            return failure;
        }
        if (problem instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return of(unchecked.getCause());
        }
        if (problem instanceof NoSuchFileException missing) {
            return new Failure(
                    Reason.FILES, missing.getFile() + " does not exist.", "Check the path and try again.", problem);
        }
        if (problem instanceof AccessDeniedException denied) {
            return new Failure(
                    Reason.FILES,
                    denied.getFile() + " may not be read or written by this user.",
                    "Run as a user who may, or name another place.",
                    problem);
        }
        if (problem instanceof IOException && sentence(problem).contains("No space left")) {
            return new Failure(Reason.NO_SPACE, "No space is left" + place(problem) + ".", "Free some.", problem);
        }
        if (problem instanceof IOException) {
            return new Failure(
                    Reason.FILES, sentence(problem), "Check that the files and addresses named are there.", problem);
        }
        return new Failure(
                Reason.INTERNAL,
                "A fault of Stringless itself: " + problem + ".",
                "Run the same with --debug and report what it prints.",
                problem);
    }

    /** What did not fit: of a copy that which is written, not that which is read. */
    private static String place(Throwable problem) {
        if (!(problem instanceof FileSystemException full)) {
            return " on the device";
        }
        return " for " + (full.getOtherFile() == null ? full.getFile() : full.getOtherFile());
    }

    private static String sentence(Throwable problem) {
        String message = String.valueOf(problem.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }
}
