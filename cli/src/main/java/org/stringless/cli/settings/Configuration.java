package org.stringless.cli.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * The configuration as it was read.
 *
 * @param settings what could be understood; complete only when there is no problem
 * @param files those that were read, the weakest first
 * @param credentials variables of the environment that are set beside the keys, passwords hidden
 * @param ignored variables of the environment that begin as ours do and are none
 * @param problems all that is wrong, each as {@code FILE:LINE: sentence}, or with the variable or option in the place's stead
 */
public record Configuration(
        Settings settings,
        List<Path> files,
        List<EffectiveSetting> credentials,
        List<String> ignored,
        List<String> problems) {
    /** Copies the lists. */
    public Configuration {
        files = List.copyOf(files);
        credentials = List.copyOf(credentials);
        ignored = List.copyOf(ignored);
        problems = List.copyOf(problems);
    }

    /** Every key with its value, in the order of the shipped file; then what the targets say, then the credentials that are set. */
    public List<EffectiveSetting> effective() {
        List<EffectiveSetting> lines = new ArrayList<>(settings.effective());
        lines.addAll(credentials);
        return lines;
    }

    /** All that is wrong, told at once; empty when nothing is. */
    public Optional<Failure> failure() {
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        String all = String.join("\n", problems);
        return Optional.of(
                new Failure(
                        Reason.CONFIGURATION,
                        problems.size() == 1 ? all : problems.size() + " problems in the configuration:\n" + all,
                        "Correct it; the installed stringless.yaml names every key, 'stringless config show' shows the result."));
    }

    /** The settings; throws the {@link #failure()} when anything is wrong. */
    public Settings sound() {
        failure().ifPresent(failure -> {
            throw failure;
        });
        return settings;
    }
}
