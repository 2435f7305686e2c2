package io.percorso.jobs.score;

import io.percorso.lake.NearestName;
import io.percorso.lake.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The folder of truth files that {@code simulate} writes beside its raw files. */
public record TruthFolder(Path path) {
  /** One row per record written. */
  public static final String RECORDS = "record.csv";

  /** One row per attempt of a customer at an intent. */
  public static final String JOURNEYS = "journey.csv";

  /** One row per visit of a page or screen. */
  public static final String VISITS = "visit.csv";

  /** One row per customer and snapshot day. */
  public static final String CHURN = "churn.csv";

  /** One row per fact about the world. */
  public static final String WORLD = "world.csv";

  /** One row of a truth file. */
  public static final class Line {
    private final String file;
    private final List<String> header;
    private final List<String> cells;

    private Line(String file, List<String> header, List<String> cells) {
      this.file = file;
      this.header = header;
      this.cells = cells;
    }

    /** The cell of a column. */
    public String text(String column) {
      return cells.get(place(file, header, column));
    }

    double real(String column) {
      try {
        return Double.parseDouble(text(column));
      } catch (NumberFormatException e) {
        throw UserError.usage(
            "%s: %s is '%s', which is no number".formatted(file, column, text(column)));
      }
    }

    /** True or false; 1 and 0 are taken too. */
    boolean flag(String column) {
      String text = text(column);
      return switch (text) {
        case "true", "1" -> true;
        case "false", "0" -> false;
        default ->
            throw UserError.usage(
                "%s: %s is '%s', neither true nor false".formatted(file, column, text));
      };
    }

    boolean has(String column) {
      return !text(column).isEmpty();
    }
  }

  /**
   * @throws UserError of kind usage when it is not a folder of truth files
   */
  public static TruthFolder at(Path path) {
    if (!Files.isRegularFile(path.resolve(WORLD))) {
      throw UserError.usage(
          "--truth %s: there is no %s in it; give the folder that './percorso simulate --truth' wrote"
              .formatted(path, WORLD));
    }
    return new TruthFolder(path);
  }

  /**
   * @throws UserError of kind usage when it is missing
   */
  public Path file(String name) {
    Path file = path.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw UserError.usage(
          "%s is missing: the truth is not whole; write the world again with './percorso simulate'"
              .formatted(file));
    }
    return file;
  }

  /** The columns of a truth file, in their order. */
  public List<String> header(String name) {
    try (CsvRows rows = open(name)) {
      return header(name, rows);
    }
  }

  /**
   * Requires columns of a header.
   *
   * @throws UserError of kind usage naming the first that is missing
   */
  public static void requireColumns(String name, List<String> header, List<String> columns) {
    columns.forEach(column -> place(name, header, column));
  }

  /** Hands out one row after another. */
  public void read(String name, Consumer<Line> reader) {
    try (CsvRows rows = open(name)) {
      List<String> header = header(name, rows);
      for (Optional<List<String>> row = rows.next(); row.isPresent(); row = rows.next()) {
        List<String> cells = row.get();
        if (cells.size() != header.size()) {
          throw UserError.usage(
              "%s: a row has %d cells, the header %d; the first is '%s'"
                  .formatted(path.resolve(name), cells.size(), header.size(), cells.get(0)));
        }
        reader.accept(new Line(name, header, cells));
      }
    }
  }

  private CsvRows open(String name) {
    Path file = file(name);
    try {
      return new CsvRows(file.toString(), Files.newBufferedReader(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static List<String> header(String name, CsvRows rows) {
    return rows.next()
        .orElseThrow(() -> UserError.usage(name + " is empty: it has not even a header"));
  }

  private static int place(String file, List<String> header, String column) {
    return IntStream.range(0, header.size())
        .filter(i -> header.get(i).equals(column))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage(
                    "%s has no column '%s'%s; it has %s"
                        .formatted(
                            file,
                            column,
                            NearestName.hint(column, header),
                            String.join(", ", header))));
  }
}
