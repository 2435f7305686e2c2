package io.percorso.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.percorso.bi.SpreadsheetCsv;
import io.percorso.jobs.Engine.Format;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes the answer of a query for people (an aligned table), spreadsheets (CSV) or programs (one
 * JSON object a line).
 */
final class RowPrinter {
  private static final int WIDEST = 80;

  private RowPrinter() {}

  static void print(Dataset<Row> rows, Format format, PrintStream out) {
    switch (format) {
      case JSON -> rows.toJSON().toLocalIterator().forEachRemaining(out::println);
      case CSV -> printCsv(rows, out);
      case TABLE -> printTable(rows, out);
    }
  }

  /**
   * The same of lines that are no query's.
   *
   * @param lines a header and lines of as many cells
   */
  static void print(List<List<String>> lines, Format format, PrintStream out) {
    List<List<String>> shown =
        lines.stream().map(l -> l.stream().map(c -> cell(c)).toList()).toList();
    switch (format) {
      case JSON -> shown.stream().skip(1).forEach(l -> out.println(jsonLine(shown.get(0), l)));
      case CSV -> shown.forEach(l -> out.println(SpreadsheetCsv.line(l)));
      case TABLE -> printTable(shown, out);
    }
  }

  private static String jsonLine(List<String> names, List<String> cells) {
    ObjectNode object = Json.object();
    IntStream.range(0, names.size()).forEach(i -> object.put(names.get(i), cells.get(i)));
    return Json.line(object);
  }

  private static void printCsv(Dataset<Row> rows, PrintStream out) {
    out.println(SpreadsheetCsv.line(List.of(rows.columns())));
    for (Iterator<Row> all = rows.toLocalIterator(); all.hasNext(); ) {
      out.println(SpreadsheetCsv.line(cells(all.next())));
    }
  }

  private static void printTable(Dataset<Row> rows, PrintStream out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of(rows.columns()));
    rows.toLocalIterator().forEachRemaining(row -> lines.add(cells(row)));
    printTable(lines, out);
  }

  private static void printTable(List<List<String>> lines, PrintStream out) {
    int[] widths =
        IntStream.range(0, lines.get(0).size())
            .map(
                i ->
                    lines.stream()
                        .mapToInt(l -> Math.min(WIDEST, l.get(i).length()))
                        .max()
                        .orElse(0))
            .toArray();
    for (int n = 0; n < lines.size(); n++) {
      out.println(aligned(lines.get(n), widths));
      if (n == 0) {
        out.println(aligned(IntStream.of(widths).mapToObj("-"::repeat).toList(), widths));
      }
    }
    int count = lines.size() - 1;
    out.println("(%,d %s)".formatted(count, count == 1 ? "row" : "rows"));
  }

  private static String aligned(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      String shown = cell.length() > WIDEST ? cell.substring(0, WIDEST - 1) + "…" : cell;
      line.append(i == 0 ? "" : "  ").append(shown).append(" ".repeat(widths[i] - shown.length()));
    }
    return line.toString().stripTrailing();
  }

  private static List<String> cells(Row row) {
    return IntStream.range(0, row.size()).mapToObj(i -> cell(row.get(i))).toList();
  }

  /**
   * Control characters are shown as a question mark: a stored value must not move the terminal's
   * cursor.
   */
  private static String cell(Object value) {
    String text =
        value instanceof byte[] bytes
            ? "<" + bytes.length + " bytes>"
            : Objects.toString(value, "");
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
