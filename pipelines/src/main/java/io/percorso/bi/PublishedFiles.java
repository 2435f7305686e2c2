package io.percorso.bi;

import io.percorso.lake.CrashPoint;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The files that BI tools read: {@code published/<publication>/<table>/*.parquet}, a CSV of each
 * beside them in {@code csv/}, and the link {@code current}, which changes from one whole
 * publication to the next in one rename.
 */
public final class PublishedFiles {
  private static final String CURRENT = "current";
  private static final String UNFINISHED = ".unfinished";

  private final Path published;

  public PublishedFiles(Path published) {
    this.published = published;
  }

  /**
   * Writes a publication under a name that nobody reads, then renames it. One that is there is
   * written anew.
   */
  public Path write(Lake lake, long number, List<Table> tables) {
    Path unfinished = published.resolve("." + number + UNFINISHED);
    Path folder = published.resolve(Long.toString(number));
    try {
      deleteUnfinished();
      Files.createDirectories(unfinished.resolve("csv"));
      for (Table table : tables) {
        Path target = unfinished.resolve(table.shortName());
        lake.export(table, target);
        deleteMarkers(target);
        writeCsv(lake, table, unfinished.resolve("csv").resolve(table.shortName() + ".csv"));
        CrashPoint.PUBLISH_TABLE_WRITTEN.reach(table.name());
      }
      CrashPoint.PUBLISH_BEFORE_RENAME.reach(Long.toString(number));
      delete(folder);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      CrashPoint.PUBLISH_AFTER_RENAME.reach(Long.toString(number));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("publication " + folder + " cannot be written", e);
    }
  }

  /**
   * Points {@code current} at a publication. Readers see the old one or the new one, never a
   * mixture.
   */
  public Path makeCurrent(long number) {
    Path link = published.resolve(CURRENT);
    Path next = published.resolve("." + CURRENT + ".next");
    try {
      Files.deleteIfExists(next);
      Files.createSymbolicLink(next, Path.of(Long.toString(number)));
      CrashPoint.CURRENT_BEFORE_SWAP.reach(Long.toString(number));
      Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
      CrashPoint.CURRENT_AFTER_SWAP.reach(Long.toString(number));
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the link " + link + " cannot be moved to publication " + number, e);
    }
  }

  /** The number of the publication that {@code current} points at. */
  public Optional<Long> current() {
    Path link = published.resolve(CURRENT);
    try {
      return Files.isSymbolicLink(link)
          ? Optional.of(Long.valueOf(Files.readSymbolicLink(link).getFileName().toString()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the link " + link + " cannot be read", e);
    }
  }

  /** Deletes all but the newest publications; the current one always stays. */
  public void keep(long newest) {
    long now = current().orElse(-1L);
    try (Stream<Path> folders = Files.list(published)) {
      List<Path> old =
          folders
              .filter(p -> p.getFileName().toString().matches("\\d+"))
              .sorted(
                  Comparator.comparingLong((Path p) -> Long.parseLong(p.getFileName().toString()))
                      .reversed())
              .skip(newest)
              .filter(p -> Long.parseLong(p.getFileName().toString()) != now)
              .toList();
      for (Path folder : old) {
        CrashPoint.OLD_PUBLICATION_BEFORE_DELETE.reach(folder.getFileName().toString());
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("old publications in " + published + " cannot be deleted", e);
    }
  }

  /**
   * Takes away what a run wrote that is not to be published. The current publication stays.
   *
   * @throws IllegalArgumentException when readers see it
   */
  public void withdraw(long number) {
    if (current().equals(Optional.of(number))) {
      throw new IllegalArgumentException("publication " + number + " is what readers see");
    }
    try {
      deleteUnfinished();
      delete(published.resolve(Long.toString(number)));
    } catch (IOException e) {
      throw new UncheckedIOException("publication " + number + " cannot be deleted", e);
    }
  }

  /** What runs that died left: one writes at a time, so nobody is at work on it. */
  private void deleteUnfinished() throws IOException {
    if (!Files.isDirectory(published)) {
      return;
    }
    try (Stream<Path> files = Files.list(published)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().endsWith(UNFINISHED)).toList()) {
        delete(file);
      }
    }
  }

  private static void writeCsv(Lake lake, Table table, Path file) throws IOException {
    Column[] order = table.grain().stream().map(Field::col).toArray(Column[]::new);
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      writer.write(SpreadsheetCsv.line(table.fields().stream().map(Field::name).toList()));
      writer.write('\n');
      for (Iterator<Row> rows = lake.read(table).orderBy(order).toLocalIterator();
          rows.hasNext(); ) {
        Row row = rows.next();
        writer.write(
            SpreadsheetCsv.line(
                Stream.iterate(0, i -> i + 1)
                    .limit(row.size())
                    .map(i -> cell(row.get(i)))
                    .toList()));
        writer.write('\n');
      }
    }
  }

  private static String cell(Object value) {
    return value == null ? "" : value.toString();
  }

  /**
   * What the writer leaves beside the data: checksums and a marker, which other readers take for
   * files of theirs.
   */
  private static void deleteMarkers(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".parquet")).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
