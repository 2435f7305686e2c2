package io.percorso.interactions;

import io.percorso.lake.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import scala.jdk.javaapi.CollectionConverters;

/** A landing folder, and what reading it gives, as one task does it: without a Spark session. */
final class Reading {
  private static final List<Table> PARTS =
      List.of(RawRecords.TABLE, RejectedRecords.TABLE, Candidates.TABLE, ChunkCounts.TABLE);

  private static final List<Table> RESOLVED =
      List.of(Interactions.TABLE, RejectedRecords.TABLE, Displaced.TABLE, LostTimes.TABLE);

  private final List<LandingFile> files;
  private final List<Chunk> chunks;
  private final List<Row> pass = new ArrayList<>();

  private Reading(List<LandingFile> files) {
    this.files = files;
    this.chunks = files.stream().flatMap(file -> file.chunks().stream()).toList();
  }

  static Reading of(Path landing, LoadRules rules, Source... sources) {
    return of(
        new Landing(List.of(sources), file -> false, Set.of(), rules, Loading.NOW).scan(landing),
        rules,
        sources);
  }

  /** What reading these files gives. */
  static Reading of(List<LandingFile> files, LoadRules rules, Source... sources) {
    Reading reading = new Reading(files);
    LoadPlan plan = new LoadPlan(List.of(sources), Loading.KEYS, rules, "run", Loading.NOW);
    new ChunkRows(reading.chunks.stream().map(Reading::taskRow).iterator(), plan)
        .forEachRemaining(reading.pass::add);
    return reading;
  }

  /** A chunk as a task finds it: Spark hands arrays out as its own sequences. */
  static Row taskRow(Chunk chunk) {
    Row row = chunk.toRow();
    Object[] cells = new Object[row.length()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = row.get(i);
    }
    cells[cells.length - 1] = CollectionConverters.asScala(chunk.header()).toSeq();
    return RowFactory.create(cells);
  }

  List<LandingFile> files() {
    return files;
  }

  List<Chunk> chunks() {
    return chunks;
  }

  /** The rows of one of the tables that resolving the candidates gives, against an empty lake. */
  List<Row> resolved(LoadPlan plan, Table table) {
    int candidates = PARTS.indexOf(Candidates.TABLE);
    int key = Candidates.TABLE.indexOf(Candidates.GROUP_KEY);
    int part = RESOLVED.indexOf(table);
    List<Row> rows = new ArrayList<>();
    new ResolvedRows(
            pass.stream()
                .filter(row -> row.getInt(0) == candidates)
                .map(row -> row.getStruct(candidates + 1))
                .sorted(Comparator.comparing(row -> row.getString(key)))
                .iterator(),
            plan)
        .forEachRemaining(rows::add);
    return rows.stream()
        .filter(row -> row.getInt(0) == part)
        .map(row -> named(table, row.getStruct(part + 1)))
        .toList();
  }

  /** The rows of one of the tables that parsing gives, with their columns' names. */
  List<Row> rows(Table table) {
    int part = PARTS.indexOf(table);
    return pass.stream()
        .filter(row -> row.getInt(0) == part)
        .map(row -> named(table, row.getStruct(part + 1)))
        .toList();
  }

  /** The same row, whose values can be asked for by column. */
  static Row named(Table table, Row row) {
    Object[] cells = new Object[row.length()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = row.get(i);
    }
    return new GenericRowWithSchema(cells, table.schema());
  }

  /** The rules of {@link Loading}, but with chunks of about so many bytes. */
  static LoadRules cutAt(long chunkBytes) {
    LoadRules rules = Loading.RULES;
    return new LoadRules(
        rules.earliest(),
        rules.clockSkew(),
        rules.lateLimit(),
        rules.lateReject(),
        rules.dedupeDays(),
        chunkBytes,
        rules.frameBytes(),
        rules.keptBytes(),
        rules.jsonDepth(),
        rules.inflatedBytes(),
        rules.inflateRatio(),
        rules.numberLength(),
        rules.nameLength(),
        rules.identifierLength());
  }

  static void deliver(Path landing, String name, byte[] content) {
    try {
      Path file = landing.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
