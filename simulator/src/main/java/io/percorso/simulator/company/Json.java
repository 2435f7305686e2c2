package io.percorso.simulator.company;

/**
 * One JSON object being written, keys in the order in which they are put. Keys are written as they
 * are: they must need no escape.
 */
final class Json {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder text = new StringBuilder(768);

  private Json() {
    text.append('{');
  }

  static Json object() {
    return new Json();
  }

  Json put(String key, String value) {
    key(key);
    string(value);
    return this;
  }

  /** Leaves the key out where the text is empty. */
  Json putIfAny(String key, String value) {
    return value.isEmpty() ? this : put(key, value);
  }

  /** Null where the text is empty, for vendors that name what is absent. */
  Json putOrNull(String key, String value) {
    return value.isEmpty() ? number(key, "null") : put(key, value);
  }

  Json put(String key, long value) {
    key(key);
    text.append(value);
    return this;
  }

  Json put(String key, boolean value) {
    key(key);
    text.append(value);
    return this;
  }

  Json putNull(String key) {
    return number(key, "null");
  }

  /** A number that is written already. */
  Json number(String key, String digits) {
    key(key);
    text.append(digits);
    return this;
  }

  /** Begins an object below a key. */
  Json open(String key) {
    key(key);
    text.append('{');
    return this;
  }

  /** Begins an object in a list. */
  Json open() {
    comma();
    text.append('{');
    return this;
  }

  Json close() {
    text.append('}');
    return this;
  }

  Json list(String key) {
    key(key);
    text.append('[');
    return this;
  }

  /** A text in a list. */
  Json item(String value) {
    comma();
    string(value);
    return this;
  }

  Json endList() {
    text.append(']');
    return this;
  }

  /** Closes the whole. */
  String end() {
    return text.append('}').toString();
  }

  private void key(String key) {
    comma();
    text.append('"').append(key).append("\":");
  }

  private void comma() {
    char last = text.charAt(text.length() - 1);
    if (last != '{' && last != '[') {
      text.append(',');
    }
  }

  private void string(String value) {
    text.append('"');
    int written = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        text.append(value, written, i);
        escape(c);
        written = i + 1;
      }
    }
    text.append(value, written, value.length()).append('"');
  }

  private void escape(char c) {
    text.append('\\');
    switch (c) {
      case '\n' -> text.append('n');
      case '\r' -> text.append('r');
      case '\t' -> text.append('t');
      case '"', '\\' -> text.append(c);
      default -> text.append("u00").append(HEX[c >> 4]).append(HEX[c & 15]);
    }
  }
}
