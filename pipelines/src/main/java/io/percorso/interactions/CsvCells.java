package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Cuts the bytes of one CSV row into cells (RFC 4180). */
final class CsvCells {
  private CsvCells() {}

  /**
   * @return the cells, a bare empty one and a quoted empty one both as ""
   * @throws Refusal QUOTE when a quote does not close, is followed by letters, or stands in a bare
   *     cell
   */
  static List<String> of(byte[] row, int from, int to, char delimiter) throws Refusal {
    List<String> cells = new ArrayList<>(16);
    int at = from;
    while (true) {
      int end;
      if (at < to && row[at] == '"') {
        int start = at + 1;
        boolean hasDoubled = false;
        end = start;
        while (true) {
          while (end < to && row[end] != '"') {
            end++;
          }
          if (end >= to) {
            throw new Refusal(Reason.QUOTE, "cell " + (cells.size() + 1) + " does not close");
          }
          if (end + 1 < to && row[end + 1] == '"') {
            hasDoubled = true;
            end += 2;
          } else {
            break;
          }
        }
        String cell = new String(row, start, end - start, UTF_8);
        cells.add(hasDoubled ? cell.replace("\"\"", "\"") : cell);
        end++;
        if (end < to && row[end] != delimiter) {
          throw new Refusal(Reason.QUOTE, "cell " + cells.size() + " goes on after its quote");
        }
      } else {
        end = at;
        while (end < to && row[end] != delimiter) {
          if (row[end] == '"') {
            throw new Refusal(Reason.QUOTE, "bare cell " + (cells.size() + 1) + " holds a quote");
          }
          end++;
        }
        cells.add(end == at ? "" : new String(row, at, end - at, UTF_8));
      }
      if (end >= to) {
        return cells;
      }
      at = end + 1;
    }
  }
}
