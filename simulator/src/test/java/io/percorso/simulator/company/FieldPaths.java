package io.percorso.simulator.company;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict reader of JSON and CSV that knows paths only: {@code context.device.id}, {@code
 * category[]}. Of a path that occurs several times the last value is kept.
 */
final class FieldPaths {
  private final String text;
  private final Map<String, String> values = new LinkedHashMap<>();
  private int at;

  private FieldPaths(String text) {
    this.text = text;
  }

  /** Value by path of every leaf of a JSON object; a null is the text null, {} and [] are empty. */
  static Map<String, String> ofJson(String json) {
    FieldPaths paths = new FieldPaths(json);
    paths.value("");
    if (paths.at != json.length()) {
      throw new IllegalArgumentException("more after the object: " + json.substring(paths.at));
    }
    return paths.values;
  }

  /** The rows of a CSV file, header first. */
  static List<List<String>> ofCsv(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (c == '"' && isQuoted && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (isQuoted || (c != ',' && c != '\n')) {
        cell.append(c);
      } else {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      }
    }
    if (isQuoted || !row.isEmpty() || cell.length() > 0) {
      throw new IllegalArgumentException("the last row does not end: " + row + cell);
    }
    return rows;
  }

  private void value(String path) {
    switch (text.charAt(at)) {
      case '{' -> object(path);
      case '[' -> list(path);
      case '"' -> values.put(path, string());
      default -> {
        int start = at;
        while (at < text.length() && ",}]".indexOf(text.charAt(at)) < 0) {
          at++;
        }
        String word = text.substring(start, at);
        if (!word.matches("null|true|false|-?(0|[1-9]\\d*)(\\.\\d+)?")) {
          throw new IllegalArgumentException(path + " is no value: " + word);
        }
        values.put(path, word);
      }
    }
  }

  private void object(String path) {
    take('{');
    if (text.charAt(at) == '}') {
      values.put(path, "");
    }
    while (text.charAt(at) != '}') {
      String key = string();
      take(':');
      value(path.isEmpty() ? key : path + "." + key);
      next('}');
    }
    take('}');
  }

  private void list(String path) {
    take('[');
    while (text.charAt(at) != ']') {
      value(path + "[]");
      next(']');
    }
    take(']');
  }

  private void next(char end) {
    if (text.charAt(at) != end) {
      take(',');
      if (text.charAt(at) == end) {
        throw new IllegalArgumentException("a comma too many at " + at);
      }
    }
  }

  private void take(char expected) {
    if (text.charAt(at) != expected) {
      throw new IllegalArgumentException("no %s at %d of %s".formatted(expected, at, text));
    }
    at++;
  }

  private String string() {
    take('"');
    StringBuilder string = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw new IllegalArgumentException("a bare control character at " + at);
      }
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '"', '\\' -> c;
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> throw new IllegalArgumentException("no escape \\" + c);
    };
  }
}
