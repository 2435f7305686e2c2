package io.percorso.identity;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per pair of identifiers that interactions named together, and one per strong identifier
 * with itself.
 *
 * <p>Built from {@link IdentitySightings}. Two strong identifiers are one person unless the link is
 * blocked: why, {@link #BLOCKED_REASON} says ({@link CoreFold} decides). A strong and a weak one
 * are a login: whose the weak one is, and when, {@link CustomerIds} says.
 */
public final class IdentityLinks {
  public static final Field IDENTIFIER = IdentitySightings.IDENTIFIER;
  public static final Field OTHER_IDENTIFIER = IdentitySightings.OTHER_IDENTIFIER;
  public static final Field FIRST_SEEN_AT = IdentitySightings.FIRST_SEEN_AT;
  public static final Field LAST_SEEN_AT = IdentitySightings.LAST_SEEN_AT;
  public static final Field SIGHTING_COUNT = IdentitySightings.SIGHTING_COUNT;
  public static final Field BLOCKED_REASON =
      Field.word(
          "blocked_reason",
          "Why two strong identifiers are not one person all the same: conflict (two customer"
              + " numbers), cap (too many identifiers), veto; null: not blocked, or a login");
  public static final Field COMPONENT_ID =
      Field.id(
          "component_id",
          "Least strong identifier that any chain of links reaches, blocked ones counted: the unit"
              + " in which links are decided; null for a login");

  public static final Table TABLE =
      Table.named(
              "silver.identity_links",
              "One row per pair of identifiers that interactions named together",
              IDENTIFIER,
              OTHER_IDENTIFIER,
              FIRST_SEEN_AT,
              LAST_SEEN_AT,
              SIGHTING_COUNT,
              BLOCKED_REASON,
              COMPONENT_ID)
          .grain(IDENTIFIER, OTHER_IDENTIFIER)
          .expect(
              fail("a link was seen", SIGHTING_COUNT.col().geq(1)),
              fail(
                  "strong links have a component, logins none",
                  COMPONENT_ID.col().isNull().equalTo(IdentitySightings.isWeak(OTHER_IDENTIFIER))));

  private IdentityLinks() {}

  /**
   * Links not decided yet, of these sightings.
   *
   * @param sightings rows of {@link IdentitySightings}, all of each pair
   */
  public static Dataset<Row> build(Dataset<Row> sightings) {
    return sightings
        .groupBy(IDENTIFIER.col(), OTHER_IDENTIFIER.col())
        .agg(
            min(FIRST_SEEN_AT.col()).as(FIRST_SEEN_AT.name()),
            max(LAST_SEEN_AT.col()).as(LAST_SEEN_AT.name()),
            sum(SIGHTING_COUNT.col()).as(SIGHTING_COUNT.name()))
        .withColumn(BLOCKED_REASON.name(), lit(null).cast("string"))
        .withColumn(COMPONENT_ID.name(), lit(null).cast("string"))
        .select(TABLE.columns());
  }

  /**
   * Links with what further sightings add to them. What was decided of them stays, where both sides
   * have it.
   *
   * @param links rows of this table
   * @param added the same of interactions that the links do not count yet
   */
  public static Dataset<Row> together(Dataset<Row> links, Dataset<Row> added) {
    return links
        .select(TABLE.columns())
        .unionByName(added.select(TABLE.columns()))
        .groupBy(IDENTIFIER.col(), OTHER_IDENTIFIER.col())
        .agg(
            min(FIRST_SEEN_AT.col()).as(FIRST_SEEN_AT.name()),
            max(LAST_SEEN_AT.col()).as(LAST_SEEN_AT.name()),
            sum(SIGHTING_COUNT.col()).as(SIGHTING_COUNT.name()),
            max(BLOCKED_REASON.col()).as(BLOCKED_REASON.name()),
            max(COMPONENT_ID.col()).as(COMPONENT_ID.name()))
        .select(TABLE.columns());
  }
}
