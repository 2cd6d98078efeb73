package org.stringless.applier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.fixtures.DebianModules;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;

/** The driver has Ruby load Puppet's plugins, a third of the engine's time on Ruby 3.1; Puppet must know the same of them as by itself. */
class PluginLoadingTest {
    private static final List<String> MODULES = List.of(
            "puppet-module-puppetlabs-stdlib",
            "puppet-module-puppetlabs-mysql",
            "puppet-module-puppetlabs-postgresql",
            "puppet-module-puppetlabs-vcsrepo",
            "puppet-module-puppetlabs-firewall",
            "puppet-module-puppetlabs-rabbitmq",
            "puppet-module-arioch-redis");

    @TempDir
    private Path scratch;

    @Test
    void puppetKnowsTheSameTypesProvidersAndFunctionsAndSaysTheSame() throws IOException {
        Path modules = Files.createDirectory(scratch.resolve("modules"));
        for (String name : MODULES) {
            Path tree = DebianModules.tree(name);
            Files.createSymbolicLink(modules.resolve(name.substring(name.lastIndexOf('-') + 1)), tree);
        }
        List<String> byPuppet = loaded(modules);
        List<String> byRuby =
                loaded(modules, put(EngineStart.class, "driver.rb").toString());
        assertThat(byRuby).isEqualTo(byPuppet);
        // Loaded once for each environment; one wants a library that is not there.
        assertThat(byPuppet)
                .anyMatch(line -> line.startsWith("type mysql_database [") && line.contains(":charset"))
                .contains("loadall done")
                .areExactly(2, line("function validate_string [\"function_validate_string\", -1]"))
                .areExactly(2, line("function merge [\"function_merge\", -1]"))
                .anyMatch(line -> line.startsWith("said err Could not autoload puppet/parser/functions/redisget"));
    }

    private static Condition<String> line(String text) {
        return new Condition<>(text::equals, text);
    }

    private List<String> loaded(Path modules, String... driver) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                PuppetProgram.find(Optional.empty()).ruby().toString(),
                put(PluginLoadingTest.class, "plugins.rb").toString(),
                modules.toString(),
                scratch.toString()));
        words.addAll(List.of(driver));
        CommandResult ended = Command.of(words.toArray(String[]::new))
                .within(Duration.ofMinutes(3))
                .run();
        assertThat(ended.exit()).as(ended.err()).isZero();
        return ended.out().lines().toList();
    }

    private Path put(Class<?> room, String name) throws IOException {
        Path file = scratch.resolve(name);
        try (InputStream in = room.getResourceAsStream(name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }
}
