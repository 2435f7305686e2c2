package io.percorso.bi;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the retention page says of who may leave, as plain values.
 *
 * @param currency of all amounts
 * @param atRisk by model and kind of contract, at the end of the data
 * @param trend the same on earlier snapshots, the earliest first
 * @param drivers the first reasons of those at high risk, the most frequent first
 * @param models those in use
 * @param calls the highest, with a value the dearest first
 */
public record RiskBoard(
    String currency,
    List<AtRisk> atRisk,
    List<AtRisk> trend,
    List<Driver> drivers,
    List<Model> models,
    List<Call> calls) {
  /** A lake in which no model is in use. */
  public static final RiskBoard NONE =
      new RiskBoard("", List.of(), List.of(), List.of(), List.of(), List.of());

  public RiskBoard {
    atRisk = List.copyOf(atRisk);
    trend = List.copyOf(trend);
    drivers = List.copyOf(drivers);
    models = List.copyOf(models);
    calls = List.copyOf(calls);
  }

  /**
   * @param customers of whom the model says something
   * @param high those in the high band
   * @param leavers that are expected
   * @param revenue that is expected to go with them; absent: no value is known
   */
  public record AtRisk(
      LocalDate day,
      String modelId,
      String contractKind,
      int horizonDays,
      long customers,
      long high,
      double leavers,
      Optional<Amount> revenue) {}

  /** An amount with its 90 % interval. */
  public record Amount(double value, double low, double high) {}

  /**
   * @param customers of whom it is the first reason
   * @param share of those whose risk is explained
   * @param action what could be done
   */
  public record Driver(
      String modelId, String reason, long customers, double share, String action) {}

  /**
   * A model in use, and how it did on customers it had not seen.
   *
   * @param why the last decision about it
   * @param quality of the model and of the simpler candidates, the simplest first
   * @param tenths of the customers it was judged on, the highest scores first
   * @param moved features that are not as they were when it was fitted, with their level
   */
  public record Model(
      String modelId,
      int version,
      String kind,
      int horizonDays,
      LocalDate fittedDay,
      boolean isInTime,
      String why,
      List<Quality> quality,
      List<Tenth> tenths,
      List<String> moved) {
    public Model {
      quality = List.copyOf(quality);
      tenths = List.copyOf(tenths);
      moved = List.copyOf(moved);
    }
  }

  /** Figures of a candidate on one group; absent where nobody, or everybody, left. */
  public record Quality(
      String candidate,
      String group,
      boolean isChosen,
      boolean isEnough,
      long rows,
      long leavers,
      Optional<Amount> auc,
      Optional<Double> brierSkill,
      Optional<Double> calibrationError,
      Optional<Double> slope,
      Optional<Double> lift) {}

  /** What the model said of a tenth, and what came. */
  public record Tenth(int number, long rows, double said, double came, Optional<Double> found) {}

  /**
   * A customer to call.
   *
   * @param reasons in English, the first first
   */
  public record Call(
      String customerId,
      String modelId,
      String contractKind,
      double probability,
      Optional<Double> value,
      List<String> reasons,
      List<String> reasonsInItalian,
      String action) {}
}
