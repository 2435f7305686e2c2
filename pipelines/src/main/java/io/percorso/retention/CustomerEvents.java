package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;

import io.percorso.identity.CustomerInteractions;
import io.percorso.interactions.Interactions;
import io.percorso.journeys.Sessions;
import io.percorso.journeys.Timeline;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.time.ZoneId;
import java.util.Locale;

/**
 * One row per event by which staying and leaving are told: of a contract, a purchase, an answer to
 * a survey, a letter. Made in the pass of {@link Timeline}, of the company's acts too.
 *
 * <ul>
 *   <li>subscribed, renewed: a contract begins, is paid for once more
 *   <li>payment_failed: a payment for it was refused
 *   <li>cancel_requested: the customer wants it to end; cancel_withdrawn: and does not any more
 *   <li>ended: it is over because the customer wanted so; lapsed: it is over and the company did it
 *       (for want of payment)
 *   <li>purchased, answered, written_to (a letter of a campaign was delivered), unsubscribed
 *   <li>stated: a record says how things stand
 * </ul>
 *
 * <p>Nothing of programs. Partitioned by month.
 */
public final class CustomerEvents {
  public static final Field CUSTOMER_ID = Sessions.CUSTOMER_ID;
  public static final Field EVENT_ID =
      Interactions.INTERACTION_ID.as("event_id", "The interaction that tells of it");
  public static final Field OCCURRED_AT = Interactions.OCCURRED_AT;
  public static final Field EVENT_DAY =
      Field.day("event_day", "Day of occurred_at in the business zone");
  public static final Field EVENT_MONTH =
      Field.day("event_month", "First day of the month of event_day");
  public static final Field KIND = Field.word("kind", "Which event, from the closed list of kinds");
  public static final Field CHANNEL = Interactions.CHANNEL;
  public static final Field AMOUNT =
      Interactions.VALUE_AMOUNT.as("amount", "Paid, or the price of what was bought");
  public static final Field CURRENCY = Interactions.CURRENCY;
  public static final Field SCORE_KIND = CustomerInteractions.SCORE_KIND;
  public static final Field SCORE = CustomerInteractions.SCORE;
  public static final Field CAMPAIGN = Interactions.CAMPAIGN;
  public static final Field CONTRACT =
      Field.text("contract", "Kind of contract that a record states; empty: none");
  public static final Field COLLECTION =
      Field.text("collection", "How a contract is paid for, as its source says it");
  public static final Field TIER = Field.text("tier", "Segment that a record states");
  public static final Field CUSTOMER_SINCE =
      Field.day("customer_since", "First day as a customer that a record states");

  public static final Table TABLE =
      Table.named(
              "silver.customer_events",
              "One row per event by which staying and leaving are told",
              CUSTOMER_ID,
              EVENT_ID,
              OCCURRED_AT,
              EVENT_DAY,
              EVENT_MONTH,
              KIND,
              CHANNEL,
              AMOUNT,
              CURRENCY,
              SCORE_KIND,
              SCORE,
              CAMPAIGN,
              CONTRACT,
              COLLECTION,
              TIER,
              CUSTOMER_SINCE)
          .grain(CUSTOMER_ID, EVENT_ID)
          .partitionedBy(EVENT_MONTH)
          .expect(
              fail(
                  "an answer has a score",
                  KIND.col().notEqual("answered").or(SCORE.col().isNotNull())));

  /** The closed list. */
  public enum Kind {
    SUBSCRIBED,
    RENEWED,
    PAYMENT_FAILED,
    CANCEL_REQUESTED,
    CANCEL_WITHDRAWN,
    ENDED,
    LAPSED,
    PURCHASED,
    ANSWERED,
    WRITTEN_TO,
    UNSUBSCRIBED,
    STATED;

    /** The word that is stored. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private CustomerEvents() {}

  /** Takes part in the pass of {@link Timeline}. */
  public static Timeline.Part part(ZoneId zone) {
    return new Timeline.Part(TABLE, OCCURRED_AT, rows -> new EventFold(zone, rows));
  }
}
