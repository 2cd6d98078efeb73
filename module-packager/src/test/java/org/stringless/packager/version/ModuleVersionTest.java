package org.stringless.packager.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleVersionTest {
    @ParameterizedTest
    @CsvSource({
        "1.2.3, 1.2.3",
        "1.2.3-rc1, 1.2.3~rc1",
        "1.2.3-rc.1, 1.2.3~rc.1",
        "1.2.3-alpha-2, 1.2.3~alpha.2",
        "1.2.3+20240101, 1.2.3",
        "1.2.3-rc1+5, 1.2.3~rc1",
        "20240101.0.0, 20240101.0.0"
    })
    void hasOneFormInRpm(String version, String rpm) {
        assertThat(ModuleVersion.parse(version).rpm()).isEqualTo(rpm);
        assertThat(ModuleVersion.parse(version)).hasToString(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2",
                "v1.2.3",
                "1.2.3.4",
                "01.2.3",
                "1.2.3-01",
                "1.2.3-",
                "1.2.3_1",
                "1.2.x",
                "1.2.3-ä"
            })
    void refusesOddVersions(String version) {
        assertThatThrownBy(() -> ModuleVersion.parse(version)).isInstanceOf(IllegalArgumentException.class);
    }
}
