package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;

import io.percorso.interactions.Interactions;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per entry of a journey into a funnel, with when it reached each step.
 *
 * <p>Funnels are held against journeys, not against whole histories: a customer who buys twice went
 * the way twice. A journey enters with its first step that meets the funnel's first, and what
 * happens within the window counts, exactly its end included. While the window runs, meeting the
 * first step again is no new entry, whether or not the way was gone to its end; after it, the next
 * such step of the journey is. What "in order" means: {@link FunnelOrdering}; one step of the
 * journey reaches one step of the funnel, but in any order all that it meets.
 *
 * <p>An entry is written at once and grows while its window runs; nothing in it changes by silence,
 * so it needs no timer. Whoever counts entries takes those whose {@code closes_at} lies before the
 * cut-off: the others may still get further.
 */
public final class FunnelEntries {
  public static final Field FUNNEL = Field.word("funnel", "Name in conf/funnels.yaml");
  public static final Field JOURNEY_ID = JourneySteps.JOURNEY_ID;
  public static final Field ENTRY_NUMBER =
      Field.bigint("entry_number", "Of the journey's entries into this funnel, from 1");
  public static final Field CUSTOMER_ID = Sessions.CUSTOMER_ID;
  public static final Field INTENT = JourneySteps.INTENT;
  public static final Field ENTERED_AT =
      Field.timestamp("entered_at", "When the first step was reached, UTC");
  public static final Field ENTRY_DAY =
      Field.day("entry_day", "Day of entered_at in the business zone");
  public static final Field ENTRY_MONTH =
      Field.day("entry_month", "First day of the month of entry_day");
  public static final Field CLOSES_AT =
      Field.timestamp("closes_at", "Last moment at which a step counts, UTC");
  public static final Field STEP_NUMBER =
      Field.bigint("step_number", "Place of the step in the funnel, from 1");
  public static final Field STEP = Field.word("step", "Name of the funnel's step");
  public static final Field SEQUENTIAL_MILLIS =
      millis("sequential_millis", "one after the other, anything between");
  public static final Field STRICT_MILLIS =
      millis("strict_millis", "each in the visit of the one before or in the next");
  public static final Field ANY_MILLIS =
      millis("any_millis", "this one and all before it, in whatever order");
  public static final Field STEPS =
      Field.structs(
          "steps",
          Field.Content.ENUM,
          "Every step of the funnel in its order, and when it was reached",
          STEP_NUMBER,
          STEP,
          SEQUENTIAL_MILLIS,
          STRICT_MILLIS,
          ANY_MILLIS);
  public static final Field REACHED_COUNT =
      Field.bigint("reached_count", "Steps reached one after the other, at least 1");
  public static final Field REACHED_STEP = STEP.as("reached_step", "The last of these");
  public static final Field IS_COMPLETE =
      Field.flag("is_complete", "True when all steps were reached one after the other");
  public static final Field NEXT_TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as(
          "next_touchpoint", "Where the journey went from there; null: nowhere in the window");
  public static final Field NEXT_CHANNEL =
      Interactions.CHANNEL.as("next_channel", "Channel of that; null: nowhere in the window");
  public static final Field STAY_MILLIS =
      Field.bigint(
          "stay_millis", "From reached_step until next_touchpoint, else until the last step there");

  public static final Table TABLE =
      Table.named(
              "silver.funnel_entries",
              "One row per entry of a journey into a funnel, with when it reached each step",
              FUNNEL,
              JOURNEY_ID,
              ENTRY_NUMBER,
              CUSTOMER_ID,
              INTENT,
              ENTERED_AT,
              ENTRY_DAY,
              ENTRY_MONTH,
              CLOSES_AT,
              STEPS,
              REACHED_COUNT,
              REACHED_STEP,
              IS_COMPLETE,
              NEXT_TOUCHPOINT,
              NEXT_CHANNEL,
              STAY_MILLIS)
          .grain(FUNNEL, JOURNEY_ID, ENTRY_NUMBER)
          .partitionedBy(ENTRY_MONTH)
          .expect(
              fail(
                  "whoever enters has reached the first step and no more than all",
                  REACHED_COUNT.col().between(1, size(STEPS.col()))),
              fail("nobody stays for less than no time", STAY_MILLIS.col().geq(0)));

  private FunnelEntries() {}

  /** Takes part in the pass of {@link Timeline}. */
  public static Timeline.Part part(List<Funnel> funnels, ZoneId zone) {
    List<Funnel> all = List.copyOf(funnels);
    return new Timeline.Part(
        TABLE, ENTERED_AT, rows -> listener(all, new BusinessDays(zone), rows));
  }

  /** True for entries that can get no further at this cut-off. */
  static Column isClosed(Cutoff cutoff) {
    return CLOSES_AT.col().lt(lit(cutoff.end()));
  }

  /** True for entries that can get no further now, and still could at the cut-off before. */
  public static Column closedBetween(Cutoff before, Cutoff now) {
    return not(isClosed(before)).and(isClosed(now));
  }

  private static Timeline.Listener listener(
      List<Funnel> funnels, BusinessDays days, Timeline.Rows rows) {
    List<Timeline.Listener> folds =
        funnels.stream()
            .<Timeline.Listener>map(f -> new FunnelFold(f, entry -> add(entry, days, rows)))
            .toList();
    return new AllListeners(folds);
  }

  private static void add(FunnelEntry entry, BusinessDays days, Timeline.Rows rows) {
    List<FunnelStep> steps = entry.funnel().steps();
    rows.add(
        entry.funnel().name(),
        entry.journeyId(),
        (long) entry.number(),
        entry.customerId(),
        entry.intent(),
        BusinessDays.instant(entry.enteredAt()),
        days.dayOf(entry.enteredAt()),
        days.monthOf(entry.enteredAt()),
        BusinessDays.instant(entry.closesAt()),
        IntStream.range(0, steps.size()).mapToObj(i -> step(entry, i)).toArray(Row[]::new),
        (long) entry.reached(),
        steps.get(entry.reached() - 1).name(),
        entry.reached() == steps.size(),
        entry.next().map(Interaction::place).orElse(null),
        entry.next().map(next -> next.channel().word()).orElse(null),
        millis(entry.stay()));
  }

  private static Row step(FunnelEntry entry, int place) {
    return RowFactory.create(
        place + 1L,
        entry.funnel().steps().get(place).name(),
        millis(entry.reachedAfter(FunnelOrdering.SEQUENTIAL, place)),
        millis(entry.reachedAfter(FunnelOrdering.STRICT, place)),
        millis(entry.reachedAfter(FunnelOrdering.ANY, place)));
  }

  private static Long millis(OptionalLong micros) {
    return micros.isPresent() ? millis(micros.getAsLong()) : null;
  }

  private static long millis(long micros) {
    return micros / 1000;
  }

  private static Field millis(String name, String how) {
    return Field.bigint(
        name, "From the entry until the step was reached, " + how + "; null: not reached");
  }
}
