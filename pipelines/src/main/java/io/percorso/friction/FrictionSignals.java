package io.percorso.friction;

import static io.percorso.lake.Expectation.fail;

import io.percorso.interactions.Interactions;
import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Sessions;
import io.percorso.journeys.Timeline;
import io.percorso.journeys.Touchpoints;
import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One row per visit of a touchpoint and signal of friction that it shows.
 *
 * <p>A <b>predictor</b> is known at the end of the visit: when the journey goes on elsewhere, that
 * moment and place included, else at its last step. Nothing later changes it. A <b>consequence</b>
 * is shown beside and may never predict. Strength is 1 unless said.
 *
 * <ul>
 *   <li>rage_click: clicks in a row, each near the one before in place and time
 *   <li>dead_click: a click of which the source's own tracker says that nothing came
 *   <li>error_click: a failure soon after a click
 *   <li>js_error: a failure whose code names an error of a script; api_error: any other failure, a
 *       status of HTTP or of the business
 *   <li>slow: the page's largest content shown late, scaled
 *   <li>quick_back: left soon after arriving, for the touchpoint that the journey came from
 *   <li>form_retry: the form submitted again soon, or after a validation error; n retries give 1 −
 *       exp(−n / scale)
 *   <li>no_results: a search refined several times in a short time
 *   <li>loop: further visits of the touchpoint in the session, scaled
 *   <li>wait: a queue longer than promised, scaled: at twice the promise it is 1
 *   <li>transfer: handed on from one person to another
 *   <li>repeat_contact: a contact, and an earlier other contact on the same intent
 *   <li>handoff (consequence): a digital visit soon followed by an assisted step of the same intent
 *   <li>abandoned_form (consequence): something was typed in and never sent
 *   <li>low_csat, hard_effort (consequences): so a survey was answered soon after: of the visit
 *       with the survey's conversation, else of the journey's visit before it
 * </ul>
 *
 * <p>Thresholds and their sources: conf/base.yaml, section signals. Partitioned by month: a
 * partition per day would be thousands of files of a few rows.
 */
public final class FrictionSignals {
  public static final Field VISIT_ID = JourneySteps.VISIT_ID;
  public static final Field JOURNEY_ID = JourneySteps.JOURNEY_ID;
  public static final Field CUSTOMER_ID = Sessions.CUSTOMER_ID;
  public static final Field INTENT = JourneySteps.INTENT;
  public static final Field TOUCHPOINT = Touchpoints.TOUCHPOINT;
  public static final Field CHANNEL = Interactions.CHANNEL;
  public static final Field OCCURRED_AT =
      Field.timestamp("occurred_at", "First step of the visit, UTC");
  public static final Field SHOWN_AT =
      Field.timestamp(
          "shown_at", "When it first showed, UTC: a visit that goes on days later began before it");
  public static final Field SIGNAL_MONTH =
      Field.day("signal_month", "First day of the month of occurred_at in the business zone");
  public static final Field SIGNAL =
      Field.word("signal", "Which signal, from the closed list of signals");
  public static final Field KIND =
      Field.word("kind", "predictor (known at the end of the visit) or consequence");

  /** The kind of what is known at the end of the visit. */
  public static final String PREDICTOR = "predictor";

  public static final Field STRENGTH = Field.real("strength", "How strong, above 0 up to 1");
  public static final Field RULES_VERSION =
      Field.id("rules_version", "Digest of the thresholds that found it");

  public static final Table TABLE =
      Table.named(
              "silver.friction_signals",
              "One row per visit of a touchpoint and signal of friction that it shows",
              VISIT_ID,
              JOURNEY_ID,
              CUSTOMER_ID,
              INTENT,
              TOUCHPOINT,
              CHANNEL,
              OCCURRED_AT,
              SHOWN_AT,
              SIGNAL_MONTH,
              SIGNAL,
              KIND,
              STRENGTH,
              RULES_VERSION)
          .grain(VISIT_ID, SIGNAL)
          .partitionedBy(SIGNAL_MONTH)
          .expect(
              fail(
                  "a strength is above 0 and at most 1",
                  STRENGTH.col().gt(0).and(STRENGTH.col().leq(1))),
              fail("no signal shows before its visit", SHOWN_AT.col().geq(OCCURRED_AT.col())));

  /** The closed list. */
  public enum Signal {
    RAGE_CLICK,
    DEAD_CLICK,
    ERROR_CLICK,
    JS_ERROR,
    API_ERROR,
    SLOW,
    QUICK_BACK,
    FORM_RETRY,
    NO_RESULTS,
    LOOP,
    WAIT,
    TRANSFER,
    REPEAT_CONTACT,
    HANDOFF,
    ABANDONED_FORM,
    LOW_CSAT,
    HARD_EFFORT;

    /** The word that is stored. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether it is a sign that something went wrong, of which a visit often shows several; any
     * other is a way to behave that stands for itself, and on some pages for interest.
     */
    public boolean isFailure() {
      return switch (this) {
        case RAGE_CLICK, DEAD_CLICK, ERROR_CLICK, JS_ERROR, API_ERROR, SLOW, FORM_RETRY -> true;
        default -> false;
      };
    }

    /**
     * Whether a model of giving up may know it. A quick back is a predictor, and yet known only of
     * who went on, to where he came from: of whoever gave up there is none.
     */
    boolean isModelled() {
      return kind().equals(PREDICTOR) && this != QUICK_BACK;
    }

    /** predictor or consequence. */
    public String kind() {
      return switch (this) {
        case HANDOFF, ABANDONED_FORM, LOW_CSAT, HARD_EFFORT -> "consequence";
        default -> PREDICTOR;
      };
    }
  }

  /**
   * Which answers tell of a bad visit.
   *
   * @param lowCsat up to this of 5
   * @param hardEffort up to this of 7
   * @param within so soon after the visit
   */
  record Answers(double lowCsat, double hardEffort, Duration within) implements Serializable {}

  /** Business numbers of this table, from conf/base.yaml, section signals. */
  public record Rules(
      int rageClicks,
      int ragePixels,
      Duration rageWithin,
      List<String> rageExclude,
      List<String> deadOutcomes,
      List<String> scriptErrors,
      Duration errorWithin,
      Duration slowFrom,
      Duration slowTo,
      Duration quickBackWithin,
      Duration retryWithin,
      double retryScale,
      int refinements,
      Duration refinedWithin,
      int loopVisits,
      Duration waitPromise,
      Duration repeatWithin,
      Duration handoffWithin,
      Answers answers)
      implements Serializable {
    public Rules {
      rageExclude = List.copyOf(rageExclude);
      deadOutcomes = List.copyOf(deadOutcomes);
      scriptErrors = List.copyOf(scriptErrors);
    }

    public static Rules from(Settings settings) {
      return new Rules(
          (int) settings.integer("signals.rage-click.clicks"),
          (int) settings.integer("signals.rage-click.pixels"),
          settings.duration("signals.rage-click.within"),
          words(settings.text("signals.rage-click.exclude")),
          words(settings.text("signals.dead-click.outcomes")),
          words(settings.text("signals.js-error.codes")),
          settings.duration("signals.error-click.within"),
          settings.duration("signals.slow.from"),
          settings.duration("signals.slow.to"),
          settings.duration("signals.quick-back.within"),
          settings.duration("signals.form-retry.within"),
          settings.real("signals.form-retry.scale"),
          (int) settings.integer("signals.no-results.refinements"),
          settings.duration("signals.no-results.within"),
          (int) settings.integer("signals.loop.visits"),
          settings.duration("signals.wait.promise"),
          settings.duration("signals.repeat-contact.within"),
          settings.duration("signals.handoff.within"),
          new Answers(
              settings.real("signals.answers.low-csat"),
              settings.real("signals.answers.hard-effort"),
              settings.duration("signals.answers.within")));
    }

    /** How far a signal depends on what comes after its visit. */
    Duration lookAhead() {
      return handoffWithin.compareTo(answers.within()) < 0 ? answers.within() : handoffWithin;
    }

    private static List<String> words(String listed) {
      return Arrays.stream(listed.split(",", -1))
          .map(String::strip)
          .filter(word -> !word.isEmpty())
          .toList();
    }

    /** Eight hexadecimal letters that differ when a threshold differs. */
    public String version() {
      return String.format(Locale.ROOT, "%08x", toString().hashCode());
    }
  }

  private FrictionSignals() {}

  /** Takes part in the pass of {@link Timeline}. */
  public static Timeline.Part part(Rules rules, ZoneId zone) {
    return new Timeline.Part(
        TABLE,
        OCCURRED_AT,
        rules.repeatWithin(),
        rules.lookAhead(),
        rows -> new SignalFold(rules, zone, rows));
  }
}
