package io.percorso.lake.fsck;

import io.percorso.lake.Checksums;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The data files of one table against what its log says of them. */
final class DataFiles {
  private final Path folder;

  /**
   * @param folder of the table
   */
  DataFiles(Path folder) {
    this.folder = folder;
  }

  /** Something wrong with a data file. */
  record Problem(Fault fault, String sentence) {}

  /** Whether a file and its deletion vector are there, as large as the log says. */
  Optional<Problem> look(DataFile file) throws IOException {
    Path path = folder.resolve(file.path());
    if (!Files.isRegularFile(path)) {
      return problem(Fault.MISSING_FILE, "data file %s is missing", file.path());
    }
    if (Files.size(path) != file.byteCount()) {
      return Optional.of(
          new Problem(
              Fault.WRONG_SIZE,
              "data file %s has %d bytes, the log says %d"
                  .formatted(file.path(), Files.size(path), file.byteCount())));
    }
    Optional<DataFile.DeletedRows> vector = file.vector().filter(v -> !v.isInLog());
    if (vector.isPresent() && !Files.isRegularFile(folder.resolve(vector.get().file()))) {
      return problem(Fault.MISSING_FILE, "deletion vector %s is missing", vector.get().file());
    }
    return Optional.empty();
  }

  /** Whether every byte is what was written, and every value of every column can be read. */
  Optional<Problem> read(DataFile file) throws IOException {
    Path path = folder.resolve(file.path());
    Optional<String> difference = difference(path);
    if (difference.isPresent()) {
      return problem(Fault.FLIPPED_BITS, "data file %s: " + difference.get(), file.path());
    }
    try {
      long rows = ParquetRows.countByReading(path);
      if (file.rows().isPresent() && file.rows().getAsLong() != rows) {
        return Optional.of(
            new Problem(
                Fault.WRONG_ROWS,
                "data file %s has %d rows, the log says %d"
                    .formatted(file.path(), rows, file.rows().getAsLong())));
      }
    } catch (IOException e) {
      return Optional.of(
          new Problem(
              Fault.UNREADABLE_FILE,
              "data file %s cannot be read: %s".formatted(file.path(), e.getMessage())));
    }
    return file.vector().filter(v -> !v.isInLog()).isEmpty()
        ? Optional.empty()
        : readVector(file.vector().get());
  }

  /** Delta's protocol: size, big-endian; the bitmap; its CRC32. */
  private Optional<Problem> readVector(DataFile.DeletedRows vector) throws IOException {
    Path path = folder.resolve(vector.file());
    Optional<String> difference = difference(path);
    if (difference.isPresent()) {
      return problem(Fault.FLIPPED_BITS, "deletion vector %s: " + difference.get(), vector.file());
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(vector.offset());
      int size = file.readInt();
      byte[] bitmap = new byte[vector.byteCount()];
      file.readFully(bitmap);
      CRC32 crc = new CRC32();
      crc.update(bitmap);
      return size == vector.byteCount() && file.readInt() == (int) crc.getValue()
          ? Optional.empty()
          : problem(
              Fault.FLIPPED_BITS,
              "deletion vector %s differs from its own checksum",
              vector.file());
    } catch (java.io.EOFException e) {
      return problem(Fault.WRONG_SIZE, "deletion vector %s ends too early", vector.file());
    }
  }

  private static Optional<String> difference(Path path) throws IOException {
    try {
      return Checksums.difference(path);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<Problem> problem(Fault fault, String sentence, String file) {
    return Optional.of(new Problem(fault, sentence.formatted(file)));
  }

  /** Data files of the table's folder, below it, without the log and without checksums. */
  Set<String> stored() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path below = folder.relativize(file);
        if (!below.startsWith("_delta_log") && !Checksums.isChecksums(file)) {
          found.add(below.toString().replace('\\', '/'));
        }
      }
    }
    return found;
  }

  /** Those of these files that have no checksums beside them. */
  List<Path> withoutChecksums(Set<String> paths) {
    List<Path> bare = new ArrayList<>();
    for (String path : paths) {
      Path file = folder.resolve(path);
      if (Files.exists(file) && !Files.exists(Checksums.beside(file))) {
        bare.add(file);
      }
    }
    return bare;
  }

  /** What is wrong with the bytes of a file that no version of the present needs. */
  Optional<String> differenceOf(String path) throws IOException {
    return difference(folder.resolve(path));
  }

  long byteCount(String path) throws IOException {
    return Files.size(folder.resolve(path));
  }
}
