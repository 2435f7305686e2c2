package io.percorso.bi;

import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What the overview page tells, as plain values: no Spark, no formatting.
 *
 * <p>Shares are 0..1. Customers are distinct customer ids; bots are left out of everything but
 * {@link Source#interactions} and the data quality.
 *
 * @param dataDate last day that the figures contain, business zone
 * @param month first day of the month that paths, outcomes, ends and signals are of
 * @param runId run that computed them
 * @param totals one figure each for the whole lake
 * @param sources volumes per source and channel
 * @param days interactions per UTC day, ascending, at most as many as the page draws
 * @param paths paths, most frequent first
 * @param outcomes how journeys ended, per intent
 * @param abandonedAt last touchpoint of abandoned journeys
 * @param signals friction signals per touchpoint
 * @param quality verdicts of all records ever delivered, per source
 * @param refusals records that were not loaded, by reason
 * @param refusedFiles files that were not loaded as a whole
 */
public record Overview(
    LocalDate dataDate,
    LocalDate month,
    String runId,
    Totals totals,
    List<Source> sources,
    List<Day> days,
    List<Path> paths,
    List<Outcome> outcomes,
    List<End> abandonedAt,
    List<Signal> signals,
    List<Quality> quality,
    List<Refusal> refusals,
    List<RefusedFile> refusedFiles) {

  public Overview {
    sources = List.copyOf(sources);
    days = List.copyOf(days);
    paths = List.copyOf(paths);
    outcomes = List.copyOf(outcomes);
    abandonedAt = List.copyOf(abandonedAt);
    signals = List.copyOf(signals);
    quality = List.copyOf(quality);
    refusals = List.copyOf(refusals);
    refusedFiles = List.copyOf(refusedFiles);
  }

  /** Everything counted once; customers are those with a session. */
  public record Totals(long interactions, long sessions, long journeys, long customers) {}

  /**
   * Volumes of one source and channel.
   *
   * @param newestAt newest occurred_at up to the cut-off, UTC
   */
  public record Source(
      String source,
      String channel,
      long interactions,
      long sessions,
      long customers,
      Instant newestAt) {}

  /** Interactions of one UTC day. */
  public record Day(LocalDate day, long interactions) {}

  /**
   * How often a path was taken, and what came of it.
   *
   * @param path touchpoints with repeats collapsed, joined by {@code " > "}
   * @param conversion converted or resolved among the closed journeys
   * @param medianMinutes from first to last step
   */
  public record Path(
      String intent,
      String path,
      long journeys,
      long customers,
      Share conversion,
      double medianMinutes) {}

  /** A share and the limits of its interval. */
  public record Share(double value, double low, double high) {
    public Share {
      if (!(0 <= low && low <= value && value <= high && high <= 1)) {
        throw new IllegalArgumentException(
            "a share and its interval must be 0 <= low <= value <= high <= 1, not low %s, value %s, high %s"
                .formatted(low, value, high));
      }
    }
  }

  /**
   * Journeys of one intent that ended in one way.
   *
   * @param outcome converted, resolved, abandoned or open
   */
  public record Outcome(String intent, String outcome, long journeys, long customers) {}

  /** Abandoned journeys that ended at one touchpoint. */
  public record End(String touchpoint, long journeys, long customers) {}

  /**
   * How often a signal is seen at a touchpoint.
   *
   * @param visits all visits of the touchpoint
   * @param signalVisits those with the signal
   * @param customers customers with the signal there
   */
  public record Signal(
      String touchpoint,
      String signal,
      long visits,
      long signalVisits,
      long customers,
      Share incidence) {}

  /** Verdicts of the records of one source; the four add up to the records. */
  public record Quality(
      String source, long records, long loaded, long duplicate, long rejected, long late) {}

  /**
   * Records that were not loaded for one reason.
   *
   * @param verdict duplicate, rejected or late
   */
  public record Refusal(String source, String verdict, String reason, long records) {}

  /**
   * A file that was not loaded as a whole.
   *
   * @param verdict refused or same_content
   */
  public record RefusedFile(String source, String file, String verdict, String reason) {}

  /**
   * How much may be shown.
   *
   * @param hiddenBelowCustomers figures of fewer customers are hidden for privacy
   * @param notEnoughBelow shares of fewer cases are not shown: "not enough data"
   * @param widestInterval nor shares above 0 whose interval's half-width is more than this part of
   *     them
   * @param monthFromDay day of the month from which a month is shown; before it the previous one
   * @param days most days drawn
   * @param paths most paths listed
   * @param touchpoints most touchpoints listed
   * @param signals most signals in the heat table
   * @param files most refused files and reasons listed
   * @param aimlessIntent intent of who wants nothing in particular
   */
  public record Rules(
      long hiddenBelowCustomers,
      long notEnoughBelow,
      double widestInterval,
      long monthFromDay,
      long days,
      long paths,
      long touchpoints,
      long signals,
      long files,
      String aimlessIntent) {
    public Rules {
      if (hiddenBelowCustomers < 1 || notEnoughBelow < hiddenBelowCustomers) {
        throw UserError.usage(
            "overview.not-enough-below is %d and overview.hidden-below is %d: both must be at least 1 and the first not below the second"
                .formatted(notEnoughBelow, hiddenBelowCustomers));
      }
    }

    public static Rules from(Settings settings) {
      return new Rules(
          settings.integer("overview.hidden-below"),
          settings.integer("overview.not-enough-below"),
          settings.real("overview.widest-interval"),
          settings.integer("overview.month-from-day"),
          settings.integer("overview.days"),
          settings.integer("overview.paths"),
          settings.integer("overview.touchpoints"),
          settings.integer("overview.signals"),
          settings.integer("overview.files"),
          settings.text("intents.of-last"));
    }

    /** First day of the month that the page is about on a data date. */
    public LocalDate month(LocalDate dataDate) {
      LocalDate month = dataDate.withDayOfMonth(1);
      return dataDate.getDayOfMonth() < monthFromDay ? month.minusMonths(1) : month;
    }

    /** Whether a share of so many cases by so many customers may be read. */
    public Evidence evidence(long cases, long customers, Share share) {
      if (customers < hiddenBelowCustomers) {
        return Evidence.HIDDEN;
      }
      double halfWidth = (share.high() - share.low()) / 2;
      boolean wide = share.value() > 0 && halfWidth > widestInterval * share.value();
      return cases < notEnoughBelow || wide ? Evidence.NOT_ENOUGH : Evidence.SHOWN;
    }
  }

  /** What may be said of a share. */
  public enum Evidence {
    SHOWN,
    /** Too few cases, or an interval too wide to act upon. */
    NOT_ENOUGH,
    /** So few customers that they might be recognised. */
    HIDDEN
  }
}
