package org.stringless.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import picocli.CommandLine;

/**
 * Every command by its name. Only the one that is named is made and loaded: the others' rooms may not be installed, and a node should not
 * pay for a builder's classes.
 */
final class Commands {
    private static final Map<String, Command> ALL = new LinkedHashMap<>();

    private record Command(String description, String installedBy, Supplier<Object> maker) {}

    static {
        command("join", "make this machine a node", "stringless-node", JoinCommand::new);
        command("run", "one full run of this node", "stringless-node", RunCommand::new);
        command("preview", "what a working tree would change here", "stringless-node", PreviewCommand::new);
        command("status", "what this node did last and what it has", "stringless-node", StatusCommand::new);
        command("releases", "the releases in this node's store", "stringless-node", ReleasesCommand::new);
        command("rollback", "go back to an earlier release, on this node", "stringless-node", RollbackCommand::new);
        command("disable", "no runs on this node for now", "stringless-node", DisableCommand::new);
        command("enable", "runs on this node again", "stringless-node", EnableCommand::new);
        command("ship", "send run records to the collector", "stringless-node", ShipCommand::new);
        command("spool", "run records that wait for the collector", "stringless-node", SpoolCommand::new);
        command("config", "the configuration, and where each value comes from", "stringless-node", ConfigCommand::new);
        command("release", "control repositories to releases", "stringless", ReleaseCommand::new);
        command("package", "module trees to module packages", "stringless", PackageCommand::new);
        command("publish", "signed packages to a repository", "stringless", PublishCommand::new);
        command("channel", "what a group of nodes follows", "stringless", ChannelCommand::new);
        command("keys", "make, trust and list signing keys", "stringless-node", KeysCommand::line);
        command("collector", "the central server", "stringless-collector", CollectorCommand::new);
        command("fleet", "asks the collector how the nodes are", "stringless", FleetCommand::new);
        command("schedule", "when the nodes of a fleet run", "stringless-node", ScheduleCommand::new);
    }

    private Commands() {}

    private static void command(String name, String description, String installedBy, Supplier<Object> maker) {
        ALL.put(name, new Command(description, installedBy, maker));
    }

    /** Names of the commands that a package of Stringless brings; those of all packages for an empty name. */
    static List<String> of(String installedBy) {
        return ALL.entrySet().stream()
                .filter(entry ->
                        installedBy.isEmpty() || entry.getValue().installedBy().equals(installedBy))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Adds the command that these words name; a stand-in with its description for all others, so that help can list them. */
    static void addTo(CommandLine line, String... words) {
        List<String> all = List.of(words);
        String first = first(all);
        ALL.forEach((name, command) -> {
            try {
                if (all.contains(name)) {
                    line.addSubcommand(name, command.maker().get());
                    return;
                }
            } catch (NoClassDefFoundError e) {
                // A later word may only be an option's value, as in 'keys import --role release'.
                if (name.equals(first)) {
                    throw e;
                }
            }
            CommandLine.Model.CommandSpec standIn = CommandLine.Model.CommandSpec.create();
            standIn.usageMessage().description(command.description());
            line.addSubcommand(name, standIn);
        });
    }

    private static String first(List<String> words) {
        return words.stream().filter(ALL::containsKey).findFirst().orElse("");
    }

    /** What to say when a class is missing: the package that brings the named command is not here. */
    static Failure notInstalled(NoClassDefFoundError missing, String... words) {
        String name = first(List.of(words));
        Command command = ALL.get(name);
        if (command == null) {
            throw missing;
        }
        return new Failure(
                Reason.USAGE,
                "The command '" + name + "' is not installed on this machine.",
                "Install the package '" + command.installedBy() + "'.",
                missing);
    }
}
