package io.percorso.jobs.score;

import io.percorso.lake.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of a CSV text (RFC 4180), one after another; blank lines are rows of one empty cell. */
final class CsvRows implements AutoCloseable {
  private static final int END = -1;

  private final String name;
  private final Reader text;
  private long row;

  /**
   * @param name for messages
   */
  CsvRows(String name, Reader text) {
    this.name = name;
    this.text = new BufferedReader(text, 1 << 16);
  }

  /**
   * The next row; empty at the end.
   *
   * @throws UserError for a quote that does not close
   */
  Optional<List<String>> next() {
    try {
      int letter = text.read();
      if (letter == END) {
        return Optional.empty();
      }
      row++;
      return Optional.of(cells(letter));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  private List<String> cells(int first) throws IOException {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    int letter = first;
    while (true) {
      if (letter == '"' && cell.length() == 0) {
        letter = quoted(cell);
      }
      if (letter == ',' || letter == '\n' || letter == END) {
        int length = cell.length();
        if (letter == '\n' && length > 0 && cell.charAt(length - 1) == '\r') {
          cell.setLength(length - 1);
        }
        cells.add(cell.toString());
        cell.setLength(0);
        if (letter != ',') {
          return cells;
        }
      } else {
        cell.append((char) letter);
      }
      letter = text.read();
    }
  }

  /** Reads a quoted cell and gives the letter behind its quote. */
  private int quoted(StringBuilder cell) throws IOException {
    while (true) {
      int letter = text.read();
      if (letter == END) {
        throw UserError.usage("%s, row %d: a quote does not close".formatted(name, row));
      }
      if (letter == '"') {
        int after = text.read();
        if (after != '"') {
          return after;
        }
      }
      cell.append((char) letter);
    }
  }

  @Override
  public void close() {
    try {
      text.close();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be closed", e);
    }
  }
}
