package io.percorso.bi;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * CSV that is safe to open in a spreadsheet: RFC 4180 with LF, and no cell that a spreadsheet takes
 * for a formula.
 *
 * <p>A cell that begins with {@code = + - @}, tab, carriage return or NUL gets a leading {@code '},
 * unless it is a number (OWASP, CSV injection). Readers that need the very bytes use the Parquet
 * beside it.
 */
public final class SpreadsheetCsv {
  private static final String FORMULA_STARTS = "=+-@\t\r\0";
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private SpreadsheetCsv() {}

  /** One line without its end; absent cells are the empty string. */
  public static String line(List<String> cells) {
    return cells.stream().map(SpreadsheetCsv::cell).collect(Collectors.joining(","));
  }

  /** Lines with their ends, from values as they print. */
  static String lines(List<List<Object>> lines) {
    return lines.stream()
        .map(line -> line(line.stream().map(Object::toString).toList()) + "\n")
        .collect(Collectors.joining());
  }

  /** One cell, quoted where needed. */
  public static String cell(String value) {
    String safe = startsFormula(value) ? "'" + value : value;
    boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quote ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }

  private static boolean startsFormula(String value) {
    return !value.isEmpty()
        && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0
        && !NUMBER.matcher(value).matches();
  }
}
