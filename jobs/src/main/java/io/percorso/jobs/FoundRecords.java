package io.percorso.jobs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.percorso.identity.CustomerIds;
import io.percorso.identity.CustomerInteractions;
import io.percorso.interactions.CurrencyRates;
import io.percorso.interactions.FileNames;
import io.percorso.interactions.InputFiles;
import io.percorso.interactions.Interactions;
import io.percorso.interactions.LandingFile;
import io.percorso.interactions.RejectedRecords;
import io.percorso.jobs.score.DeliveredCounts;
import io.percorso.jobs.score.Thing;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.UserError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/** One row per record of the truth, with what became of it in the lake. */
final class FoundRecords implements AutoCloseable {
  static final Field FOUND = Field.word("found", "loaded, duplicate, rejected, late or absent");
  private static final Field IS_RATE = Field.flag("is_rate", "True in silver.currency_rates");
  private static final Field IS_EXPLAINED =
      Field.flag("is_explained", "True where what is absent was loaded and gave way");

  private final Dataset<Row> rows;
  private final Map<String, Row> inputFiles;
  private final List<Row> counts;

  /**
   * @param truth rows of {@link TruthRecords}
   */
  FoundRecords(Lake lake, Dataset<Row> truth) {
    this.inputFiles = inputFiles(lake);
    this.rows = joined(lake, truth).persist(StorageLevel.DISK_ONLY());
    this.counts =
        rows.groupBy(TruthRecords.SOURCE.col(), TruthRecords.FILE.col())
            .agg(
                count(lit(1)),
                count(when(FOUND.col().equalTo(Thing.LOADED), 1)),
                count(when(FOUND.col().equalTo(Thing.ABSENT), 1)))
            .collectAsList();
  }

  /** The records, with the columns of the interaction that a loaded one became. */
  Dataset<Row> rows() {
    return rows;
  }

  /** The records that are in silver.interactions. */
  Dataset<Row> loaded() {
    return rows.where(Interactions.INTERACTION_ID.col().isNotNull());
  }

  DeliveredCounts deliveredCounts() {
    DeliveredCounts delivered = new DeliveredCounts();
    for (Row row : counts) {
      String path = path(row);
      long verdicts = inputFile(path).map(FoundRecords::verdicts).orElse(0L);
      delivered.add(path, row.getLong(2), verdicts);
    }
    return delivered;
  }

  /**
   * The verdict that was found, displaced told from absent: in a file of which as many records are
   * absent as were loaded and are no longer there.
   */
  Dataset<Row> withDisplaced() {
    List<Row> explained = new ArrayList<>();
    for (Row row : counts) {
      long loaded = inputFile(path(row)).map(f -> number(f, InputFiles.LOADED_COUNT)).orElse(0L);
      long absent = row.getLong(4);
      if (absent > 0 && loaded - row.getLong(3) == absent) {
        explained.add(RowFactory.create(row.getString(0), row.getString(1), true));
      }
    }
    Dataset<Row> files = small(explained, TruthRecords.SOURCE, TruthRecords.FILE, IS_EXPLAINED);
    Column isDisplaced = FOUND.col().equalTo(Thing.ABSENT).and(IS_EXPLAINED.col());
    return rows.join(
            broadcast(files),
            new String[] {TruthRecords.SOURCE.name(), TruthRecords.FILE.name()},
            "left")
        .withColumn(FOUND.name(), when(isDisplaced, Thing.DISPLACED).otherwise(FOUND.col()));
  }

  @Override
  public void close() {
    rows.unpersist();
  }

  private Dataset<Row> joined(Lake lake, Dataset<Row> truth) {
    Field[] place = {
      Interactions.SOURCE,
      Interactions.FILE_SHA256,
      Interactions.FRAME_NUMBER,
      Interactions.ELEMENT_INDEX
    };
    Dataset<Row> loaded =
        CustomerInteractions.customers(lake.read(Interactions.TABLE), lake.read(CustomerIds.TABLE))
            .select(
                columns(
                    place,
                    Interactions.INTERACTION_ID,
                    Interactions.OCCURRED_AT,
                    Interactions.CHANNEL,
                    Interactions.IS_BOT_AGENT,
                    Interactions.IDENTIFIERS,
                    CustomerInteractions.CUSTOMER_ID));
    Dataset<Row> refused =
        lake.read(RejectedRecords.TABLE).select(columns(place, RejectedRecords.VERDICT));
    Dataset<Row> rates =
        lake.read(CurrencyRates.TABLE)
            .withColumn(IS_RATE.name(), lit(true))
            .select(columns(place, IS_RATE));
    Dataset<Row> files = shas(lake, truth);
    String[] placeNames = java.util.Arrays.stream(place).map(Field::name).toArray(String[]::new);
    return truth
        .join(
            broadcast(files),
            new String[] {TruthRecords.SOURCE.name(), TruthRecords.FILE.name()},
            "left")
        .withColumnRenamed(TruthRecords.FRAME.name(), Interactions.FRAME_NUMBER.name())
        .withColumnRenamed(TruthRecords.ELEMENT.name(), Interactions.ELEMENT_INDEX.name())
        .join(loaded, placeNames, "left")
        .join(refused, placeNames, "left")
        .join(rates, placeNames, "left")
        .withColumn(
            FOUND.name(),
            when(
                    Interactions.INTERACTION_ID.col().isNotNull().or(IS_RATE.col().isNotNull()),
                    Thing.LOADED)
                .otherwise(coalesce(RejectedRecords.VERDICT.col(), lit(Thing.ABSENT))));
  }

  private static Column[] columns(Field[] first, Field... more) {
    List<Column> columns = new ArrayList<>();
    for (Field field : first) {
      columns.add(field.col());
    }
    for (Field field : more) {
      columns.add(col(field.name()));
    }
    return columns.toArray(Column[]::new);
  }

  /** Which content each file of the truth has. */
  private Dataset<Row> shas(Lake lake, Dataset<Row> truth) {
    Map<String, String> named = new HashMap<>();
    List<Row> shas = new ArrayList<>();
    List<Row> files =
        truth.select(TruthRecords.SOURCE.col(), TruthRecords.FILE.col()).distinct().collectAsList();
    for (Row file : files) {
      String path = path(file);
      String before = named.put(FileNames.shown(path), path);
      if (before != null) {
        throw UserError.usage(
            "the lake keeps %s and %s under one name, %s: they cannot be told apart; give simulated files names without numbers of nine digits and more"
                .formatted(before, path, FileNames.shown(path)));
      }
      inputFile(path)
          .ifPresent(
              row ->
                  shas.add(
                      RowFactory.create(
                          file.get(0), file.get(1), row.getAs(InputFiles.CONTENT_SHA256.name()))));
    }
    if (shas.isEmpty()) {
      throw UserError.failed(
          "the lake has loaded none of the %,d files of this truth: is it the truth of this workspace's landing folder? Then load it first: ./percorso run nightly --date <the world's last day>"
              .formatted(files.size()));
    }
    return lake.spark()
        .createDataFrame(
            shas, schema(TruthRecords.SOURCE, TruthRecords.FILE, Interactions.FILE_SHA256));
  }

  private Dataset<Row> small(List<Row> rowsOf, Field... fields) {
    return rows.sparkSession().createDataFrame(rowsOf, schema(fields));
  }

  private static StructType schema(Field... fields) {
    StructType schema = new StructType();
    for (Field field : fields) {
      schema = schema.add(field.structField());
    }
    return schema;
  }

  /** Accepted files by the name under which they are kept. */
  private static Map<String, Row> inputFiles(Lake lake) {
    Map<String, Row> files = new HashMap<>();
    lake.read(InputFiles.TABLE)
        .where(InputFiles.VERDICT.col().equalTo(LandingFile.FileVerdict.ACCEPTED.word()))
        .collectAsList()
        .forEach(
            row -> {
              Row before = files.put(row.getAs(InputFiles.PATH.name()), row);
              if (before != null
                  && !before
                      .<String>getAs(InputFiles.CONTENT_SHA256.name())
                      .equals(row.getAs(InputFiles.CONTENT_SHA256.name()))) {
                throw UserError.failed(
                    "%s was loaded with two contents: only a lake that loaded each simulated file once can be scored"
                        .formatted(row.<String>getAs(InputFiles.PATH.name())));
              }
            });
    return files;
  }

  private Optional<Row> inputFile(String path) {
    return Optional.ofNullable(inputFiles.get(FileNames.shown(path)));
  }

  private static String path(Row sourceAndFile) {
    return sourceAndFile.getString(0) + "/" + sourceAndFile.getString(1);
  }

  private static long verdicts(Row file) {
    return number(file, InputFiles.LOADED_COUNT)
        + number(file, InputFiles.DUPLICATE_COUNT)
        + number(file, InputFiles.REJECTED_COUNT)
        + number(file, InputFiles.LATE_COUNT);
  }

  private static long number(Row file, Field field) {
    return file.<Long>getAs(field.name());
  }
}
