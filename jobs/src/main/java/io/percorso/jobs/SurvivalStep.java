package io.percorso.jobs;

import io.percorso.interactions.CurrencyRates;
import io.percorso.interactions.ReportingCurrency;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.retention.ContractComparisons;
import io.percorso.retention.ContractLengths;
import io.percorso.retention.CustomerDays;
import io.percorso.retention.CustomerEvents;
import io.percorso.retention.CustomerFeatures;
import io.percorso.retention.CustomerLives;
import io.percorso.retention.CustomerValue;
import io.percorso.retention.LifeCounts;
import io.percorso.retention.ReturnCurve;
import io.percorso.retention.SurvivalCurves;
import io.percorso.retention.SurvivalCurves.Group;
import io.percorso.retention.ValueModels;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * How long customers stay, and what they are worth. Everything comes from one look at each
 * customer's days and events, made when the first table needs it.
 */
final class SurvivalStep implements AutoCloseable {
  private static final List<Table> UPSTREAM =
      List.of(CustomerDays.TABLE, CustomerEvents.TABLE, CurrencyRates.TABLE);

  private final Lake lake;
  private final Run run;
  private final Settings settings;
  private final Cutoff cutoff;
  private final SurvivalCurves.Rules rules;
  private Optional<Dataset<Row>> lives = Optional.empty();
  private Optional<SortedMap<Group, LifeCounts>> groups = Optional.empty();

  SurvivalStep(Lake lake, Run run, Settings settings, Cutoff cutoff) {
    this.lake = lake;
    this.run = run;
    this.settings = settings;
    this.cutoff = cutoff;
    this.rules = SurvivalCurves.Rules.from(settings);
  }

  void build() {
    run.replaceAll(
        SurvivalCurves.TABLE,
        UPSTREAM,
        () -> lake.rows(SurvivalCurves.TABLE, SurvivalCurves.rows(groups(), rules)));
    run.replaceAll(
        ContractComparisons.TABLE,
        UPSTREAM,
        () -> lake.rows(ContractComparisons.TABLE, ContractComparisons.rows(groups())));
    run.replaceAll(
        ContractLengths.TABLE,
        UPSTREAM,
        () -> lake.rows(ContractLengths.TABLE, ContractLengths.rows(groups())));
    run.replaceAll(ReturnCurve.TABLE, UPSTREAM, this::returns);
    run.replaceAll(
        CustomerValue.TABLE, UPSTREAM, () -> CustomerValue.build(lives(), valueModels()));
  }

  private Dataset<Row> lives() {
    if (lives.isEmpty()) {
      Dataset<Row> made =
          CustomerLives.build(
              lake.read(CustomerDays.TABLE),
              lake.read(CustomerEvents.TABLE),
              lake.read(CurrencyRates.TABLE),
              ReportingCurrency.Rules.from(settings),
              cutoff.day(),
              CustomerFeatures.Rules.from(settings).automatic());
      lives = Optional.of(made.persist(StorageLevel.DISK_ONLY()));
    }
    return lives.get();
  }

  private SortedMap<Group, LifeCounts> groups() {
    if (groups.isEmpty()) {
      List<String> tiers =
          SurvivalCurves.tiers(lives(), rules).collectAsList().stream()
              .map(row -> row.getString(0))
              .toList();
      groups =
          Optional.of(SurvivalCurves.groups(SurvivalCurves.counts(lives(), tiers).collectAsList()));
    }
    return groups.get();
  }

  private Dataset<Row> returns() {
    List<Row> counts = ReturnCurve.counts(lives()).collectAsList();
    return lake.rows(ReturnCurve.TABLE, ReturnCurve.rows(counts, ReturnCurve.Rules.from(settings)));
  }

  private ValueModels valueModels() {
    CustomerValue.Rules value = CustomerValue.Rules.from(settings);
    long buyers = CustomerValue.buyers(lives(), 1).count();
    long oneOf = Math.max(1, (buyers + value.mostFitted() - 1) / value.mostFitted());
    return ValueModels.fit(
        groups(),
        rules.leastWatched(),
        CustomerValue.buyers(lives(), oneOf).collectAsList(),
        value);
  }

  @Override
  public void close() {
    lives.ifPresent(Dataset::unpersist);
  }
}
