package org.stringless.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.stringless.applier.run.NodeIdentity;
import org.stringless.cli.settings.Configuration;
import org.stringless.cli.settings.EffectiveSetting;
import org.stringless.model.failure.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code config show}: every key, what it is, and who said so. */
@Command(
        name = "show",
        description = "The effective configuration and where each value comes from; passwords are hidden.")
@SuppressWarnings("NullAway.Init") // picocli sets both
final class ConfigShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputForm output;

    @Override
    public Integer call() {
        Configuration configuration = GlobalOptions.of(spec.commandLine()).configurationAsRead();
        configuration.sound();
        List<EffectiveSetting> settings = new ArrayList<>();
        for (EffectiveSetting setting : configuration.effective()) {
            settings.add(setting.key().equals("node") && setting.values().isEmpty() ? named(setting) : setting);
        }
        if (output.json()) {
            OutputForm.print(spec.commandLine().getOut(), document(configuration, settings));
        } else {
            print(configuration, settings);
        }
        return 0;
    }

    /** A node that nobody named has the machine's name, if that has one. */
    private static EffectiveSetting named(EffectiveSetting node) {
        try {
            String name = NodeIdentity.hostName().text();
            return new EffectiveSetting(node.key(), node.list(), List.of(name), node.origin());
        } catch (Failure e) {
            return node;
        }
    }

    private static Map<String, Object> document(Configuration configuration, List<EffectiveSetting> settings) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (EffectiveSetting setting : settings) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("key", setting.key());
            line.put("value", setting.list() ? setting.values() : String.join("", setting.values()));
            line.put("origin", setting.origin().kind().code());
            line.put("place", setting.origin().place());
            lines.add(line);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", 1);
        document.put(
                "files", configuration.files().stream().map(Object::toString).toList());
        document.put("settings", lines);
        document.put("ignored_variables", configuration.ignored());
        return document;
    }

    private void print(Configuration configuration, List<EffectiveSetting> settings) {
        TextTable table = new TextTable("KEY", "VALUE", "FROM");
        for (EffectiveSetting setting : settings) {
            String values = String.join(", ", setting.values());
            String value = setting.list() ? "[" + values + "]" : values.isEmpty() ? "-" : values;
            table.row(setting.key(), value, setting.origin().toString());
        }
        for (String variable : configuration.ignored()) {
            table.row(variable, "-", "not a setting, ignored");
        }
        table.print(spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
    }
}
