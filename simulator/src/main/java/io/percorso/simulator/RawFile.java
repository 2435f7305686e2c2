package io.percorso.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.zip.GZIPOutputStream;

/** One raw file being written: text goes to disk as it comes; names that end in .gz are packed. */
public final class RawFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 15;

  private final Path path;
  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int used;
  private long records;

  private RawFile(Path path, OutputStream out) {
    this.path = path;
    this.out = out;
  }

  /**
   * @throws UncheckedIOException when it cannot be made; names it
   */
  public static RawFile create(Path path) {
    try {
      Files.createDirectories(path.getParent());
      OutputStream file = Files.newOutputStream(path);
      boolean packed = path.getFileName().toString().endsWith(".gz");
      return new RawFile(path, packed ? new GZIPOutputStream(file, BUFFER_BYTES) : file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + path, e);
    }
  }

  public RawFile text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public RawFile bytes(byte[] bytes) {
    if (bytes.length > buffer.length - used) {
      flush();
    }
    if (bytes.length > buffer.length) {
      send(bytes, bytes.length);
    } else {
      System.arraycopy(bytes, 0, buffer, used, bytes.length);
      used += bytes.length;
    }
    return this;
  }

  /** {@code 2026-03-31 09:05:07}. */
  RawFile stamp(LocalDate day, int secondOfDay) {
    if (buffer.length - used < 19) {
      flush();
    }
    two(day.getYear() / 100);
    two(day.getYear() % 100);
    buffer[used++] = '-';
    two(day.getMonthValue());
    buffer[used++] = '-';
    two(day.getDayOfMonth());
    buffer[used++] = ' ';
    two(secondOfDay / 3600);
    buffer[used++] = ':';
    two(secondOfDay / 60 % 60);
    buffer[used++] = ':';
    two(secondOfDay % 60);
    return this;
  }

  /** Says that what was written since the last call is one record. */
  void endRecord() {
    records++;
  }

  long records() {
    return records;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    flush();
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot finish " + path, e);
    }
  }

  /** Cuts a finished file, as a broken transmission does. */
  static void keepShare(Path path, double share) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate((long) (channel.size() * share));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot cut " + path, e);
    }
  }

  private void two(int number) {
    buffer[used++] = (byte) ('0' + number / 10);
    buffer[used++] = (byte) ('0' + number % 10);
  }

  private void flush() {
    send(buffer, used);
    used = 0;
  }

  private void send(byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }
}
