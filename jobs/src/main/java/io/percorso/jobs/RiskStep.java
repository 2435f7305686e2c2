package io.percorso.jobs;

import io.percorso.identity.CustomerIds;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.retention.CustomerDays;
import io.percorso.retention.CustomerEvents;
import io.percorso.retention.CustomerFeatures;
import io.percorso.retention.CustomerValue;
import io.percorso.retention.FeatureDrifts;
import io.percorso.retention.RetentionDrivers;
import io.percorso.retention.RetentionLabels;
import io.percorso.retention.RetentionRisk;
import io.percorso.retention.ReturnCurve;
import io.percorso.retention.RevenueAtRisk;
import io.percorso.retention.RiskModels.Stored;
import io.percorso.retention.risk.FeatureDrift.Reference;
import io.percorso.retention.risk.RiskModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who is about to leave: fits models when one is due, puts them in use where they are better, and
 * says of every customer of the cut-off's day what the models in use say.
 */
final class RiskStep {
  private final Lake lake;
  private final Run run;
  private final Settings settings;
  private final Cutoff cutoff;
  private final CustomerFeatures.Rules grid;
  private List<AskedModel> asked = List.of();

  RiskStep(Lake lake, Run run, Settings settings, Cutoff cutoff) {
    this.lake = lake;
    this.run = run;
    this.settings = settings;
    this.cutoff = cutoff;
    this.grid = CustomerFeatures.Rules.from(settings);
  }

  void build() {
    asked = AskedModel.all(settings, silence());
    ModelBook book = new ModelBook(lake, run, cutoff.day());
    RetentionLabels.Histories histories =
        new RetentionLabels.Histories(
            lake.read(CustomerIds.TABLE),
            lake.read(CustomerEvents.TABLE),
            lake.read(CustomerDays.TABLE));
    Set<LocalDate> stored = days(lake.read(CustomerFeatures.TABLE));
    for (AskedModel each : asked) {
      new ModelTraining(lake, run, settings, cutoff, book).train(each, histories, stored);
    }
    book.write();
    score(book);
    new EconomicsStep(lake, run, settings).build(asked, book);
  }

  private static Set<LocalDate> days(Dataset<Row> rows) {
    Set<LocalDate> days = new TreeSet<>();
    rows.select(CustomerFeatures.SNAPSHOT_DAY.col())
        .distinct()
        .collectAsList()
        .forEach(row -> days.add(row.getAs(0)));
    return days;
  }

  private void score(ModelBook book) {
    Map<String, List<Stored>> inUse = new TreeMap<>();
    for (AskedModel each : asked) {
      book.inUse(each.modelId())
          .ifPresent(
              model ->
                  each.contractKinds()
                      .forEach(
                          kind -> inUse.computeIfAbsent(kind, k -> new ArrayList<>()).add(model)));
    }
    if (inUse.isEmpty() && run.startVersion(RetentionRisk.TABLE) < 0) {
      List.of(RetentionRisk.TABLE, RetentionDrivers.TABLE, RevenueAtRisk.TABLE, FeatureDrifts.TABLE)
          .forEach(run::leave);
      return;
    }
    Dataset<Row> today =
        lake.read(CustomerFeatures.TABLE)
            .where(CustomerFeatures.SNAPSHOT_DAY.col().equalTo(cutoff.day()));
    run.replacePeriods(
        RetentionRisk.TABLE,
        List.of(),
        replaced(RetentionRisk.TABLE),
        () -> RetentionRisk.build(today, inUse, values(), RetentionRisk.Rules.from(settings)));
    List<Stored> models = inUse.values().stream().flatMap(List::stream).distinct().toList();
    Dataset<Row> risk =
        lake.read(RetentionRisk.TABLE)
            .where(RetentionRisk.SNAPSHOT_DAY.col().equalTo(cutoff.day()));
    run.replaceAll(RetentionDrivers.TABLE, List.of(), () -> RetentionDrivers.build(risk));
    Map<String, Long> leavers = new TreeMap<>();
    models.forEach(model -> leavers.put(model.modelId(), model.testLeavers()));
    run.replacePeriods(
        RevenueAtRisk.TABLE,
        List.of(),
        replaced(RevenueAtRisk.TABLE),
        () -> RevenueAtRisk.build(risk, leavers));
    run.replacePeriods(
        FeatureDrifts.TABLE,
        List.of(),
        Set.of(cutoff.day()),
        () -> lake.rows(FeatureDrifts.TABLE, drift(models)));
  }

  /** What is lost with a customer. */
  private Dataset<Row> values() {
    return lake.read(CustomerValue.TABLE)
        .select(
            CustomerValue.CUSTOMER_ID.col(),
            CustomerValue.VALUE_AMOUNT
                .col()
                .cast("double")
                .as(RetentionRisk.CUSTOMER_VALUE.name()));
  }

  /** After how much silence a customer without a contract is gone; empty: the data cannot tell. */
  private Optional<Integer> silence() {
    return lake
        .read(ReturnCurve.TABLE)
        .where(ReturnCurve.HORIZON_DAYS.col().isNotNull())
        .select(ReturnCurve.HORIZON_DAYS.col())
        .limit(1)
        .collectAsList()
        .stream()
        .map(row -> row.getInt(0))
        .findFirst();
  }

  private List<Row> drift(List<Stored> models) {
    List<Row> rows = new ArrayList<>();
    for (Stored model : models) {
      List<Reference> references = RiskModel.fromJson(model.model()).references();
      if (!references.isEmpty()) {
        Dataset<Row> today =
            lake.read(CustomerFeatures.TABLE)
                .where(
                    CustomerFeatures.SNAPSHOT_DAY
                        .col()
                        .equalTo(cutoff.day())
                        .and(
                            CustomerFeatures.CONTRACT_KIND
                                .col()
                                .isin(kinds(model.modelId()).toArray())));
        rows.addAll(
            FeatureDrifts.rows(
                cutoff.day(),
                model,
                references,
                FeatureDrifts.counts(today, references).collectAsList()));
      }
    }
    return rows;
  }

  private List<String> kinds(String modelId) {
    return asked.stream()
        .filter(each -> each.modelId().equals(modelId))
        .flatMap(each -> each.contractKinds().stream())
        .toList();
  }

  /** The day of the cut-off, and the days before it that are no snapshots of the grid. */
  private Set<LocalDate> replaced(Table table) {
    Set<LocalDate> days = new TreeSet<>();
    days.add(cutoff.day());
    run
        .before(table)
        .select(CustomerFeatures.SNAPSHOT_DAY.col())
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.<LocalDate>getAs(0))
        .filter(day -> !grid.isOfGrid(day))
        .forEach(days::add);
    return days;
  }
}
