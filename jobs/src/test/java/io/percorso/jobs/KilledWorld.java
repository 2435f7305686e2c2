package io.percorso.jobs;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.journeys.BusinessDays;
import io.percorso.journeys.Session;
import io.percorso.journeys.Sessions;
import io.percorso.journeys.Timeline;
import io.percorso.lake.Field;
import io.percorso.lake.Publications;
import io.percorso.lake.Run;
import io.percorso.lake.RunSteps;
import io.percorso.lake.Runs;
import io.percorso.lake.Table;
import io.percorso.simulator.SampleLogs;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A small company at three moments, each before a night that is to be killed, and what each night
 * leaves when nobody kills it.
 */
final class KilledWorld {
  /** A moment, and the day of the night that follows. */
  enum Moment {
    /** An empty lake and half of the files. */
    FIRST(LocalDate.of(2026, 3, 23)),
    /** The other half has come: customers get more history, stored sessions and journeys change. */
    SECOND(LocalDate.of(2026, 3, 25)),
    /** That second night broke a promise: its tables are to be put back, one is to go. */
    PUT_BACK(LocalDate.of(2026, 3, 25));

    final LocalDate day;

    Moment(LocalDate day) {
      this.day = day;
    }
  }

  /**
   * Columns that no two runs share, however undisturbed: times of the machine, memory, and
   * versions, which count commits and not rows.
   */
  private static final Set<Field> OF_THE_ATTEMPT =
      Set.of(
          Runs.ENDED_AT,
          Runs.PEAK_MEMORY_BYTES,
          Runs.MESSAGE,
          Runs.COMMAND,
          Runs.START_VERSIONS,
          RunSteps.VERSION_BEFORE,
          RunSteps.VERSION_AFTER,
          RunSteps.SECONDS,
          Publications.VERSIONS);

  private static final SampleLogs.Size SIZE =
      new SampleLogs.Size(11, 12, LocalDate.of(2026, 3, 21), 3);

  private final Path folder;
  private final Map<Moment, Map<String, String>> undisturbed = new EnumMap<>(Moment.class);

  private final Map<Moment, Long> millis = new EnumMap<>(Moment.class);

  /** How long a moment's night took in this JVM. */
  long millis(Moment moment) {
    return millis.get(moment);
  }

  /** What a moment's night leaves when nobody kills it. */
  Map<String, String> undisturbed(Moment moment) {
    return undisturbed.get(moment);
  }

  /**
   * Makes moments below a folder.
   *
   * @param moments those that nights are to be killed after, and the first
   */
  KilledWorld(Path folder, Set<Moment> moments) {
    this.folder = folder;
    Path held = folder.resolve("held");
    SampleLogs.write(held, SIZE);
    List<Path> files = TestWorkspace.filesBelow(held);
    Path first = folder(Moment.FIRST);
    at(first);
    for (int i = 1; i < files.size(); i += 2) {
      land(files.get(i), held, first);
    }
    Path second = copy(first, folder(Moment.SECOND));
    at(second).night(Moment.FIRST.day);
    undisturbed.put(Moment.FIRST, seen(second));
    for (int i = 0; i < files.size(); i += 2) {
      land(files.get(i), held, second);
    }
    if (moments.contains(Moment.PUT_BACK)) {
      breakAPromise(copy(second, folder(Moment.PUT_BACK)));
    }
    for (Moment moment : List.of(Moment.SECOND, Moment.PUT_BACK)) {
      if (moments.contains(moment)) {
        Path root = copyOf(moment, "undisturbed-" + moment);
        long started = System.nanoTime();
        at(root).night(moment.day);
        millis.put(moment, (System.nanoTime() - started) / 1_000_000);
        undisturbed.put(moment, seen(root));
      }
    }
  }

  private static void breakAPromise(Path root) {
    TestWorkspace failing = at(root);
    assertThatThrownBy(
            () ->
                failing.night(
                    Moment.SECOND.day,
                    TestWorkspace.SILENT,
                    (setup, request) ->
                        new Night(
                            setup, failing.lake, request, TestWorkspace.SILENT, List.of(never()))))
        .hasMessageContaining("silver.never was not written");
  }

  /** A workspace of this world: one publication is kept, so that each night deletes one. */
  static TestWorkspace at(Path root) {
    return new TestWorkspace(root, BaseSettings.inUtc().with("published.keep", "1", "test"));
  }

  private Path folder(Moment moment) {
    return folder.resolve(moment.name());
  }

  /** A copy of a moment under another name, to be run and killed. */
  Path copyOf(Moment moment, String name) {
    return copy(folder(moment), folder.resolve(name));
  }

  private static Timeline.Part never() {
    Field id = Field.id("session_id", "A session");
    Field customer = Field.id("customer_id", "Its customer");
    Table table =
        Table.named("silver.never", "One row per session", id, customer, Sessions.STARTED_AT)
            .grain(id)
            .expect(fail("this never holds", lit(false)));
    return new Timeline.Part(
        table,
        Sessions.STARTED_AT,
        rows ->
            new Timeline.Listener() {
              @Override
              public void sessionEnded(Session session) {
                rows.add(
                    session.id(), session.customerId(), BusinessDays.instant(session.startedAt()));
              }
            });
  }

  /** All that people and programs can see of a workspace, by name. */
  static Map<String, String> seen(Path root) {
    TestWorkspace workspace = at(root);
    Map<String, String> seen = new TreeMap<>();
    for (Table table : Catalogue.tables()) {
      List<Field> columns =
          table.fields().stream().filter(f -> !OF_THE_ATTEMPT.contains(f)).toList();
      seen.put(
          table.name(),
          digest(
              workspace
                  .lake
                  .read(table)
                  .select(columns.stream().map(Field::col).toArray(Column[]::new))));
    }
    seen.put("tables", String.join(" ", names(root.resolve("lake"), 2)));
    seen.put("published", String.join(" ", names(root.resolve("published"), 1)));
    Path current = root.resolve("published/current");
    seen.put("current", text(current).isEmpty() ? link(current) : "no link");
    for (Table table : Catalogue.published()) {
      Path csv = current.resolve("csv").resolve(table.shortName() + ".csv");
      seen.put(
          "csv " + table, Integer.toHexString(text(csv).hashCode()) + " " + text(csv).length());
      seen.put(
          "parquet " + table,
          digest(
              SparkExtension.session()
                  .read()
                  .schema(table.schema())
                  .parquet(current.resolve(table.shortName()).toUri().toString())));
    }
    seen.put("page", Integer.toHexString(text(root.resolve("site/index.html")).hashCode()));
    return seen;
  }

  /** Every row with every value, whatever their order. */
  private static String digest(Dataset<Row> rows) {
    List<String> texts = rows.collectAsList().stream().map(KilledWorld::text).sorted().toList();
    return texts.size() + " rows " + Run.sha256(String.join("\n", texts));
  }

  private static String text(Object value) {
    if (value instanceof Row row) {
      return IntStream.range(0, row.size()).mapToObj(i -> text(row.get(i))).toList().toString();
    }
    if (value instanceof scala.collection.Seq<?> values) {
      return IntStream.range(0, values.size())
          .mapToObj(i -> text(values.apply(i)))
          .toList()
          .toString();
    }
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
  }

  private static String link(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String text(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of what lies below a folder, hidden ones too, to a depth. */
  private static List<String> names(Path top, int depth) {
    try (Stream<Path> files = Files.walk(top, depth)) {
      return files.map(f -> top.relativize(f).toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void land(Path file, Path from, Path workspace) {
    Path target = workspace.resolve("landing").resolve(from.relativize(file));
    try {
      Files.createDirectories(target.getParent());
      Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A whole tree, with times and links. */
  private static Path copy(Path from, Path to) {
    try {
      Files.walkFileTree(
          from,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
                throws IOException {
              Files.createDirectories(to.resolve(from.relativize(dir)));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.copy(
                  file,
                  to.resolve(from.relativize(file)),
                  StandardCopyOption.COPY_ATTRIBUTES,
                  java.nio.file.LinkOption.NOFOLLOW_LINKS);
              return FileVisitResult.CONTINUE;
            }
          });
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
