package io.percorso.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A table drawn in a text block: columns parted by {@code |}, the first line names them, an empty
 * cell is null. A failure shows both grids.
 */
public final class Grid {
  private final List<String> columns;
  private final List<Map<String, String>> rows;

  private Grid(List<String> columns, List<Map<String, String>> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  public static Grid of(String drawn) {
    List<String> lines = drawn.lines().filter(line -> !line.isBlank()).toList();
    List<String> columns = cells(lines.get(0));
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        String cell = i < cells.size() ? cells.get(i) : "";
        row.put(columns.get(i), cell.isEmpty() ? null : cell);
      }
      rows.add(row);
    }
    return new Grid(columns, rows);
  }

  public List<Map<String, String>> rows() {
    return rows;
  }

  /**
   * Compares this expected grid with what was computed, in this order of rows.
   *
   * @param cell the text of a computed row's column; null stands for an empty cell
   */
  public <T> void assertShows(List<T> computed, Function<T, Function<String, Object>> cell) {
    List<Map<String, String>> found = new ArrayList<>();
    for (T row : computed) {
      Map<String, String> drawn = new LinkedHashMap<>();
      for (String column : columns) {
        Object value = cell.apply(row).apply(column);
        drawn.put(column, value == null ? null : value.toString());
      }
      found.add(drawn);
    }
    assertThat(draw(found)).isEqualTo(draw(rows));
  }

  private String draw(List<Map<String, String>> drawn) {
    StringBuilder text = new StringBuilder();
    Map<String, Integer> widths = new LinkedHashMap<>();
    for (String column : columns) {
      int width = column.length();
      for (Map<String, String> row : rows) {
        width = Math.max(width, Objects.toString(row.get(column), "").length());
      }
      widths.put(column, width);
      text.append(pad(column, width)).append(" | ");
    }
    for (Map<String, String> row : drawn) {
      text.append('\n');
      columns.forEach(
          c -> text.append(pad(Objects.toString(row.get(c), ""), widths.get(c))).append(" | "));
    }
    return text.toString();
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split("\\|", -1)) {
      cells.add(cell.strip());
    }
    return cells;
  }
}
