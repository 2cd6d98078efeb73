package org.stringless.cli.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that a wrong one was meant to be. */
final class Likely {
    private Likely() {}

    /** The nearest name within a third of the word's letters, or the one that the word begins. */
    static Optional<String> of(String word, Collection<String> names) {
        Optional<String> nearest = names.stream()
                .min(Comparator.comparingInt(name -> distance(word, name)))
                .filter(name -> distance(word, name) <= Math.max(1, word.length() / 3));
        return nearest.or(() -> names.stream()
                .filter(name -> word.length() >= 3 && name.startsWith(word))
                .findFirst());
    }

    /** How many letters must be added, left out, changed or swapped with their neighbour. */
    static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int changed = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                int least = Math.min(steps[i - 1][j - 1] + changed, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                steps[i][j] = swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
            }
        }
        return steps[from.length()][to.length()];
    }
}
