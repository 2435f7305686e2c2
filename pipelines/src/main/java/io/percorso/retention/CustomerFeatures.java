package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;

import io.percorso.journeys.Sessions;
import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.retention.risk.RiskFeature;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * One row per known customer and snapshot day on which there was something to lose: a contract in
 * force of which no end is asked for, or activity within {@code retention.active-within}. What was
 * known of the customer at the end of that day.
 *
 * <p>Windows end with the snapshot day: {@code _30} is that day and the 29 before it. A figure that
 * there is not (days since a purchase of who never bought) is null, never zero.
 *
 * <p>Two clocks. The row of a day is written in the run whose cut-off is that day, from what had
 * come until then, under the customer id of then, and by no later run: what comes or is learnt
 * later leaves it as it is. Days before the first run are made once from what that run knows, by
 * the time at which things happened alone, and are marked: {@link #IS_RECONSTRUCTED}. Of the days
 * that are no snapshot of the grid ({@code retention.snapshot-every}) only the last is kept.
 */
public final class CustomerFeatures {
  public static final Field CUSTOMER_ID = Sessions.CUSTOMER_ID;
  public static final Field SNAPSHOT_DAY =
      Field.day("snapshot_day", "At whose end, in the business zone, this was known");
  public static final Field IS_RECONSTRUCTED =
      Field.flag("is_reconstructed", "Made later than on the day, from what is known by now");
  public static final Field CONTRACT_KIND =
      Field.word("contract_kind", "automatic or manual (how it is renewed), or none");

  /** Contract that is paid without the customer's doing. */
  public static final String AUTOMATIC = "automatic";

  /** Contract that the customer pays each time. */
  public static final String MANUAL = "manual";

  /** Whoever merely comes and buys. */
  public static final String NO_CONTRACT = "none";

  public static final Field TIER = CustomerEvents.TIER;

  public static final Field IS_AUTOMATIC =
      number("is_automatic", "1: the contract renews itself, 0: it is paid each time");
  public static final Field TENURE_DAYS = number("tenure_days", "Days as a customer");
  public static final Field RENEWAL_COUNT = number("renewal_count", "Payments of the contract");
  public static final Field DAYS_SINCE_RENEWAL =
      number("days_since_renewal", "Days since the contract was last paid or began");
  public static final Field PAID_AMOUNT =
      number("paid_amount", "Last paid for the contract, currency of reports");
  public static final Field PRICE_CHANGE_30 =
      number(
          "price_change_30",
          "Last payment over the one before, less 1, in what both were paid in; 0: not of these 30"
              + " days");
  public static final Field PAYMENT_FAILURES_30 =
      number("payment_failures_30", "Payments that were refused");
  public static final Field PAYMENT_FAILURES_90 =
      number("payment_failures_90", "Payments that were refused");
  public static final Field UNPAID_DAYS =
      number("unpaid_days", "Days since a payment was refused that is still owed");
  public static final Field CANCEL_REQUEST_COUNT =
      number("cancel_request_count", "Ends that were asked for, ever; all taken back or over");
  public static final Field SESSIONS_7 = number("sessions_7", "Sessions");
  public static final Field SESSIONS_14 = number("sessions_14", "Sessions");
  public static final Field SESSIONS_30 = number("sessions_30", "Sessions");
  public static final Field SESSIONS_60 = number("sessions_60", "Sessions");
  public static final Field SESSIONS_90 = number("sessions_90", "Sessions");
  public static final Field SESSION_TREND =
      number("session_trend", "Sessions of 30 days against a third of 90, +1 each: ratio less 1");
  public static final Field ACTIVE_DAYS_30 = number("active_days_30", "Days with a session");
  public static final Field ACTIVE_DAYS_90 = number("active_days_90", "Days with a session");
  public static final Field DAYS_SINCE_ACTIVE =
      number("days_since_active", "Days since the last session or purchase");
  public static final Field ASSISTED_SESSIONS_30 =
      number("assisted_sessions_30", "Sessions with people who help");
  public static final Field ASSISTED_SESSIONS_90 =
      number("assisted_sessions_90", "Sessions with people who help");
  public static final Field ASSISTED_SHARE_90 =
      number("assisted_share_90", "Part of the sessions in which people helped");
  public static final Field ERRORS_30 =
      number("errors_30", "Failures shown in sessions that are over: up to the day before");
  public static final Field FRICTION_VISITS_30 =
      number("friction_visits_30", "Visits that show that something failed");
  public static final Field FRICTION_VISITS_90 =
      number("friction_visits_90", "Visits that show that something failed");
  public static final Field FAILED_VISITS_30 =
      number("failed_visits_30", "Visits that show three signs or more that something failed");
  public static final Field FAILED_VISITS_90 =
      number("failed_visits_90", "Visits that show three signs or more that something failed");
  public static final Field REPEAT_CONTACTS_30 =
      number("repeat_contacts_30", "Contacts after an earlier one on the same intent");
  public static final Field REPEAT_CONTACTS_90 =
      number("repeat_contacts_90", "Contacts after an earlier one on the same intent");
  public static final Field LONG_WAITS_90 =
      number("long_waits_90", "Contacts with a queue longer than promised");
  public static final Field ABANDONED_JOURNEYS_30 =
      number("abandoned_journeys_30", "Journeys that turned out to be abandoned");
  public static final Field ABANDONED_JOURNEYS_90 =
      number("abandoned_journeys_90", "Journeys that turned out to be abandoned");
  public static final Field ESCALATED_JOURNEYS_90 =
      number("escalated_journeys_90", "Journeys handed to people, or complained about");
  public static final Field PURCHASE_DAYS_30 = number("purchase_days_30", "Days with a purchase");
  public static final Field PURCHASE_DAYS_90 = number("purchase_days_90", "Days with a purchase");
  public static final Field PURCHASE_DAYS = number("purchase_days", "Days with a purchase, ever");
  public static final Field DAYS_SINCE_PURCHASE =
      number("days_since_purchase", "Days since the last purchase");
  public static final Field DAYS_SINCE_FIRST_PURCHASE =
      number("days_since_first_purchase", "Days since the first purchase that is known");
  public static final Field SPEND_90 =
      number("spend_90", "Spent on purchases, currency of reports");
  public static final Field SPEND = number("spend", "Spent on purchases ever, currency of reports");
  public static final Field LAST_NPS = number("last_nps", "Last answer to NPS, 0 to 10");
  public static final Field NPS_AGE_DAYS = number("nps_age_days", "Days since that answer");
  public static final Field LAST_CSAT = number("last_csat", "Last answer to CSAT, 1 to 5");
  public static final Field CSAT_AGE_DAYS = number("csat_age_days", "Days since that answer");
  public static final Field LAST_CES = number("last_ces", "Last answer to CES, 1 to 7");
  public static final Field CES_AGE_DAYS = number("ces_age_days", "Days since that answer");
  public static final Field LETTERS_30 = number("letters_30", "Letters of campaigns delivered");
  public static final Field IS_UNSUBSCRIBED =
      number("is_unsubscribed", "1: wants no letters any more");

  /** What a model may know, in the order of its rows. */
  public static final List<Field> FEATURES =
      List.of(
          IS_AUTOMATIC,
          TENURE_DAYS,
          RENEWAL_COUNT,
          DAYS_SINCE_RENEWAL,
          PAID_AMOUNT,
          PRICE_CHANGE_30,
          PAYMENT_FAILURES_30,
          PAYMENT_FAILURES_90,
          UNPAID_DAYS,
          CANCEL_REQUEST_COUNT,
          SESSIONS_7,
          SESSIONS_14,
          SESSIONS_30,
          SESSIONS_60,
          SESSIONS_90,
          SESSION_TREND,
          ACTIVE_DAYS_30,
          ACTIVE_DAYS_90,
          DAYS_SINCE_ACTIVE,
          ASSISTED_SESSIONS_30,
          ASSISTED_SESSIONS_90,
          ASSISTED_SHARE_90,
          ERRORS_30,
          FRICTION_VISITS_30,
          FRICTION_VISITS_90,
          FAILED_VISITS_30,
          FAILED_VISITS_90,
          REPEAT_CONTACTS_30,
          REPEAT_CONTACTS_90,
          LONG_WAITS_90,
          ABANDONED_JOURNEYS_30,
          ABANDONED_JOURNEYS_90,
          ESCALATED_JOURNEYS_90,
          PURCHASE_DAYS_30,
          PURCHASE_DAYS_90,
          PURCHASE_DAYS,
          DAYS_SINCE_PURCHASE,
          DAYS_SINCE_FIRST_PURCHASE,
          SPEND_90,
          SPEND,
          LAST_NPS,
          NPS_AGE_DAYS,
          LAST_CSAT,
          CSAT_AGE_DAYS,
          LAST_CES,
          CES_AGE_DAYS,
          LETTERS_30,
          IS_UNSUBSCRIBED);

  public static final Table TABLE = table();

  private static Table table() {
    List<Field> fields = new ArrayList<>();
    fields.add(CUSTOMER_ID);
    fields.add(SNAPSHOT_DAY);
    fields.add(IS_RECONSTRUCTED);
    fields.add(CONTRACT_KIND);
    fields.add(TIER);
    fields.addAll(FEATURES);
    return Table.named(
            "silver.customer_features",
            "One row per known customer and snapshot day on which there was something to lose",
            fields.toArray(Field[]::new))
        .grain(CUSTOMER_ID, SNAPSHOT_DAY)
        .partitionedBy(SNAPSHOT_DAY)
        .expect(
            fail("nobody is a customer for less than no time", TENURE_DAYS.col().geq(0)),
            fail(
                "a longer window holds no less",
                SESSIONS_7
                    .col()
                    .leq(SESSIONS_30.col())
                    .and(SESSIONS_30.col().leq(SESSIONS_90.col()))));
  }

  /**
   * Business numbers, from conf/base.yaml, section retention.
   *
   * @param anchor a snapshot day of the grid
   * @param every days from one snapshot of the grid to the next
   * @param activeWithin days within which whoever has no contract was active
   * @param leastTenure days as a customer before anything is said of them
   * @param automatic what sources say of contracts that renew themselves
   */
  public record Rules(
      LocalDate anchor, int every, int activeWithin, int leastTenure, String automatic)
      implements Serializable {
    public static Rules from(Settings settings) {
      return new Rules(
          settings.day("retention.snapshot-anchor"),
          (int) settings.duration("retention.snapshot-every").toDays(),
          (int) settings.duration("retention.active-within").toDays(),
          (int) settings.duration("retention.least-tenure").toDays(),
          settings.text("retention.automatic-collection"));
    }

    /** True for a day of the grid, whose rows are kept. */
    public boolean isOfGrid(LocalDate day) {
      return Math.floorMod(day.toEpochDay() - anchor.toEpochDay(), every) == 0;
    }

    /** Days of the grid from the first to the last, both included. */
    public List<LocalDate> grid(LocalDate first, LocalDate last) {
      return first.isAfter(last)
          ? List.of()
          : first.datesUntil(last.plusDays(1)).filter(this::isOfGrid).toList();
    }
  }

  /** Numbers that a line takes as they are; all others are counts or days with a long tail. */
  private static final List<Field> PLAIN =
      List.of(SESSION_TREND, PRICE_CHANGE_30, ASSISTED_SHARE_90, LAST_NPS, LAST_CSAT, LAST_CES);

  private CustomerFeatures() {}

  /** The features as models take them. */
  public static List<RiskFeature> features() {
    return FEATURES.stream().map(field -> new RiskFeature(field.name(), kind(field))).toList();
  }

  private static RiskFeature.Kind kind(Field field) {
    if (field.equals(IS_UNSUBSCRIBED) || field.equals(IS_AUTOMATIC)) {
      return RiskFeature.Kind.FLAG;
    }
    return PLAIN.contains(field) ? RiskFeature.Kind.NUMBER : RiskFeature.Kind.COUNT;
  }

  /**
   * @param facts rows of {@link CustomerFacts}
   * @param missed days before the cut-off of which rows are made, marked as reconstructed
   * @param cutoffDay of which rows are made too
   */
  public static Dataset<Row> build(
      Dataset<Row> facts, List<LocalDate> missed, LocalDate cutoffDay, Rules rules) {
    List<LocalDate> days = new ArrayList<>(missed);
    days.add(cutoffDay);
    MapPartitionsFunction<Row, Row> fold = rows -> new FeatureRows(rows, days, rules);
    return CustomerFacts.inOrder(facts).mapPartitions(fold, Encoders.row(TABLE.schema()));
  }

  private static Field number(String name, String meaning) {
    return Field.real(name, meaning);
  }
}
