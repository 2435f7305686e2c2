package io.percorso.simulator.company;

/** One CSV row being written (RFC 4180): a cell is quoted where it must be. */
final class Csv {
  private final StringBuilder text = new StringBuilder(256);
  private boolean hasCells;

  Csv cell(String value) {
    if (hasCells) {
      text.append(',');
    }
    hasCells = true;
    if (isPlain(value)) {
      text.append(value);
    } else {
      quote(value);
    }
    return this;
  }

  Csv cell(long value) {
    return cell(Long.toString(value));
  }

  /** TRUE or FALSE, as warehouses export them. */
  Csv cell(boolean value) {
    return cell(value ? "TRUE" : "FALSE");
  }

  /** So many cells with nothing in them. */
  Csv blank(int count) {
    for (int i = 0; i < count; i++) {
      cell("");
    }
    return this;
  }

  String end() {
    return text.toString();
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == ',' || c < ' ') {
        return false;
      }
    }
    return true;
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        text.append('"');
      }
      text.append(c);
    }
    text.append('"');
  }
}
