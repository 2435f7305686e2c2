package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;
import static io.percorso.lake.Expectation.warn;

import io.percorso.interactions.Channel;
import io.percorso.interactions.Interactions;
import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One row per journey: a customer's attempt at one intent, across sessions and channels.
 *
 * <p>An interaction's intent is its own; else that of the nearest earlier one in its session, else
 * of the next later one, else that of the customer's most recently advanced journey that is open,
 * else {@code intents.of-last}. A journey opens when none of that intent is open; a pause of
 * exactly the intent's gap stays in the journey.
 *
 * <p>Outcomes. <b>converted</b>: a converting goal was met; the journey ends there.
 * <b>resolved</b>: a resolving goal was met and no contact followed on the intent within {@code
 * journeys.settle}, exactly that included; a contact in that time takes the resolution back, other
 * steps in that time belong to the journey. <b>abandoned</b>: cut-off − last step &gt; gap,
 * strictly; outcome_at is the last step. <b>open</b>: neither is known, and never counted as
 * abandoned. Silence is the customer's: what the company does prolongs nothing, but meets goals and
 * hands over; without an intent of its own it concerns the open journey that holds its
 * conversation.
 *
 * <p>A complaint, a transfer, an agent joining, or a step from an unassisted to an assisted channel
 * sets {@code escalated_at} and ends nothing. {@code recaptured_by}: an abandoned journey's next
 * success of the same intent, not later than {@code journeys.recapture} after the gap ran out.
 *
 * <p>Partitioned by month: a partition per day would be thousands of files of a few rows.
 */
public final class Journeys {
  public static final Field JOURNEY_ID = JourneySteps.JOURNEY_ID;
  public static final Field CUSTOMER_ID = Sessions.CUSTOMER_ID;
  public static final Field INTENT = JourneySteps.INTENT;
  public static final Field STARTED_AT = Field.timestamp("started_at", "First step, UTC");
  public static final Field ENDED_AT = Field.timestamp("ended_at", "Last step, UTC");
  public static final Field STARTED_DAY =
      Field.day("started_day", "Day of the first step in the business zone");
  public static final Field STARTED_MONTH =
      Field.day("started_month", "First day of the month of started_day");
  public static final Field OUTCOME =
      Field.word("outcome", "converted, resolved, abandoned, or open at the cut-off");
  public static final Field OUTCOME_AT =
      Field.timestamp("outcome_at", "When the goal was met, or the last step; null while open");
  public static final Field FIRST_EXIT =
      Field.word(
          "first_exit", "What came first: converted, resolved, escalated or abandoned; else open");
  public static final Field ESCALATED_AT =
      Field.timestamp("escalated_at", "First hand-off to people or complaint");
  public static final Field STEP_COUNT = Field.bigint("step_count", "Steps, at least 1");
  public static final Field VISIT_COUNT =
      Field.bigint("visit_count", "Visits: runs of steps at one touchpoint, at least 1");
  public static final Field SESSION_COUNT =
      Field.bigint("session_count", "Sessions in which it has a step, at least 1");
  public static final Field CHANNEL_COUNT =
      Field.bigint("channel_count", "Distinct channels, at least 1");
  public static final Field CHANNELS =
      Field.words("channels", "Distinct channels, in the order of the list of channels");
  public static final Field FIRST_TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as("first_touchpoint", "Touchpoint of the first step");
  public static final Field LAST_TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as("last_touchpoint", "Touchpoint of the last step");
  public static final Field REWORK_COUNT =
      Field.bigint("rework_count", "Visits of touchpoints that it had visited before");
  public static final Field LOOP_SHARE =
      Field.real("loop_share", "(visits - distinct touchpoints) / visits, 0 to below 1");
  public static final Field HANDOFF_COUNT =
      Field.bigint("handoff_count", "Hand-offs: transfers, agents joining, steps over to people");
  public static final Field EFFORT_MINUTES =
      Field.real("effort_minutes", "Pauses between consecutive steps of one session, minutes");
  public static final Field VALUE_AMOUNT =
      Interactions.VALUE_AMOUNT.as(
          "value_amount", "Amount where the goal was met, else the goal's value in conf");
  public static final Field CURRENCY =
      Interactions.CURRENCY.as("currency", "ISO 4217 code; null: the reporting currency");
  public static final Field RECAPTURED_BY =
      JOURNEY_ID.as("recaptured_by", "The later journey that made an abandoned one good");
  public static final Field FIRST_STEPS =
      Touchpoints.TOUCHPOINT.listed(
          "first_steps", "Touchpoints of the first few steps, in order, repeats and all");
  public static final Field PATH =
      Field.text("path", "Touchpoints in order, repeats collapsed, joined by ' > ', the first few");

  public static final Table TABLE =
      Table.named(
              "silver.journeys",
              "One row per journey: a customer's attempt at one intent",
              JOURNEY_ID,
              CUSTOMER_ID,
              INTENT,
              STARTED_AT,
              ENDED_AT,
              STARTED_DAY,
              STARTED_MONTH,
              OUTCOME,
              OUTCOME_AT,
              FIRST_EXIT,
              ESCALATED_AT,
              STEP_COUNT,
              VISIT_COUNT,
              SESSION_COUNT,
              CHANNEL_COUNT,
              CHANNELS,
              FIRST_TOUCHPOINT,
              LAST_TOUCHPOINT,
              REWORK_COUNT,
              LOOP_SHARE,
              HANDOFF_COUNT,
              EFFORT_MINUTES,
              VALUE_AMOUNT,
              CURRENCY,
              RECAPTURED_BY,
              FIRST_STEPS,
              PATH)
          .grain(JOURNEY_ID)
          .partitionedBy(STARTED_MONTH)
          .expect(
              fail("a journey has at least one step", STEP_COUNT.col().geq(1)),
              fail("a journey has an outcome", OUTCOME.col().isNotNull()),
              fail(
                  "an open journey has no time of outcome, another has one",
                  OUTCOME
                      .col()
                      .equalTo(word(Journey.Outcome.OPEN))
                      .equalTo(OUTCOME_AT.col().isNull())),
              warn("a journey's worth is not negative", VALUE_AMOUNT.col().geq(0)));

  /**
   * Business numbers of this table, from conf/base.yaml, sections journeys, intents, paths and
   * steps-matrix.
   *
   * @param defaultGap pause after which an attempt is over, where {@code gaps} has none
   * @param gaps by intent
   * @param settle how long nobody may come back before a resolution holds
   * @param recapture how long after the gap a success makes an abandoned attempt good
   * @param intentOfLast intent of what shows none
   * @param pathLimit visits that a path tells
   * @param firstStepLimit steps whose touchpoint is kept
   */
  public record Rules(
      Duration defaultGap,
      Map<String, Duration> gaps,
      Duration settle,
      Duration recapture,
      String intentOfLast,
      int pathLimit,
      int firstStepLimit)
      implements Serializable {
    private static final long MILLI = 1000;

    public Rules {
      gaps = Map.copyOf(gaps);
    }

    public static Rules from(Settings settings) {
      Map<String, Duration> gaps = new TreeMap<>();
      settings
          .under("journeys.gap")
          .keySet()
          .forEach(intent -> gaps.put(intent, settings.duration("journeys.gap." + intent)));
      return new Rules(
          settings.duration("journeys.default-gap"),
          gaps,
          settings.duration("journeys.settle"),
          settings.duration("journeys.recapture"),
          settings.text("intents.of-last"),
          (int) settings.integer("paths.max-steps"),
          JourneyStepsMatrix.Rules.from(settings).positions());
    }

    /** The last moment at which a step still belongs to the journey; microseconds. */
    long silentUntil(Journey journey) {
      OptionalLong resolvedAt = journey.resolvedAt();
      return resolvedAt.isPresent()
          ? resolvedAt.getAsLong() + settle.toMillis() * MILLI
          : journey.lastAt() + gap(journey.intent());
    }

    boolean isOver(Journey journey, long at) {
      return at > silentUntil(journey);
    }

    /** The last moment at which a success still makes an abandoned journey good. */
    long recaptureUntil(Journey abandoned) {
      return abandoned.lastAt() + gap(abandoned.intent()) + recapture.toMillis() * MILLI;
    }

    /** From a journey's last step until nothing can change what is said of it. */
    Duration longest() {
      Duration gap = gaps.values().stream().reduce(defaultGap, Journeys::longer);
      return longer(gap, settle).plus(settle).plus(recapture);
    }

    private long gap(String intent) {
      return gaps.getOrDefault(intent, defaultGap).toMillis() * MILLI;
    }
  }

  private Journeys() {}

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  public static String word(Journey.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  static Timeline.Part part(ZoneId zone) {
    return new Timeline.Part(TABLE, STARTED_AT, rows -> new Fold(new BusinessDays(zone), rows));
  }

  private record Fold(BusinessDays days, Timeline.Rows rows) implements Timeline.Listener {
    private static final double SECONDS_IN_MINUTE = 60;

    @Override
    public void journeyEnded(Journey journey) {
      rows.add(
          journey.id(),
          journey.customerId(),
          journey.intent(),
          BusinessDays.instant(journey.startedAt()),
          BusinessDays.instant(journey.endedAt()),
          days.dayOf(journey.startedAt()),
          days.monthOf(journey.startedAt()),
          word(journey.outcome()),
          instant(journey.outcomeAt()),
          journey.firstExit(),
          instant(journey.escalatedAt()),
          (long) journey.stepCount(),
          (long) journey.visitCount(),
          (long) journey.sessionCount(),
          (long) journey.channels().size(),
          journey.channels().stream().map(Channel::word).toArray(String[]::new),
          journey.firstTouchpoint(),
          journey.lastTouchpoint(),
          (long) journey.reworkCount(),
          journey.reworkCount() / (double) journey.visitCount(),
          (long) journey.handoffCount(),
          BusinessDays.seconds(journey.activeMicros()) / SECONDS_IN_MINUTE,
          journey.value().map(Fold::money).orElse(null),
          journey.currency().orElse(null),
          journey.recapturedBy().orElse(null),
          journey.firstSteps().toArray(String[]::new),
          journey.path());
    }

    private static BigDecimal money(BigDecimal amount) {
      return amount.setScale(4, RoundingMode.HALF_EVEN);
    }

    private static Instant instant(OptionalLong at) {
      return at.isPresent() ? BusinessDays.instant(at.getAsLong()) : null;
    }
  }
}
