package io.percorso.interactions;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream of bytes into frames. Memory is bounded by the longest frame, not by the file: of a
 * longer one only the beginning is kept. A stream that begins where a frame begins gives the same
 * frames as the whole would, so a file may be cut between any two frames.
 *
 * <p>A quoted cell that never closes, or is closed by the quote of a later row, costs one row:
 * framing goes on at the line below. An element of a document that is too long costs itself. Where
 * a document's brackets do not match, its rest is one frame.
 */
final class FrameReader {
  private static final int FIRST_BUFFER = 1 << 16;
  private static final int LINE_BREAK = 2;

  private final InputStream in;
  private final Framing framing;
  private final int limit;
  private final int kept;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int filled;
  private int pos;
  private long base;
  private int start;
  private int scan;
  private int end;
  private long offset;
  private Optional<Reason> fault = Optional.empty();
  private final byte delimiter;
  private boolean hasBegun;
  private boolean isInArray;
  private boolean isAfterElement;
  private boolean isOver;

  /**
   * @param base offset of the stream's first byte in the file's content
   * @param limit the longest frame, bytes
   * @param kept how much of a longer frame is kept, bytes
   */
  FrameReader(InputStream in, Framing framing, char delimiter, long base, int limit, int kept) {
    this.in = in;
    this.framing = framing;
    this.delimiter = (byte) delimiter;
    this.base = base;
    this.limit = limit;
    this.kept = kept;
  }

  /** Moves to the next frame; false at the end. */
  boolean next() throws IOException {
    fault = Optional.empty();
    start = pos;
    scan = pos;
    return switch (framing) {
      case LINES -> line();
      case CSV -> row();
      case JSON_DOCUMENT -> element();
    };
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Offset of the frame's first byte in the file's content. */
  long offset() {
    return offset;
  }

  /** Offset of the byte after the frame and its line break. */
  long nextOffset() {
    return base + pos;
  }

  /** What is wrong with the frame as such. */
  Optional<Reason> fault() {
    return fault;
  }

  /** Skips a byte order mark; to be called before the first frame of a file. */
  void skipByteOrderMark() throws IOException {
    while (filled - pos < 3 && fill()) {}
    if (filled - pos >= 3
        && buffer[pos] == (byte) 0xEF
        && buffer[pos + 1] == (byte) 0xBB
        && buffer[pos + 2] == (byte) 0xBF) {
      pos += 3;
    }
  }

  /** The place up to which a frame with its line break may reach. */
  private int most() {
    return start + limit + LINE_BREAK;
  }

  private boolean line() throws IOException {
    while (true) {
      int stop = Math.min(filled, most());
      int at = scan;
      while (at < stop && buffer[at] != '\n') {
        at++;
      }
      scan = at;
      if (at < stop) {
        return emit(at, at + 1);
      }
      if (scan == most()) {
        return tooLong();
      }
      if (!fill()) {
        return scan > start && emit(scan, scan);
      }
    }
  }

  private enum Cell {
    START,
    BARE,
    QUOTED,
    AFTER_QUOTE
  }

  private boolean row() throws IOException {
    Cell cell = Cell.START;
    int breakAt = -1;
    while (true) {
      int stop = Math.min(filled, most());
      while (scan < stop) {
        byte b = buffer[scan++];
        if (cell == Cell.QUOTED) {
          if (b == '"') {
            cell = Cell.AFTER_QUOTE;
          } else if (b == '\n' && breakAt < 0) {
            breakAt = scan - start;
          }
        } else if (b == '\n') {
          return emit(scan - 1, scan);
        } else if (b == delimiter) {
          cell = Cell.START;
        } else if (b == '"' && cell == Cell.START) {
          cell = Cell.QUOTED;
          breakAt = -1;
        } else if (b == '"' && cell == Cell.AFTER_QUOTE) {
          cell = Cell.QUOTED;
        } else if (b != '\r' && cell == Cell.AFTER_QUOTE && breakAt >= 0) {
          // What closed the cell opens one of a later row: this row's quote was never closed.
          return openQuote(breakAt);
        } else if (b != '\r' || cell != Cell.AFTER_QUOTE) {
          cell = Cell.BARE;
        }
      }
      boolean isLong = scan == most();
      if (isLong && (cell != Cell.QUOTED || breakAt < 0)) {
        return tooLong();
      }
      if (isLong || !fill()) {
        if (cell == Cell.QUOTED) {
          return openQuote(breakAt < 0 ? scan - start : breakAt);
        }
        return scan > start && emit(scan, scan);
      }
    }
  }

  /** Ends the row where its line ends. */
  private boolean openQuote(int length) {
    int next = start + length;
    emit(buffer[next - 1] == '\n' ? next - 1 : next, next);
    fault = Optional.of(Reason.QUOTE);
    return true;
  }

  private boolean element() throws IOException {
    int b = skipBlanks();
    if (!hasBegun) {
      hasBegun = true;
      if (b == '[') {
        isInArray = true;
        scan++;
        b = skipBlanks();
        if (b == ']') {
          isOver = true;
          scan++;
          b = skipBlanks();
        }
      }
    } else if (isInArray && !isOver) {
      if (b == ',' && isAfterElement) {
        scan++;
        b = skipBlanks();
        isAfterElement = false;
      } else if (b == ']' && isAfterElement) {
        isOver = true;
        scan++;
        b = skipBlanks();
      }
    }
    start = scan;
    if (b < 0) {
      boolean isOpen = isInArray && !isOver;
      isOver = true;
      return isOpen && broken(Reason.BAD_JSON);
    }
    if (isOver) {
      return broken(Reason.TRAILING_DATA);
    }
    if (b == ']' || b == '}' || b == ',' || (isInArray && isAfterElement)) {
      return broken(Reason.BAD_JSON);
    }
    isAfterElement = true;
    return value();
  }

  private boolean value() throws IOException {
    int depth = 0;
    boolean isText = false;
    boolean isEscaped = false;
    Optional<byte[]> beginning = Optional.empty();
    while (true) {
      int stop = beginning.isPresent() ? filled : Math.min(filled, most());
      for (; scan < stop; scan++) {
        byte b = buffer[scan];
        if (isText) {
          isText = isEscaped || b != '"';
          isEscaped = !isEscaped && b == '\\';
        } else if (b == '"') {
          isText = true;
        } else if (b == '{' || b == '[') {
          depth++;
        } else if (b == '}' || b == ']') {
          if (depth <= 1) {
            return emitValue(depth == 0 ? scan : scan + 1, beginning);
          }
          depth--;
        } else if (depth == 0 && (b == ',' || b == '\n')) {
          return emitValue(scan, beginning);
        }
      }
      if (beginning.isEmpty() && scan == most()) {
        offset = base + start;
        beginning = Optional.of(Arrays.copyOfRange(buffer, start, start + kept));
      }
      if (beginning.isPresent()) {
        drop(scan);
      }
      if (scan == filled && !fill()) {
        isOver = true;
        return emitValue(scan, beginning);
      }
    }
  }

  /**
   * @param beginning what is kept of a value that is too long, the rest of which was dropped
   */
  private boolean emitValue(int next, Optional<byte[]> beginning) {
    if (beginning.isEmpty()) {
      return emit(next, next);
    }
    pos = next;
    keep(beginning.get());
    fault = Optional.of(Reason.LINE_TOO_LONG);
    return true;
  }

  /** Forgets what lies before a place in the buffer. */
  private void drop(int to) {
    base += to;
    filled -= to;
    System.arraycopy(buffer, to, buffer, 0, filled);
    start = 0;
    scan = 0;
    pos = 0;
  }

  /** The rest of a document that cannot be followed any further is one frame. */
  private boolean broken(Reason reason) throws IOException {
    while (filled - start < kept && fill()) {}
    offset = base + start;
    byte[] beginning = discardUntil((byte) -1, false);
    pos = filled;
    isOver = true;
    isInArray = true;
    keep(beginning);
    fault = Optional.of(reason);
    return true;
  }

  private int skipBlanks() throws IOException {
    while (true) {
      while (scan < filled) {
        byte b = buffer[scan];
        if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
          return b & 0xFF;
        }
        scan++;
      }
      start = scan;
      if (!fill()) {
        return -1;
      }
    }
  }

  private boolean tooLong() throws IOException {
    offset = base + start;
    byte[] beginning = discardUntil((byte) '\n', true);
    keep(beginning);
    fault = Optional.of(Reason.LINE_TOO_LONG);
    return true;
  }

  private byte[] discardUntil(byte stop, boolean hasStop) throws IOException {
    byte[] beginning = Arrays.copyOfRange(buffer, start, Math.min(filled, start + kept));
    while (true) {
      while (hasStop && scan < filled) {
        if (buffer[scan++] == stop) {
          pos = scan;
          return beginning;
        }
      }
      drop(filled);
      if (!fill()) {
        return beginning;
      }
    }
  }

  /** Puts the kept beginning where the frame's bytes are looked for, in front of what follows. */
  private void keep(byte[] beginning) {
    byte[] joined = new byte[Math.max(FIRST_BUFFER, beginning.length + filled - pos)];
    System.arraycopy(beginning, 0, joined, 0, beginning.length);
    System.arraycopy(buffer, pos, joined, beginning.length, filled - pos);
    base += pos - beginning.length;
    filled = beginning.length + filled - pos;
    buffer = joined;
    start = 0;
    end = beginning.length;
    pos = beginning.length;
  }

  private boolean emit(int frameEnd, int next) {
    offset = base + start;
    end = frameEnd > start && buffer[frameEnd - 1] == '\r' ? frameEnd - 1 : frameEnd;
    pos = next;
    if (end - start > limit) {
      end = start + kept;
      fault = Optional.of(Reason.LINE_TOO_LONG);
    }
    return true;
  }

  /** Reads on; what lies before the frame makes room. False at the end of the stream. */
  private boolean fill() throws IOException {
    int keepFrom = Math.min(start, Math.min(pos, scan));
    if (keepFrom > 0 && filled == buffer.length) {
      System.arraycopy(buffer, keepFrom, buffer, 0, filled - keepFrom);
      filled -= keepFrom;
      start -= keepFrom;
      scan -= keepFrom;
      pos -= keepFrom;
      base += keepFrom;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count <= 0) {
      return false;
    }
    filled += count;
    return true;
  }
}
