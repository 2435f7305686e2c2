package io.percorso.bi;

import io.percorso.statistics.Interval;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the friction page shows, as plain values.
 *
 * @param dataDate last day of the data
 * @param runId run that computed it
 * @param currency in which money is reported
 * @param model how the model did; absent before the first night
 * @param places touchpoints, those with a rank first in its order, then by visits
 * @param causes those with evidence, in the order of their rank
 * @param cells what each signal loses at each touchpoint
 * @param releases in the order of their days
 * @param changes in how often signals show, from one month to the next
 * @param slices of touchpoints, with enough customers each
 * @param neighbours where journeys come from and go to
 */
public record FrictionBoard(
    LocalDate dataDate,
    String runId,
    String currency,
    Optional<Model> model,
    List<Place> places,
    List<Cause> causes,
    List<Cell> cells,
    List<Release> releases,
    List<Change> changes,
    List<Slice> slices,
    List<Neighbour> neighbours) {
  /**
   * An estimate.
   *
   * @param interval 90 %
   */
  public record Estimate(double value, Interval interval) {
    /** Whether half of the interval is more than a part of the value. */
    boolean isWide(double widest) {
      return (interval.high() - interval.low()) / 2 > widest * Math.abs(value);
    }
  }

  /**
   * @param reason why there is no model of this night
   * @param lost of all touchpoints; absent without a model
   * @param amount what they would have brought; absent where nothing is known of it
   * @param expectedShare journeys that an earlier fit expects to be given up, over those that were
   * @param auc how well it tells visits that ended a journey
   * @param placebo standard errors by which what means nothing seems to do something
   */
  public record Model(
      LocalDate fromMonth,
      String status,
      Optional<String> reason,
      long journeys,
      long abandoned,
      Optional<Estimate> lost,
      Optional<Estimate> amount,
      Optional<Double> expectedShare,
      Optional<Double> auc,
      Optional<Double> placebo) {
    public boolean isFitted() {
      return status.equals("fitted");
    }

    public boolean isColdStart() {
      return status.equals("cold_start");
    }
  }

  /**
   * @param incidence share of visits with friction
   * @param index per cent of customers lost to friction who would have gone on; absent before a
   *     model, as all that follows
   * @param standardised the same with the intents of all visits
   * @param coldStartScore only before a model
   */
  public record Place(
      String touchpoint,
      long visits,
      long customers,
      long frictionVisits,
      Optional<Estimate> incidence,
      Optional<Estimate> index,
      Optional<Double> standardised,
      Optional<Estimate> lost,
      Optional<Estimate> amount,
      Optional<Double> riskRatio,
      boolean isReversed,
      String evidence,
      String reason,
      Optional<Integer> rank,
      Optional<Double> coldStartScore) {}

  /** One signal at one touchpoint. */
  public record Cause(
      int rank,
      String touchpoint,
      String signal,
      long visits,
      long customers,
      Estimate lost,
      Optional<Estimate> amount,
      String evidence) {}

  /** The same whatever its evidence. */
  public record Cell(
      String touchpoint,
      String signal,
      long visits,
      long customers,
      double lost,
      String evidence) {}

  /**
   * @param change of journeys given up per 100 visits, with its 95 % interval; absent where there
   *     are too few visits
   */
  public record Release(
      String name,
      String touchpoint,
      Optional<String> channel,
      LocalDate day,
      long before,
      long after,
      double frictionBefore,
      double frictionAfter,
      boolean isCompared,
      Optional<Estimate> change,
      boolean isConfirmed) {}

  /**
   * @param month the later one
   * @param before share of visits with the signal in the month before
   * @param after in this one
   */
  public record Change(
      LocalDate month,
      String touchpoint,
      String signal,
      long visits,
      long customers,
      Overview.Share before,
      Overview.Share after) {}

  /**
   * @param excess journeys lost beyond those of the model
   * @param isDifferent whether friction does something else there
   */
  public record Slice(
      String touchpoint,
      String dimension,
      String value,
      long visits,
      long frictionVisits,
      Estimate lost,
      Estimate excess,
      boolean isDifferent) {}

  /**
   * @param isBefore whether it is where journeys come from
   * @param visits with this neighbour
   */
  public record Neighbour(
      String touchpoint,
      boolean isBefore,
      String neighbour,
      long visits,
      long frictionVisits,
      long customers) {}
}
