package io.percorso.jobs;

import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.percorso.identity.CustomerIds;
import io.percorso.identity.CustomerInteractions;
import io.percorso.interactions.Interactions;
import io.percorso.journeys.RestartPoints;
import io.percorso.journeys.Timeline;
import io.percorso.journeys.Timers;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.quality.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The customers whose rows a night makes anew, and from when on: of each, the last moment with
 * nothing open that lies before anything that a change can bear on.
 */
final class Touched {
  private static final String[] CUSTOMER = {CustomerIds.CUSTOMER_ID.name()};
  private static final String[] IDENTIFIER = {CustomerIds.IDENTIFIER.name()};

  /** When what touches a customer happened. */
  static final Field CHANGED_AT = Field.timestamp("changed_at", "When what is new happened, UTC");

  /** From when on another customer's is what was this one's, or the other way round. */
  static final Field MOVED_AT =
      Field.timestamp("moved_at", "From when on the span is another's, UTC");

  static final Field WAS_KNOWN =
      Field.flag("was_known", "True when the span, maybe with another end, was believed");
  static final Field IS_CORRECTED = Field.flag("is_corrected", "True when a correction moved it");

  /** Sum of the bits of a customer's {@link Cause}s. */
  static final Field REASONS = Field.integer("reasons", "Why the customer is touched");

  private static final Field TOUCHED = Field.id("touched_customer_id", "A touched customer");
  private static final Field FIRST_AT = Field.timestamp("first_at", "First restart point, UTC");
  private static final Field WRITTEN_FROM =
      Field.timestamp("written_from", "From when on the customer's rows are made anew, UTC");
  private static final Field READ_FROM =
      Field.timestamp("read_from", "From when on the customer's interactions are read, UTC");

  private static final Field MOVED =
      Field.integer("moved", "Bit of the cause identity; null: nothing moved");

  private final Dataset<Row> customers;
  private final Dataset<Row> known;
  private final Instant writtenFrom;
  private final Instant readFrom;

  private Touched(
      Dataset<Row> customers, Dataset<Row> known, Instant writtenFrom, Instant readFrom) {
    this.customers = customers;
    this.known = known;
    this.writtenFrom = writtenFrom;
    this.readFrom = readFrom;
  }

  /**
   * What touches customers; times are kept with each.
   *
   * @param before up to when the tables stood: what happened earlier comes late
   * @param added identifiers and times of records that came or became visible
   * @param gone the same of records that went
   * @param changed what {@link IdentityStep#update} gives: spans that are believed anew or no more
   * @param due rows of {@link Timers} with a result that waited for a time now past
   * @param ids rows of {@link CustomerIds} as they are now
   */
  record Changes(
      Cutoff before,
      Dataset<Row> added,
      Dataset<Row> gone,
      Dataset<Row> changed,
      Dataset<Row> due,
      Dataset<Row> ids) {
    private Dataset<Row> customers() {
      Column late =
          when(Interactions.OCCURRED_AT.col().lt(lit(before.end())), Cause.LATE_RECORD.bit())
              .otherwise(Cause.LATER_DAYS.bit());
      Dataset<Row> records =
          added
              .withColumn(REASONS.name(), late)
              .unionByName(gone.withColumn(REASONS.name(), lit(Cause.DISPLACED.bit())));
      Dataset<Row> ofRecords =
          CustomerInteractions.customers(records, ids)
              .select(
                  customer(), Interactions.OCCURRED_AT.col().as(CHANGED_AT.name()), REASONS.col());
      Column correction = when(IS_CORRECTED.col(), Cause.CORRECTION.bit()).otherwise(0);
      return ofRecords
          .union(changed.select(customer(), CHANGED_AT.col(), correction))
          .union(changed.select(itself(), CHANGED_AT.col(), correction))
          .union(due.select(customer(), Timers.DUE_AT.col(), lit(Cause.SILENCE.bit())))
          .groupBy(customer())
          .agg(
              min(CHANGED_AT.col()).as(CHANGED_AT.name()),
              bit_or(REASONS.col()).as(REASONS.name()));
    }

    /**
     * Customers between whom something of before the cut-off moved: of a span that changed before
     * it, of an identifier that was known. A weak one without an owner was known when it had a
     * history of its own.
     *
     * @param points restart points of touched customers
     */
    private Dataset<Row> moved(Dataset<Row> points) {
      Dataset<Row> known =
          changed
              .where(WAS_KNOWN.col())
              .select(CustomerIds.IDENTIFIER.col())
              .union(
                  changed
                      .select(CustomerIds.IDENTIFIER.col(), itself())
                      .join(points, CUSTOMER, "left_semi")
                      .select(CustomerIds.IDENTIFIER.col()))
              .distinct();
      Dataset<Row> spans =
          changed.where(MOVED_AT.col().lt(lit(before.end()))).join(known, IDENTIFIER, "left_semi");
      return spans.select(customer()).union(spans.select(itself())).distinct();
    }

    private static Column itself() {
      return CustomerInteractions.customerOf(CustomerIds.IDENTIFIER.col())
          .as(CustomerIds.CUSTOMER_ID.name());
    }
  }

  /**
   * How far a change bears on what lies around it.
   *
   * @param back how long before a change the rows may lie that it bears on
   * @param memory how long before its first row the pass must begin, to know what a row depends on
   */
  record Reach(Duration back, Duration memory) {
    static Reach of(Timeline.Rules rules, List<Timeline.Part> parts) {
      Duration back = rules.reach();
      Duration memory = Duration.ZERO;
      for (Timeline.Part part : parts) {
        back = longer(back, rules.reach().plus(part.lookAhead()));
        memory = longer(memory, part.lookBack());
      }
      return new Reach(back, memory);
    }

    private static Duration longer(Duration one, Duration other) {
      return one.compareTo(other) > 0 ? one : other;
    }
  }

  /**
   * @param points rows of {@link RestartPoints} as they were; a customer without any is new
   * @param kept of whoever reads rows of these customers
   */
  static Touched by(Changes changes, Dataset<Row> points, Reach reach, Kept kept) {
    Dataset<Row> changed = kept.keep(changes.customers());
    Dataset<Row> theirs = kept.keep(points.join(changed, CUSTOMER));
    Column at = RestartPoints.RESTART_AT.col();
    Column earlyEnough = at.leq(before(CHANGED_AT.col(), reach.back()));
    Dataset<Row> written =
        changed
            .join(
                theirs
                    .groupBy(customer())
                    .agg(
                        min(at).as(FIRST_AT.name()),
                        max(when(earlyEnough, at)).as(WRITTEN_FROM.name())),
                CUSTOMER,
                "left")
            .withColumn(
                FIRST_AT.name(),
                // Programs are judged by days: a change at the head of a history is one of its day.
                date_trunc("day", least(CHANGED_AT.col(), FIRST_AT.col())))
            .withColumn(WRITTEN_FROM.name(), coalesce(WRITTEN_FROM.col(), FIRST_AT.col()));
    Dataset<Row> read =
        theirs
            .join(written.select(customer(), WRITTEN_FROM.col()), CUSTOMER)
            .where(at.leq(before(WRITTEN_FROM.col(), reach.memory())))
            .groupBy(customer())
            .agg(max(at).as(READ_FROM.name()));
    Dataset<Row> moved = changes.moved(theirs).withColumn(MOVED.name(), lit(Cause.IDENTITY.bit()));
    Dataset<Row> customers =
        kept.keep(
            written
                .join(read, CUSTOMER, "left")
                .join(moved, CUSTOMER, "left")
                .select(
                    customer().as(TOUCHED.name()),
                    REASONS.col().bitwiseOR(coalesce(MOVED.col(), lit(0))).as(REASONS.name()),
                    WRITTEN_FROM.col(),
                    coalesce(READ_FROM.col(), least(FIRST_AT.col(), WRITTEN_FROM.col()))
                        .as(READ_FROM.name())));
    Row earliest =
        customers
            .agg(
                coalesce(min(WRITTEN_FROM.col()), lit(Instant.EPOCH)),
                coalesce(min(READ_FROM.col()), lit(Instant.EPOCH)))
            .head();
    return new Touched(customers, theirs, earliest.getAs(0), earliest.getAs(1));
  }

  private static Column before(Column at, Duration time) {
    return at.minus(functions.expr("interval " + time.toSeconds() + " seconds"));
  }

  /**
   * The rows of these customers that are made anew.
   *
   * @param at when what a row tells begins
   */
  Dataset<Row> rowsOf(Dataset<Row> rows, Field at) {
    return theirs(rows.where(at.col().geq(lit(writtenFrom))), at, WRITTEN_FROM);
  }

  /**
   * Rows of touched customers with {@link #REASONS}, why they are touched.
   *
   * @param rows with a customer
   */
  Dataset<Row> withReasons(Dataset<Row> rows) {
    return rows.join(
            customers.select(TOUCHED.col().as(CustomerIds.CUSTOMER_ID.name()), REASONS.col()),
            CUSTOMER,
            "left")
        .withColumn(REASONS.name(), coalesce(REASONS.col(), lit(0)));
  }

  /**
   * Those of some customers of whom anything was told before.
   *
   * @param rows with a customer
   */
  Dataset<Row> known(Dataset<Row> rows) {
    return rows.join(known, CUSTOMER, "left_semi");
  }

  private Dataset<Row> theirs(Dataset<Row> rows, Field at, Field from) {
    return rows.join(
        customers, customer().equalTo(TOUCHED.col()).and(at.col().geq(from.col())), "left_semi");
  }

  /**
   * The interactions of these customers that the pass needs. Only identifiers of which some time is
   * theirs are looked up, each with all its spans.
   *
   * @param interactions those that are visible
   * @param ids rows of {@link CustomerIds}
   */
  Dataset<Row> history(Dataset<Row> interactions, Dataset<Row> ids) {
    Column byItself = CustomerInteractions.customerOf(CustomerIds.IDENTIFIER.col());
    Dataset<Row> namesake =
        ids.withColumn(CustomerIds.CUSTOMER_ID.name(), byItself)
            .select(CustomerIds.TABLE.columns());
    Dataset<Row> theirs =
        ofCustomers(ids.select(CustomerIds.TABLE.columns()))
            .unionByName(ofCustomers(namesake))
            .select(CustomerIds.IDENTIFIER.col())
            .distinct();
    Dataset<Row> recent =
        interactions.where(
            Interactions.OCCURRED_MONTH
                .col()
                .geq(lit(monthOf(readFrom)))
                .and(Interactions.OCCURRED_AT.col().geq(lit(readFrom))));
    return theirs(
        CustomerInteractions.build(recent, ids.join(theirs, IDENTIFIER, "left_semi")),
        Interactions.OCCURRED_AT,
        READ_FROM);
  }

  private static LocalDate monthOf(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
  }

  private Dataset<Row> ofCustomers(Dataset<Row> ids) {
    return ids.join(customers, customer().equalTo(TOUCHED.col()), "left_semi");
  }

  private static Column customer() {
    return col(CustomerIds.CUSTOMER_ID.name());
  }
}
