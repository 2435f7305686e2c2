package io.percorso.retention;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.retention.risk.Learned;
import io.percorso.retention.risk.RiskMetrics;
import io.percorso.statistics.Interval;
import io.percorso.statistics.Platt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per fitted model, candidate and group of customers: how well it did on the slice that no
 * candidate had seen. The candidates of one version are judged on the same rows, the simplest
 * first; one of them is the version. Figures are null where nobody, or everybody, left.
 */
public final class RetentionModelQuality {
  public static final Field MODEL_ID = RiskModels.MODEL_ID;
  public static final Field VERSION = RiskModels.VERSION;
  public static final Field CANDIDATE =
      Field.word("candidate", "prevalence, recency, rfm, logistic or trees");
  public static final Field GROUP =
      Field.word(
          "customer_group",
          "Kind of contract; all: all customers of the model; new_customers: those of whom nothing"
              + " was learnt");
  public static final Field IS_CHOSEN =
      Field.flag("is_chosen", "True for the candidate that the version is");
  public static final Field ROW_COUNT = Field.bigint("row_count", "Snapshots it was judged on");
  public static final Field LEAVER_COUNT = Field.bigint("leaver_count", "Those that left");
  public static final Field HAS_ENOUGH =
      Field.flag("has_enough", "At least 200 left: below, the figures say little");
  public static final Field AUC = figure("auc", "Chance that a leaver ranks above a stayer");
  public static final Field AUC_LOW = figure("auc_low", "Lower end of its 90 % interval");
  public static final Field AUC_HIGH = figure("auc_high", "Upper end of its 90 % interval");
  public static final Field AVERAGE_PRECISION =
      figure("average_precision", "Mean precision over the leavers, from the highest score on");
  public static final Field BRIER = figure("brier", "Mean squared error of the probability");
  public static final Field BRIER_SKILL =
      figure("brier_skill", "Part of the Brier score of the bare share that it takes away");
  public static final Field LOG_LOSS = figure("log_loss", "Mean of -ln of what then happened");
  public static final Field CALIBRATION_ERROR =
      figure("calibration_error", "Mean distance of probability and share, 15 bins of equal mass");
  public static final Field IN_THE_LARGE =
      figure("in_the_large", "Leavers predicted over those who left");
  public static final Field SLOPE = figure("slope", "Of log odds that would mend it; 1 at best");
  public static final Field SLOPE_LOW = figure("slope_low", "Lower end of its 90 % interval");
  public static final Field SLOPE_HIGH = figure("slope_high", "Upper end of its 90 % interval");
  public static final Field LIFT_OF_TENTH =
      figure("lift_of_tenth", "Share of leavers among the highest tenth over that of all");
  public static final Field PROFIT =
      figure("profit", "Expected maximum per customer of the usual campaign, its currency");

  public static final Table TABLE =
      Table.named(
              "gold.retention_model_quality",
              "One row per fitted model, candidate and group of customers",
              MODEL_ID,
              VERSION,
              CANDIDATE,
              GROUP,
              IS_CHOSEN,
              ROW_COUNT,
              LEAVER_COUNT,
              HAS_ENOUGH,
              AUC,
              AUC_LOW,
              AUC_HIGH,
              AVERAGE_PRECISION,
              BRIER,
              BRIER_SKILL,
              LOG_LOSS,
              CALIBRATION_ERROR,
              IN_THE_LARGE,
              SLOPE,
              SLOPE_LOW,
              SLOPE_HIGH,
              LIFT_OF_TENTH,
              PROFIT)
          .grain(MODEL_ID, VERSION, CANDIDATE, GROUP);

  private RetentionModelQuality() {}

  /** The rows of a version that was fitted. */
  public static List<Row> rows(String modelId, int version, Learned learned) {
    List<Row> rows = new ArrayList<>();
    for (Learned.Candidate candidate : learned.candidates()) {
      boolean isChosen = learned.chosen().filter(candidate::equals).isPresent();
      for (RiskMetrics metrics : candidate.metrics()) {
        rows.add(
            row(
                modelId,
                version,
                candidate.model().kind().name().toLowerCase(java.util.Locale.ROOT),
                isChosen,
                metrics));
      }
    }
    return rows;
  }

  private static Row row(
      String modelId, int version, String candidate, boolean isChosen, RiskMetrics of) {
    Optional<RiskMetrics.Figures> figures = of.figures();
    Optional<Interval> auc = figures.flatMap(f -> f.intervals().auc());
    Optional<Interval> slope = figures.flatMap(f -> f.intervals().slope());
    return RowFactory.create(
        modelId,
        version,
        candidate,
        of.group(),
        isChosen,
        of.rows(),
        of.leavers(),
        of.hasEnoughLeavers(),
        known(figures.map(RiskMetrics.Figures::auc)),
        known(auc.map(Interval::low)),
        known(auc.map(Interval::high)),
        known(figures.map(RiskMetrics.Figures::averagePrecision)),
        known(figures.map(RiskMetrics.Figures::brier)),
        known(figures.map(RiskMetrics.Figures::brierSkill)),
        known(figures.map(RiskMetrics.Figures::logLoss)),
        known(figures.map(RiskMetrics.Figures::calibrationError)),
        known(figures.map(RiskMetrics.Figures::inTheLarge)),
        known(figures.flatMap(RiskMetrics.Figures::line).map(Platt::slope)),
        known(slope.map(Interval::low)),
        known(slope.map(Interval::high)),
        known(figures.map(RiskMetrics.Figures::liftOfTenth)),
        known(figures.map(RiskMetrics.Figures::profit)));
  }

  private static Double known(Optional<Double> figure) {
    return figure.filter(Double::isFinite).orElse(null);
  }

  private static Field figure(String name, String meaning) {
    return Field.real(name, meaning).fitted();
  }
}
