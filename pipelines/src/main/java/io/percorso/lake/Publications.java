package io.percorso.lake;

import static org.apache.spark.sql.functions.desc;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per publication: the versions that readers see, all at once. The newest row is the
 * pointer; it is written only after every promise of its run held.
 */
public final class Publications {
  public static final Field PUBLICATION_NUMBER =
      Field.bigint("publication_number", "Number of the run that published");
  public static final Field RUN_ID = Runs.RUN_ID;
  public static final Field DATA_DAY =
      Field.day("data_day", "Last day that the published tables see, business zone");
  public static final Field PUBLISHED_AT = Field.timestamp("published_at", "When, UTC").arrival();
  public static final Field VERSIONS =
      Field.structs(
          "versions",
          Field.Content.ID,
          "Version of each published table, by table name",
          Field.word("table", "Table"),
          Field.bigint("version", "Version"));

  public static final Table TABLE =
      Table.named(
              "ops.publication",
              "One row per publication, the newest being what readers see",
              PUBLICATION_NUMBER,
              RUN_ID,
              DATA_DAY,
              PUBLISHED_AT,
              VERSIONS)
          .grain(PUBLICATION_NUMBER);

  private static final Map<String, Optional<Publication>> NEWEST = new ConcurrentHashMap<>();

  /**
   * A publication as a value.
   *
   * @param number number of the run that published
   * @param versions version of each table by its name
   */
  public record Publication(
      long number,
      String runId,
      LocalDate dataDay,
      Instant publishedAt,
      Map<String, Long> versions) {}

  private Publications() {}

  /** What readers see now; empty before the first publication. */
  public static Optional<Publication> newest(Lake lake) {
    long version = lake.version(TABLE);
    if (version < 0) {
      return Optional.empty();
    }
    return NEWEST.computeIfAbsent(
        lake.path(TABLE.name()) + "@" + version,
        key -> {
          List<Row> rows =
              lake.read(TABLE).orderBy(desc(PUBLICATION_NUMBER.name())).limit(1).collectAsList();
          return rows.isEmpty() ? Optional.empty() : Optional.of(publication(rows.get(0)));
        });
  }

  /** The row of a publication, to be appended. */
  public static Dataset<Row> row(Lake lake, Publication publication) {
    return lake.rows(
        TABLE,
        List.of(
            RowFactory.create(
                publication.number(),
                publication.runId(),
                publication.dataDay(),
                publication.publishedAt(),
                versionRows(publication.versions()))));
  }

  /** Versions by table name as the array of structs that {@code ops} tables store. */
  public static List<Row> versionRows(Map<String, Long> versions) {
    List<Row> rows = new ArrayList<>();
    new TreeMap<>(versions)
        .forEach((table, version) -> rows.add(RowFactory.create(table, version)));
    return rows;
  }

  /** The reverse of {@link #versionRows}. */
  public static Map<String, Long> versions(List<Row> rows) {
    Map<String, Long> versions = new TreeMap<>();
    rows.forEach(r -> versions.put(r.getString(0), r.getLong(1)));
    return versions;
  }

  private static Publication publication(Row row) {
    int versions = TABLE.indexOf(VERSIONS);
    return new Publication(
        row.getLong(0),
        row.getString(1),
        row.getAs(2),
        row.getAs(3),
        versions(row.getList(versions)));
  }
}
