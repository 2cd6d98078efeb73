package org.stringless.cli.settings;

import java.util.List;

/**
 * A value as it was written, after it was found to be right.
 *
 * @param texts one text, or those of a list
 */
record Given(List<String> texts, Origin origin) {
    Given {
        texts = List.copyOf(texts);
    }
}
