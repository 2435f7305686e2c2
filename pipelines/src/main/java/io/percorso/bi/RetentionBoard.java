package io.percorso.bi;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the retention page shows, as plain values.
 *
 * @param dataDate last day of the data
 * @param runId run that computed it
 * @param cohorts customers who are known, by the month in which they were first seen
 * @param states customers who are known, by state: at the end of the data and some weeks before
 * @param comparedWith day of the earlier state
 * @param risk who may leave
 * @param staying how long contracts last, and what customers are worth
 * @param segments how groups of customers fare
 */
public record RetentionBoard(
    LocalDate dataDate,
    String runId,
    List<Cohort> cohorts,
    List<State> states,
    LocalDate comparedWith,
    RiskBoard risk,
    StayingBoard staying,
    SegmentBoard segments) {
  public RetentionBoard {
    cohorts = List.copyOf(cohorts);
    states = List.copyOf(states);
  }

  /**
   * @param month first day
   * @param isTruncated whether many were customers before the data begins
   * @param customers of the cohort
   * @param cells one for each month after it, its own first
   */
  public record Cohort(LocalDate month, boolean isTruncated, long customers, List<Cell> cells) {
    public Cohort {
      cells = List.copyOf(cells);
    }
  }

  /**
   * @param number months after the cohort's own
   * @param returned share of the cohort that was active; absent: the month is not over
   */
  public record Cell(int number, Optional<Overview.Share> returned) {}

  /**
   * @param state new, current, reactivated, resurrected, at_risk or dormant
   * @param customers at the end of the data
   * @param before on the earlier day
   */
  public record State(String state, long customers, long before) {}
}
