package org.stringless.applier.run;

import java.time.Duration;
import java.util.Optional;
import org.stringless.applier.engine.EngineResult;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ReleaseId;

/** What an engine's end means for a run. */
final class Verdict {
    private Verdict() {}

    /** The problem behind a result; empty when the catalog was applied to its end. */
    static Optional<Failure> of(EngineResult result, ReleaseId release, Duration limit) {
        return switch (result.end()) {
            case APPLIED -> Optional.empty();
            case UNUSABLE ->
                Optional.of(new Failure(
                        Reason.ENGINE_UNUSABLE,
                        sentence("Puppet does not load: " + result.cause()),
                        "Run 'puppet --version' and mend its installation."));
            case NOT_COMPILED -> Optional.of(notCompiled(result, release));
            case NOT_COMPLETED ->
                Optional.of(new Failure(
                        Reason.APPLY_ABORTED,
                        sentence("Puppet stopped before release " + release + " was applied: " + result.cause()),
                        "Mend what that names, and run again."));
            case LOCKED -> Optional.of(RunLock.held());
            case TIMED_OUT ->
                Optional.of(new Failure(
                        Reason.TIMED_OUT,
                        "Puppet took longer than " + limit.toSeconds() + " s"
                                + result.running()
                                        .map(resource -> " and was stopped at " + resource + ".")
                                        .orElse(" and was stopped."),
                        "Look at that resource, or raise 'run_timeout' in stringless.yaml."));
            case STOPPED ->
                Optional.of(interrupted(result.running()
                        .map(resource -> "The run was stopped from outside at " + resource + ".")
                        .orElse("The run was stopped from outside.")));
        };
    }

    static Failure interrupted(String sentence) {
        return new Failure(Reason.INTERRUPTED, sentence, "The next run takes up what is left.");
    }

    private static Failure notCompiled(EngineResult result, ReleaseId release) {
        return new Failure(
                Reason.COMPILE_FAILED,
                sentence("Release " + release + " does not compile on this node: " + result.cause()),
                "Correct the code or its data and promote a new release.");
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
