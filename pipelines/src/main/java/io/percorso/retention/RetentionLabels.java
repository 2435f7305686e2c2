package io.percorso.retention;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.percorso.identity.CustomerIds;
import io.percorso.identity.CustomerInteractions;
import io.percorso.lake.Field;
import io.percorso.retention.CustomerEvents.Kind;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per customer and snapshot whose horizon is over: what came of it. Not stored: what became
 * of a snapshot is told by what is known when a model is fitted.
 *
 * <p>A snapshot keeps the customer id of its day; whoever that is by now is who left or stayed.
 *
 * <p>With a contract: <b>left</b>, an end was asked for on one of the days of the horizon, and not
 * taken back by its end; <b>lapsed</b>, the company ended it first (a payment that never came), so
 * nobody knows: such rows teach nothing of who wants to leave; else <b>stayed</b>. Without one:
 * left, no day of activity within the horizon. The day on which the customer asks counts, not that
 * on which the contract ends: after it there is nothing to keep.
 */
public final class RetentionLabels {
  public static final Field OUTCOME = Field.word("label_outcome", "left, lapsed or stayed");

  public static final String LEFT = "left";
  public static final String LAPSED = "lapsed";
  public static final String STAYED = "stayed";

  private static final Field WHO = Field.id("label_customer_id", "Who the customer is by now");
  private static final Field ASKED = Field.day("asked", "Days on which an end was asked for");
  private static final Field WITHDREW = Field.day("withdrew", "Days on which it was taken back");
  private static final Field LOST = Field.day("lost", "Days on which the company ended it");
  private static final Field ACTIVE = Field.day("active", "Days of activity");

  private RetentionLabels() {}

  /**
   * What became of customers.
   *
   * @param ids rows of {@link CustomerIds} as they are by now
   * @param events rows of {@link CustomerEvents}
   * @param days rows of {@link CustomerDays}
   */
  public record Histories(Dataset<Row> ids, Dataset<Row> events, Dataset<Row> days) {}

  /**
   * Snapshots with a contract, with what became of it.
   *
   * @param features rows of {@link CustomerFeatures}
   * @param horizon days behind the snapshot's own in which leaving counts
   * @param knownUntil the last day of which everything has come
   * @return the columns of the features and {@link #OUTCOME}
   */
  public static Dataset<Row> ofContracts(
      Dataset<Row> features, Histories of, int horizon, LocalDate knownUntil) {
    Dataset<Row> ends =
        of.events
            .where(
                CustomerEvents.KIND
                    .col()
                    .isin(
                        Kind.CANCEL_REQUESTED.word(),
                        Kind.CANCEL_WITHDRAWN.word(),
                        Kind.LAPSED.word()))
            .groupBy(CustomerEvents.CUSTOMER_ID.col().as(WHO.name()))
            .agg(
                collect_set(dayOf(Kind.CANCEL_REQUESTED)).as(ASKED.name()),
                collect_set(dayOf(Kind.CANCEL_WITHDRAWN)).as(WITHDREW.name()),
                collect_set(dayOf(Kind.LAPSED)).as(LOST.name()));
    Column asked = array_max(within(ASKED, horizon));
    Column withdrew = array_max(within(WITHDREW, horizon));
    Column isLeft = asked.isNotNull().and(withdrew.isNull().or(withdrew.lt(asked)));
    Column outcome =
        when(coalesce(isLeft, lit(false)), LEFT)
            .when(array_max(within(LOST, horizon)).isNotNull(), LAPSED)
            .otherwise(STAYED);
    return labelled(
        over(features, horizon, knownUntil)
            .where(CustomerFeatures.CONTRACT_KIND.col().notEqual(CustomerFeatures.NO_CONTRACT)),
        of,
        ends,
        outcome);
  }

  /** Snapshots without a contract, with whether the customer came again. */
  public static Dataset<Row> ofVisitors(
      Dataset<Row> features, Histories of, int horizon, LocalDate knownUntil) {
    Dataset<Row> active =
        of.days
            .groupBy(CustomerDays.CUSTOMER_ID.col().as(WHO.name()))
            .agg(collect_set(CustomerDays.ACTIVITY_DAY.col()).as(ACTIVE.name()));
    Column came = coalesce(exists(ACTIVE.col(), day -> isWithin(day, horizon)), lit(false));
    return labelled(
        over(features, horizon, knownUntil)
            .where(CustomerFeatures.CONTRACT_KIND.col().equalTo(CustomerFeatures.NO_CONTRACT)),
        of,
        active,
        when(came, STAYED).otherwise(LEFT));
  }

  private static Dataset<Row> over(Dataset<Row> features, int horizon, LocalDate knownUntil) {
    return features.where(
        CustomerFeatures.SNAPSHOT_DAY.col().leq(lit(knownUntil.minusDays(horizon))));
  }

  private static Dataset<Row> labelled(
      Dataset<Row> snapshots, Histories of, Dataset<Row> ends, Column outcome) {
    Column then = CustomerInteractions.customerOf(CustomerIds.IDENTIFIER.col());
    Dataset<Row> byNow =
        of.ids
            .where(CustomerIds.CUSTOMER_ID.col().startsWith("anon-").equalTo(false))
            .select(
                then.as(CustomerFeatures.CUSTOMER_ID.name()),
                CustomerIds.CUSTOMER_ID.col().as(WHO.name()))
            .where(CustomerFeatures.CUSTOMER_ID.col().startsWith("anon-").equalTo(false))
            .distinct();
    Column[] kept = new Column[CustomerFeatures.TABLE.fields().size() + 1];
    System.arraycopy(CustomerFeatures.TABLE.columns(), 0, kept, 0, kept.length - 1);
    kept[kept.length - 1] = outcome.as(OUTCOME.name());
    return snapshots
        .join(byNow, new String[] {CustomerFeatures.CUSTOMER_ID.name()})
        .join(ends, new String[] {WHO.name()}, "left")
        .select(kept);
  }

  private static Column dayOf(Kind kind) {
    return when(CustomerEvents.KIND.col().equalTo(kind.word()), CustomerEvents.EVENT_DAY.col());
  }

  private static Column within(Field days, int horizon) {
    return filter(days.col(), day -> isWithin(day, horizon));
  }

  private static Column isWithin(Column day, int horizon) {
    Column snapshot = CustomerFeatures.SNAPSHOT_DAY.col();
    return day.gt(snapshot).and(day.leq(date_add(snapshot, horizon)));
  }
}
