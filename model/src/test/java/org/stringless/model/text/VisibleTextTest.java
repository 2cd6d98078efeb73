package org.stringless.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void leavesTextThatIsOnlyRead() {
        String text = "Größe → 3 %\n\t日本語 👩‍🔧 'quoted' <b>";

        assertThat(VisibleText.of(text)).isEqualTo(text);
    }

    @Test
    void showsWhatWouldSteerATerminal() {
        assertThat(VisibleText.of("a\u001b[2Jb\u0007\r\u0000")).isEqualTo("a\\u001b[2Jb\\u0007\\u000d\\u0000");
    }

    @Test
    void showsWhatWouldTurnTheDirectionOfWriting() {
        assertThat(VisibleText.of("a\u202eb\u2066c\u200fd")).isEqualTo("a\\u202eb\\u2066c\\u200fd");
    }

    @Test
    void showsHalvesOfCharactersAndInvisibleOnesBeyondTheFirstPlane() {
        assertThat(VisibleText.of("\ud800x" + Character.toString(0xe0041))).isEqualTo("\\ud800x\\ue0041");
    }

    @Test
    void makesOneLineOfMany() {
        assertThat(VisibleText.line("a\nb\tc")).isEqualTo("a b c");
    }
}
