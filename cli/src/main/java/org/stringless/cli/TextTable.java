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
    private final boolean numbers;

    TextTable(String... heads) {
        this(false, heads);
    }

    private TextTable(boolean numbers, String... heads) {
        this.numbers = numbers;
        rows.add(List.of(heads));
    }

    /** A table whose columns after the first hold numbers: they stand at the right. */
    static TextTable ofNumbers(String... heads) {
        return new TextTable(true, heads);
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
                String room = " ".repeat(Math.max(0, widths[i] - cell.length()));
                line.append(numbers && i > 0 ? room + cell : cell + room).append("  ");
            }
            String last = row.get(columns - 1);
            line.append(numbers ? " ".repeat(Math.max(0, widths[columns - 1] - last.length())) : "");
            out.println(line.append(last).toString().stripTrailing());
        }
    }
}
