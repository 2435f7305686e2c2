package io.percorso.jobs;

import io.percorso.interactions.Interactions;
import io.percorso.jobs.score.TruthFolder;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One row per record that a simulated company wrote; of its columns those that scores need. */
final class TruthRecords {
  static final Field SOURCE = Interactions.SOURCE;
  static final Field FILE = Field.text("file", "Name within the source's landing folder");
  static final Field FRAME = Field.bigint("frame", "Frame of that file, from 1");
  static final Field ELEMENT = Field.integer("element", "Record within its frame, from 0");
  static final Field ACT = Field.id("act", "What happened; equal for all its deliveries");
  static final Field PERSON = Field.bigint("person", "Number of the person; null for a program");
  static final Field JOURNEY = Field.bigint("journey", "Number of the journey");
  static final Field VISIT = Field.bigint("visit", "Number of the visit of a page or screen");
  static final Field TOUCHPOINT = Field.word("touchpoint", "The visit's page or screen");
  static final Field SESSION = Field.bigint("session", "Number of the session, on web and app");
  static final Field IS_BOT = Field.flag("is_bot", "True for a program's");
  static final Field FLAGS = Field.text("flags", "Noise that was put into it, joined by blanks");
  static final Field EXPECTED =
      Field.word("expected", "The verdict to come: loaded, duplicate, rejected or late");
  static final Field OUTCOME = Field.word("outcome", "How the journey ended");

  private TruthRecords() {}

  static Dataset<Row> read(Lake lake, TruthFolder truth) {
    return read(
        lake,
        truth,
        TruthFolder.RECORDS,
        List.of(
            SOURCE, FILE, FRAME, ELEMENT, ACT, PERSON, JOURNEY, VISIT, SESSION, IS_BOT, FLAGS,
            EXPECTED));
  }

  /** Number and outcome of each journey. */
  static Dataset<Row> journeys(Lake lake, TruthFolder truth) {
    return read(lake, truth, TruthFolder.JOURNEYS, List.of(JOURNEY, OUTCOME));
  }

  /** Number and touchpoint of each visit. */
  static Dataset<Row> visits(Lake lake, TruthFolder truth) {
    return read(lake, truth, TruthFolder.VISITS, List.of(VISIT, TOUCHPOINT));
  }

  private static Dataset<Row> read(Lake lake, TruthFolder truth, String file, List<Field> fields) {
    List<String> header = truth.header(file);
    TruthFolder.requireColumns(file, header, fields.stream().map(Field::name).toList());
    return lake.csv(truth.file(file), header)
        .select(
            fields.stream().map(f -> f.col().cast(f.type()).as(f.name())).toArray(Column[]::new));
  }
}
