package io.percorso.interactions;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952) and checks all of it: every member with its checksum and size, and that
 * nothing but zeros, the padding of tapes, follows the last. Java's own stream ends in silence
 * where a further member is damaged, and calls itself once for each member without content.
 *
 * <p>Throws {@link EOFException} where the file ends too soon and {@link ZipException} where it is
 * damaged.
 */
final class Gunzip extends InputStream {
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;
  private static final int FIXED_REST = 6;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer;
  private int at;
  private int filled;
  private boolean isInMember;
  private boolean isOver;

  /** Reads the first header. */
  Gunzip(InputStream in, int bufferBytes) throws IOException {
    this.in = in;
    this.buffer = new byte[bufferBytes];
    header(next());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!isOver) {
      if (isInMember) {
        int count = inflate(to, offset, length);
        if (count > 0) {
          return count;
        }
      } else {
        member();
      }
    }
    return -1;
  }

  private int inflate(byte[] to, int offset, int length) throws IOException {
    try {
      int count = inflater.inflate(to, offset, length);
      checksum.update(to, offset, count);
      if (inflater.finished()) {
        at = filled - inflater.getRemaining();
        trailer();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("a dictionary is asked for");
      } else if (count == 0) {
        if (!fill()) {
          throw new EOFException("the file ends within a member");
        }
        inflater.setInput(buffer, 0, filled);
      }
      return count;
    } catch (DataFormatException e) {
      throw new ZipException("the packed data is damaged");
    }
  }

  private void trailer() throws IOException {
    long expected = little(4);
    long size = little(4);
    if (expected != checksum.getValue()) {
      throw new ZipException("the checksum differs");
    }
    if (size != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new ZipException("the size differs");
    }
    inflater.reset();
    isInMember = false;
  }

  /** The next member, or the end. */
  private void member() throws IOException {
    if (at == filled && !fill()) {
      over();
      return;
    }
    int first = next();
    if (first != 0) {
      header(first);
      return;
    }
    do {
      while (at < filled) {
        if (buffer[at++] != 0) {
          throw new ZipException("something follows the last member");
        }
      }
    } while (fill());
    over();
  }

  private void over() {
    isOver = true;
    inflater.end();
  }

  private void header(int first) throws IOException {
    checksum.reset();
    checksum.update(first);
    if (first != 0x1f || next() != 0x8b || next() != DEFLATE) {
      throw new ZipException("no gzip header");
    }
    int flags = next();
    if ((flags & RESERVED) != 0) {
      throw new ZipException("a reserved flag");
    }
    skip(FIXED_REST);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      long expected = checksum.getValue() & 0xFFFF;
      if (little(2) != expected) {
        throw new ZipException("the header's checksum differs");
      }
    }
    checksum.reset();
    inflater.setInput(buffer, at, filled - at);
    isInMember = true;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {}
  }

  /** An unsigned number, its lowest byte first. */
  private long little(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) nextOfTrailer() << (8 * i);
    }
    return number;
  }

  private int next() throws IOException {
    int b = nextOfTrailer();
    checksum.update(b);
    return b;
  }

  private int nextOfTrailer() throws IOException {
    if (at == filled && !fill()) {
      throw new EOFException("the file ends within a member");
    }
    return buffer[at++] & 0xFF;
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    over();
    in.close();
  }
}
