package org.stringless.packager.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;

/** Holds our reading of versions and ranges against the library that Puppet itself uses. */
class SemanticPuppetTest {
    private static final List<String> VERSIONS = List.of(
            "0.0.0",
            "0.0.1",
            "0.2.3",
            "0.2.9",
            "0.3.0",
            "0.9.9",
            "1.0.0",
            "1.0.1",
            "1.2.0",
            "1.2.2",
            "1.2.3",
            "1.2.4",
            "1.2.10",
            "1.3.0",
            "1.9.9",
            "2.0.0",
            "2.0.1",
            "2.1.0",
            "3.0.0",
            "4.13.0",
            "4.13.1",
            "5.0.0",
            "9.6.0",
            "9.99.99",
            "10.0.0",
            "10.0.1",
            "1.2.3-alpha",
            "1.2.3-alpha.1",
            "1.2.3-alpha.beta",
            "1.2.3-beta.2",
            "1.2.3-beta.11",
            "1.2.3-rc1",
            "1.2.3-rc10",
            "1.2.3-rc2",
            "1.2.3-1",
            "1.2.3-10",
            "1.2.3-2",
            "2.0.0-rc1",
            "10.0.0-rc1",
            "1.2.3-x-y",
            "1.2.3-0.3.7");

    private static final List<String> RANGES = List.of(
            ">= 4.13.1 < 10.0.0",
            ">=4.13.1 <10.0.0",
            "1.x",
            "1.2.x",
            "1.X",
            "1.*",
            "x",
            "*",
            "1",
            "1.2",
            "1.2.3",
            "=1.2.3",
            "= 1.2.3",
            "~1",
            "~1.2",
            "~1.2.3",
            "~> 1.2",
            "~> 1.2.3",
            "~> 5",
            "~=1.2",
            "^1",
            "^1.2",
            "^1.2.3",
            "^0.2.3",
            "^0.2",
            "^0",
            "^0.0.1",
            "~x",
            ">= 4",
            ">= 4.13",
            "> 1",
            "> 1.2",
            "> 1.2.3",
            ">= x",
            "<= 1",
            "<= 1.2",
            "<= 1.2.3",
            "< 2",
            "< 1.3",
            "1.2.3 - 2.0.0",
            "1.2 - 2",
            "1 - 2.0.0",
            ">=1.0.0 <1.2.0 || >=2.0.0 <3.0.0",
            "1.x || 4.x",
            "1.x||>=10.0.0",
            "<1.0.0 || >=1.2.3",
            "1.2.3 || *",
            ">=1.0.0 <=1.0.0",
            ">=2.0.0 <1.0.0 || 1.x",
            ">= 0.0.0",
            ">=0.0.0 <2.0.0",
            ">=1.2.3-rc1",
            "<1.2.3-rc1",
            ">=1.2.3-alpha <1.2.3-beta.11",
            "1.2.3-rc1",
            "~1.2.3-alpha",
            "^1.2.3-beta.2",
            "<2.0.0-rc1",
            ">=v1.2.3",
            ">1.0.0 <2.0.0 >1.2.2",
            ">=1.2.3+build",
            "1.x.3",
            "1.2.3 2.0.0 || 3.x",
            ">= 2.2.1",
            ">= 5.1.0 <= 6.2.0",
            ">=0.0.1 <1.0.0",
            ">=1.0.1 <=3.3.0");

    private static final List<String> NO_RANGES = List.of(
            "latest",
            "v1.2.3",
            ">=4.13.1<10.0.0",
            ">=1,<2",
            "!=1.2.0",
            "=>1.0.0",
            "1.2.3.4",
            "01.2.3",
            ">=1.0.0 and <2.0.0",
            "1.0.0 -",
            "> > 1",
            "1.2.3-01");

    @Test
    void takesTheVersionsThatPuppetTakes() throws Exception {
        String taken = ruby("ranges.each { |r| vr = SemanticPuppet::VersionRange.parse(r);"
                + " puts versions.map { |v| vr.include?(SemanticPuppet::Version.parse(v)) ? '1' : '0' }.join }");
        List<String> expected = taken.lines().toList();
        assertThat(expected).hasSameSizeAs(RANGES);
        List<String> ours = new ArrayList<>();
        for (String range : RANGES) {
            StringBuilder row = new StringBuilder();
            for (String version : VERSIONS) {
                row.append(VersionRange.parse(range).includes(ModuleVersion.parse(version)) ? '1' : '0');
            }
            ours.add(range + " " + row);
        }
        List<String> puppets = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            puppets.add(RANGES.get(i) + " " + expected.get(i));
        }
        assertThat(ours).isEqualTo(puppets);
    }

    @Test
    void ordersVersionsAsPuppetDoes() throws Exception {
        String sorted = ruby("puts versions.map { |v| SemanticPuppet::Version.parse(v) }.sort.map(&:to_s)");
        assertThat(VERSIONS.stream().map(ModuleVersion::parse).sorted().map(ModuleVersion::toString))
                .containsExactlyElementsOf(sorted.lines().toList());
    }

    @Test
    void refusesWhatPuppetRefuses() throws Exception {
        String refused = ruby("bad.each { |r| begin; SemanticPuppet::VersionRange.parse(r); puts \"takes #{r}\";"
                + " rescue ArgumentError; puts 'refuses'; end }");
        assertThat(refused.lines()).hasSameSizeAs(NO_RANGES).containsOnly("refuses");
        for (String range : NO_RANGES) {
            assertThatThrownBy(() -> VersionRange.parse(range)).as(range).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesARangeThatNothingCanMeet() {
        for (String range : List.of(">=2.0.0 <1.0.0", "<0.0.0", ">x", "1.2.3 1.2.4")) {
            assertThatThrownBy(() -> VersionRange.parse(range)).as(range).hasMessageContaining("no version can belong");
        }
    }

    private static String ruby(String script) throws Exception {
        String program = "require 'semantic_puppet'\nversions = %w[" + String.join(" ", VERSIONS) + "]\nranges = "
                + quoted(RANGES) + "\nbad = " + quoted(NO_RANGES) + "\n" + script;
        CommandResult result = Command.of("ruby", "-e", program).run();
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    private static String quoted(List<String> texts) {
        return "['" + String.join("', '", texts) + "']";
    }
}
