package io.percorso.jobs;

import io.percorso.bi.RiskBoard;
import io.percorso.bi.RiskBoard.Amount;
import io.percorso.bi.RiskBoard.AtRisk;
import io.percorso.bi.RiskBoard.Call;
import io.percorso.bi.RiskBoard.Driver;
import io.percorso.bi.RiskBoard.Model;
import io.percorso.bi.RiskBoard.Quality;
import io.percorso.bi.RiskBoard.Tenth;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Publications;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.retention.FeatureDrifts;
import io.percorso.retention.ModelDecisions;
import io.percorso.retention.Reason;
import io.percorso.retention.RetentionDrivers;
import io.percorso.retention.RetentionGains;
import io.percorso.retention.RetentionModelQuality;
import io.percorso.retention.RetentionRisk;
import io.percorso.retention.RevenueAtRisk;
import io.percorso.retention.RiskModels;
import io.percorso.retention.risk.RiskMetrics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Reads who may leave from the last publication, and from the registry how the models did. */
final class RiskReader {
  /** A list longer than this nobody calls in a day. */
  private static final int MOST_CALLS = 1000;

  private final Lake lake;
  private final Publications.Publication publication;
  private final LocalDate day;

  RiskReader(Lake lake, Publications.Publication publication) {
    this.lake = lake;
    this.publication = publication;
    this.day = publication.dataDay();
  }

  RiskBoard read(Settings settings) {
    List<AtRisk> atRisk =
        rows(RevenueAtRisk.TABLE).stream()
            .map(RiskReader::atRisk)
            .sorted(
                Comparator.comparing(AtRisk::day)
                    .thenComparing(AtRisk::horizonDays)
                    .thenComparing(AtRisk::modelId)
                    .thenComparing(AtRisk::contractKind))
            .toList();
    return new RiskBoard(
        settings.text("business.currency"),
        atRisk.stream().filter(row -> row.day().equals(day)).toList(),
        atRisk.stream().filter(row -> row.day().isBefore(day)).toList(),
        drivers(),
        models(),
        calls());
  }

  private List<Row> rows(Table table) {
    return OverviewReader.published(lake, publication, table).collectAsList();
  }

  private List<Row> book(Table table) {
    return lake.version(table) < 0 ? List.of() : lake.read(table).collectAsList();
  }

  private static AtRisk atRisk(Row row) {
    Optional<Amount> revenue =
        Optional.ofNullable(RiskReader.<Double>of(row, RevenueAtRisk.REVENUE_AT_RISK))
            .map(
                value ->
                    new Amount(value, of(row, RevenueAtRisk.LOW), of(row, RevenueAtRisk.HIGH)));
    return new AtRisk(
        of(row, RevenueAtRisk.SNAPSHOT_DAY),
        of(row, RevenueAtRisk.MODEL_ID),
        of(row, RevenueAtRisk.CONTRACT_KIND),
        of(row, RevenueAtRisk.HORIZON_DAYS),
        of(row, RevenueAtRisk.CUSTOMER_COUNT),
        of(row, RevenueAtRisk.HIGH_COUNT),
        of(row, RevenueAtRisk.EXPECTED_LEAVERS),
        revenue);
  }

  private List<Driver> drivers() {
    return rows(RetentionDrivers.TABLE).stream()
        .filter(row -> day.equals(of(row, RetentionDrivers.SNAPSHOT_DAY)))
        .filter(row -> RiskReader.<Long>of(row, RetentionDrivers.FIRST_COUNT) > 0)
        .map(RiskReader::driver)
        .sorted(Comparator.comparing(Driver::modelId).thenComparing(d -> -d.customers()))
        .toList();
  }

  private static Driver driver(Row row) {
    String reason = of(row, RetentionDrivers.REASON);
    return new Driver(
        of(row, RetentionDrivers.MODEL_ID),
        reason,
        of(row, RetentionDrivers.FIRST_COUNT),
        of(row, RetentionDrivers.FIRST_SHARE),
        Reason.valueOf(reason.toUpperCase(Locale.ROOT)).action());
  }

  private List<Model> models() {
    List<Row> decisions = book(ModelDecisions.TABLE);
    List<Row> quality = rows(RetentionModelQuality.TABLE);
    List<Row> gains = rows(RetentionGains.TABLE);
    List<Row> drift = book(FeatureDrifts.TABLE);
    List<Model> models = new ArrayList<>();
    for (Row model : book(RiskModels.TABLE)) {
      String id = of(model, RiskModels.MODEL_ID);
      int version = of(model, RiskModels.VERSION);
      List<Row> ofModel =
          decisions.stream().filter(d -> id.equals(of(d, ModelDecisions.MODEL_ID))).toList();
      if (inUse(ofModel).filter(v -> v == version).isPresent()) {
        models.add(
            new Model(
                id,
                version,
                of(model, RiskModels.KIND),
                of(model, RiskModels.HORIZON_DAYS),
                of(model, RiskModels.FITTED_DAY),
                of(model, RiskModels.IS_IN_TIME),
                last(ofModel),
                quality.stream()
                    .filter(q -> isOf(q, RetentionModelQuality.MODEL_ID, id))
                    .filter(
                        q -> version == RiskReader.<Integer>of(q, RetentionModelQuality.VERSION))
                    .map(RiskReader::quality)
                    .sorted(
                        Comparator.comparingInt((Quality q) -> order(q.candidate()))
                            .thenComparing(Quality::group))
                    .toList(),
                gains.stream()
                    .filter(g -> isOf(g, RetentionGains.MODEL_ID, id))
                    .filter(g -> version == RiskReader.<Integer>of(g, RetentionGains.VERSION))
                    .filter(g -> isOf(g, RetentionGains.GROUP, RiskMetrics.ALL))
                    .map(RiskReader::tenth)
                    .sorted(Comparator.comparingInt(Tenth::number))
                    .toList(),
                drift.stream()
                    .filter(d -> isOf(d, FeatureDrifts.MODEL_ID, id))
                    .filter(d -> day.equals(of(d, FeatureDrifts.SNAPSHOT_DAY)))
                    .filter(d -> !isOf(d, FeatureDrifts.LEVEL, "stable"))
                    .map(RiskReader::moved)
                    .sorted()
                    .toList()));
      }
    }
    models.sort(Comparator.comparingInt(Model::horizonDays).thenComparing(Model::modelId));
    return models;
  }

  private static boolean isOf(Row row, Field field, String value) {
    return value.equals(of(row, field));
  }

  private static int order(String candidate) {
    return List.of("prevalence", "recency", "rfm", "logistic", "trees").indexOf(candidate);
  }

  private static Optional<Integer> inUse(List<Row> decisions) {
    return decisions.stream()
        .filter(d -> List.of(ModelDecisions.IN_USE).contains(of(d, ModelDecisions.DECISION)))
        .max(byNumber())
        .map(d -> RiskReader.<Integer>of(d, ModelDecisions.VERSION));
  }

  private static String last(List<Row> decisions) {
    return decisions.stream()
        .max(byNumber())
        .map(
            d ->
                "%s (version %d): %s"
                    .formatted(
                        of(d, ModelDecisions.DECISION),
                        RiskReader.<Integer>of(d, ModelDecisions.VERSION),
                        of(d, ModelDecisions.WHY)))
        .orElse("none");
  }

  private static Comparator<Row> byNumber() {
    return Comparator.comparingInt(
        row -> RiskReader.<Integer>of(row, ModelDecisions.DECISION_NUMBER));
  }

  private static Quality quality(Row row) {
    Optional<Amount> auc =
        real(row, RetentionModelQuality.AUC)
            .map(
                value ->
                    new Amount(
                        value,
                        real(row, RetentionModelQuality.AUC_LOW).orElse(value),
                        real(row, RetentionModelQuality.AUC_HIGH).orElse(value)));
    return new Quality(
        of(row, RetentionModelQuality.CANDIDATE),
        of(row, RetentionModelQuality.GROUP),
        of(row, RetentionModelQuality.IS_CHOSEN),
        of(row, RetentionModelQuality.HAS_ENOUGH),
        of(row, RetentionModelQuality.ROW_COUNT),
        of(row, RetentionModelQuality.LEAVER_COUNT),
        auc,
        real(row, RetentionModelQuality.BRIER_SKILL),
        real(row, RetentionModelQuality.CALIBRATION_ERROR),
        real(row, RetentionModelQuality.SLOPE),
        real(row, RetentionModelQuality.LIFT_OF_TENTH));
  }

  private static Tenth tenth(Row row) {
    return new Tenth(
        of(row, RetentionGains.TENTH),
        of(row, RetentionGains.ROW_COUNT),
        of(row, RetentionGains.MEAN_PROBABILITY),
        of(row, RetentionGains.LEAVER_SHARE),
        real(row, RetentionGains.FOUND_SHARE));
  }

  private static String moved(Row row) {
    return String.format(
        Locale.ROOT,
        "%s %.2f (%s)",
        of(row, FeatureDrifts.FEATURE),
        RiskReader.<Double>of(row, FeatureDrifts.STABILITY_INDEX),
        of(row, FeatureDrifts.LEVEL));
  }

  private List<Call> calls() {
    return OverviewReader.published(lake, publication, RetentionRisk.TABLE)
        .where(
            RetentionRisk.SNAPSHOT_DAY
                .col()
                .equalTo(day)
                .and(RetentionRisk.RISK_BAND.col().equalTo("high")))
        .orderBy(
            functions.coalesce(RetentionRisk.REVENUE_AT_RISK.col(), functions.lit(0.0)).desc(),
            RetentionRisk.PROBABILITY.col().desc(),
            RetentionRisk.CUSTOMER_ID.col(),
            RetentionRisk.MODEL_ID.col())
        .limit(MOST_CALLS)
        .collectAsList()
        .stream()
        .map(RiskReader::call)
        .toList();
  }

  private static Call call(Row row) {
    List<Row> reasons =
        row.isNullAt(row.fieldIndex(RetentionRisk.REASONS.name()))
            ? List.of()
            : row.getList(row.fieldIndex(RetentionRisk.REASONS.name()));
    String action = of(row, RetentionRisk.SUGGESTED_ACTION);
    return new Call(
        of(row, RetentionRisk.CUSTOMER_ID),
        of(row, RetentionRisk.MODEL_ID),
        of(row, RetentionRisk.CONTRACT_KIND),
        of(row, RetentionRisk.PROBABILITY),
        real(row, RetentionRisk.CUSTOMER_VALUE),
        reasons.stream().map(reason -> reason.<String>getAs("text_en")).toList(),
        reasons.stream().map(reason -> reason.<String>getAs("text_it")).toList(),
        action == null ? "" : action);
  }

  private static Optional<Double> real(Row row, Field field) {
    return Optional.ofNullable(of(row, field));
  }

  private static <T> T of(Row row, Field field) {
    return row.getAs(field.name());
  }
}
