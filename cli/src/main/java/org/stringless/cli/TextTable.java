package org.stringless.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stringless.model.text.VisibleText;

/** Rows in columns for a terminal. Cells are one line each and cannot steer the terminal; only the last column may be long. */
final class TextTable {
    private static final int LONGEST = 60;

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... heads) {
        rows.add(List.of(heads));
    }

    /** One more row, with a cell for each head. */
    void row(String... cells) {
        rows.add(Arrays.stream(cells).map(VisibleText::line).toList());
    }

    /** Prints the heads and the rows; nothing when there is no row. */
    void print(PrintWriter out) {
        if (rows.size() == 1) {
            return;
        }
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], Math.min(LONGEST, row.get(i).length()));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns - 1; i++) {
                String cell = row.get(i);
                line.append(cell).append(" ".repeat(Math.max(0, widths[i] - cell.length()) + 2));
            }
            out.println(line.append(row.get(columns - 1)).toString().stripTrailing());
        }
    }
}
