package io.percorso.lake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The checksums of a file on a local disk: a hidden file beside it, {@code .name.crc}, with a CRC32
 * of every 512 bytes. The format is that of Hadoop's local file system, which verifies it whenever
 * Spark reads the file.
 */
public final class Checksums {
  private static final byte[] MAGIC = {'c', 'r', 'c', 0};
  private static final int CHUNK_BYTES = 512;
  private static final int HEADER_BYTES = MAGIC.length + Integer.BYTES;

  private Checksums() {}

  /** Where the checksums of a file lie. */
  public static Path beside(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".crc");
  }

  public static boolean isChecksums(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(".crc");
  }

  /**
   * What differs between a file and its checksums; empty when nothing does.
   *
   * @throws NoSuchFileException when there are none
   */
  public static Optional<String> difference(Path file) throws IOException {
    byte[] stored = Files.readAllBytes(beside(file));
    if (isBlank(stored)) {
      throw new NoSuchFileException(beside(file).toString());
    }
    if (stored.length < HEADER_BYTES || !Arrays.equals(MAGIC, Arrays.copyOf(stored, 4))) {
      return Optional.of("its checksum file is no checksum file");
    }
    int chunkBytes = ByteBuffer.wrap(stored).getInt(MAGIC.length);
    if (chunkBytes != CHUNK_BYTES) {
      return Optional.of("its checksum file is of chunks of %d bytes".formatted(chunkBytes));
    }
    ByteBuffer sums = ByteBuffer.wrap(stored, HEADER_BYTES, stored.length - HEADER_BYTES);
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      long at = 0;
      for (int read = in.readNBytes(chunk, 0, CHUNK_BYTES);
          read > 0;
          read = in.readNBytes(chunk, 0, CHUNK_BYTES)) {
        if (sums.remaining() < Integer.BYTES) {
          return Optional.of("it is longer than its checksums: they end at byte " + at);
        }
        if (sums.getInt() != sum(chunk, read)) {
          return Optional.of("bytes %d to %d differ from their checksum".formatted(at, at + read));
        }
        at += read;
      }
      return sums.hasRemaining()
          ? Optional.of("it ends at byte %d, before its checksums do".formatted(at))
          : Optional.empty();
    }
  }

  /** Writes the checksums of a file as it is, whole or not at all. */
  public static void write(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(MAGIC);
    out.writeInt(CHUNK_BYTES);
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (int read = in.readNBytes(chunk, 0, CHUNK_BYTES);
          read > 0;
          read = in.readNBytes(chunk, 0, CHUNK_BYTES)) {
        out.writeInt(sum(chunk, read));
      }
    }
    Path target = beside(file);
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    // Not forced to disk: what a power cut leaves of it is empty, and counts as none.
    Files.write(temporary, bytes.toByteArray());
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Empty or zeros: what a power cut leaves. Hadoop reads such a file as none, too. */
  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static int sum(byte[] chunk, int length) {
    CRC32 crc = new CRC32();
    crc.update(chunk, 0, length);
    return (int) crc.getValue();
  }
}
