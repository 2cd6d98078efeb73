package org.stringless.cli.settings;

import java.util.List;

/**
 * One line of {@code config show}.
 *
 * @param key the key; a target's members are {@code targets.NAME.MEMBER}
 * @param list whether the key takes a list
 * @param values as they would be written in a file, passwords hidden; none when there is no value
 */
public record EffectiveSetting(String key, boolean list, List<String> values, Origin origin) {}
