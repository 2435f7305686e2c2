package io.percorso.identity;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;

import io.percorso.interactions.IdentifierKind;
import io.percorso.interactions.Interactions;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per pair of identifiers and UTC hour in which interactions named both; a strong
 * identifier also with itself, which tells when it was seen at all.
 *
 * <p>Built from {@link Interactions}; what an interaction tells stands in {@link IdentifierPairs}.
 * It is what identities are resolved from: small beside the interactions, and a night adds to it
 * without reading them again. The first and the last moment of the hour are kept. Where two people
 * use one browser in turns within an hour, what happens between is therefore known to that
 * precision only; an interaction that names its customer itself is not touched by it.
 *
 * <p>Partitioned by month.
 */
public final class IdentitySightings {
  public static final Field IDENTIFIER =
      Field.token("identifier", "Kind and pseudonym of the surer identifier, a strong one");
  public static final Field OTHER_IDENTIFIER =
      Field.token("other_identifier", "Kind and pseudonym of the other; of itself: seen at all");
  public static final Field SEEN_HOUR = Field.timestamp("seen_hour", "Start of the hour, UTC");
  public static final Field SEEN_MONTH =
      Field.day("seen_month", "First day of the hour's UTC month; rows are stored by it");
  public static final Field FIRST_SEEN_AT =
      Field.timestamp("first_seen_at", "First interaction that names both, UTC");
  public static final Field LAST_SEEN_AT =
      Field.timestamp("last_seen_at", "Last interaction that names both, UTC");
  public static final Field SIGHTING_COUNT =
      Field.bigint("sighting_count", "Interactions that name both, at least 1");

  public static final Table TABLE =
      Table.named(
              "silver.identity_sightings",
              "One row per pair of identifiers and UTC hour in which interactions named both",
              IDENTIFIER,
              OTHER_IDENTIFIER,
              SEEN_HOUR,
              SEEN_MONTH,
              FIRST_SEEN_AT,
              LAST_SEEN_AT,
              SIGHTING_COUNT)
          .grain(IDENTIFIER, OTHER_IDENTIFIER, SEEN_HOUR)
          .partitionedBy(SEEN_MONTH)
          .expect(
              fail("a sighting happened", SIGHTING_COUNT.col().geq(1)),
              fail("the first is not after the last", FIRST_SEEN_AT.col().leq(LAST_SEEN_AT.col())));

  private static final StructType SEEN =
      new StructType()
          .add(IDENTIFIER.structField())
          .add(OTHER_IDENTIFIER.structField())
          .add(FIRST_SEEN_AT.structField());

  private IdentitySightings() {}

  /** What names a row. */
  public static String[] keys() {
    return new String[] {IDENTIFIER.name(), OTHER_IDENTIFIER.name(), SEEN_HOUR.name()};
  }

  /** What names a pair. */
  public static String[] pair() {
    return new String[] {IDENTIFIER.name(), OTHER_IDENTIFIER.name()};
  }

  /** True where a column holds a weak identifier. */
  public static Column isWeak(Field identifier) {
    Column is = lit(false);
    for (IdentifierKind kind : IdentifierKind.values()) {
      if (!kind.isStrong()) {
        is = is.or(identifier.col().startsWith(kind.word() + ":"));
      }
    }
    return is;
  }

  /**
   * @param interactions rows that have {@link Interactions#IDENTIFIERS} and {@link
   *     Interactions#OCCURRED_AT}
   */
  public static Dataset<Row> build(Dataset<Row> interactions) {
    FlatMapFunction<Row, Row> pairs = IdentitySightings::pairs;
    Dataset<Row> seen =
        interactions
            .select(Interactions.IDENTIFIERS.col(), Interactions.OCCURRED_AT.col())
            .flatMap(pairs, Encoders.row(SEEN));
    return seen.groupBy(
            IDENTIFIER.col(),
            OTHER_IDENTIFIER.col(),
            date_trunc("hour", FIRST_SEEN_AT.col()).as(SEEN_HOUR.name()))
        .agg(
            min(FIRST_SEEN_AT.col()).as(FIRST_SEEN_AT.name()),
            max(FIRST_SEEN_AT.col()).as(LAST_SEEN_AT.name()),
            count(lit(1)).as(SIGHTING_COUNT.name()))
        .withColumn(SEEN_MONTH.name(), to_date(date_trunc("month", SEEN_HOUR.col())))
        .select(TABLE.columns());
  }

  /** Rows of this table over two sets of interactions that have none in common, together. */
  public static Dataset<Row> together(Dataset<Row> some, Dataset<Row> others) {
    return some.select(TABLE.columns())
        .unionByName(others.select(TABLE.columns()))
        .groupBy(IDENTIFIER.col(), OTHER_IDENTIFIER.col(), SEEN_HOUR.col(), SEEN_MONTH.col())
        .agg(
            min(FIRST_SEEN_AT.col()).as(FIRST_SEEN_AT.name()),
            max(LAST_SEEN_AT.col()).as(LAST_SEEN_AT.name()),
            sum(SIGHTING_COUNT.col()).as(SIGHTING_COUNT.name()))
        .select(TABLE.columns());
  }

  private static java.util.Iterator<Row> pairs(Row interaction) {
    List<Row> identifiers = interaction.getList(0);
    List<Identifier> named = new ArrayList<>(identifiers.size());
    identifiers.forEach(
        each -> named.add(new Identifier(IdentifierKind.of(each.getString(0)), each.getString(1))));
    List<Row> rows = new ArrayList<>();
    IdentifierPairs.tell(
        named,
        (one, other) ->
            rows.add(RowFactory.create(one.toString(), other.toString(), interaction.get(1))));
    return rows.iterator();
  }
}
