package org.stringless.packager.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stringless.model.module.ModuleName;
import org.stringless.packager.version.VersionRange;

class ModuleRelationsTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "'>= 4.13.1 < 10.0.0' => 'P >= 4.13.1; P < 10.0.0~'",
                "'>= 4.13.1' => 'P >= 4.13.1'",
                "'> 1.2.3' => 'P > 1.2.3'",
                "'<= 2.0.0' => 'P <= 2.0.0'",
                "'< 2.0.0-rc1' => 'P < 2.0.0~rc1'",
                "'1.2.3' => 'P = 1.2.3'",
                "'1.x' => 'P >= 1.0.0; P < 2.0.0~'",
                "'~> 1.2' => 'P >= 1.2.0; P < 1.3.0~'",
                "'1.0.0 - 2.0.0' => 'P >= 1.0.0; P <= 2.0.0'",
                "'*' => ''",
                "'1.x || >= 3.0.0 < 4.0.0' => '((P >= 1.0.0 with P < 2.0.0~) or (P >= 3.0.0 with P < 4.0.0~))'",
                "'1.0.0 || >= 3.0.0' => '(P = 1.0.0 or P >= 3.0.0)'"
            })
    void writesRangesAsRpmDoes(String range, String expected) {
        String requires = ModuleRelations.requires(new ModuleName("o", "n"), VersionRange.parse(range)).stream()
                .map(RpmRelation::toString)
                .reduce((one, other) -> one + "; " + other)
                .orElse("")
                .replace("puppet-module(o-n)", "P");
        assertThat(requires).isEqualTo(expected);
    }
}
