package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.identity.CustomerIds;
import io.percorso.identity.CustomerInteractions;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import io.percorso.lake.Run;
import io.percorso.lake.RunLock;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import io.percorso.retention.CustomerDays;
import io.percorso.retention.CustomerEvents;
import io.percorso.retention.CustomerFeatures;
import io.percorso.retention.CustomerValue;
import io.percorso.retention.ModelDecisions;
import io.percorso.retention.RetentionDrivers;
import io.percorso.retention.RetentionEconomics;
import io.percorso.retention.RetentionGains;
import io.percorso.retention.RetentionModelQuality;
import io.percorso.retention.RetentionRisk;
import io.percorso.retention.ReturnCurve;
import io.percorso.retention.RevenueAtRisk;
import io.percorso.retention.RiskModels;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.SparkExtension;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Customers with a contract, of whom the silent leave, on nights around the first of March. */
@ExtendWith({SparkExtension.class, LightNights.class})
class RiskStepTest {
  private static final int CUSTOMERS = 500;
  private static final LocalDate NIGHT = LocalDate.of(2026, 3, 31);
  private static final List<LocalDate> GRID =
      List.of(
          LocalDate.of(2025, 11, 1),
          LocalDate.of(2025, 12, 1),
          LocalDate.of(2025, 12, 31),
          LocalDate.of(2026, 1, 30));
  private static final Settings SETTINGS =
      BaseSettings.inUtc()
          .with("retention.least-leavers", "1000000", "test")
          // Of so long ago there is no snapshot: the other question stays unasked.
          .with("retention.horizons.contract-long", "360d", "test");

  private final Lake lake;
  private final Path folder;
  private final List<String> ids = new ArrayList<>();
  private final List<LocalDate> grid = new ArrayList<>(GRID);
  private int runs;

  RiskStepTest(SparkSession spark, @TempDir Path folder) {
    this.folder = folder;
    this.lake = new Lake(spark, folder.resolve("lake").toUri().toString());
    spark
        .range(CUSTOMERS)
        .select(
            CustomerInteractions.customerOf(
                functions.concat(functions.lit("customer:"), functions.col("id"))))
        .collectAsList()
        .forEach(row -> ids.add(row.getString(0)));
  }

  private static double silence(int customer, LocalDate day) {
    return new Random(customer * 1000L + day.toEpochDay()).nextInt(60);
  }

  private static boolean leaves(int customer, LocalDate day) {
    return new Random(customer * 77L + day.toEpochDay()).nextInt(100) < silence(customer, day) / 2;
  }

  private Row features(int customer, LocalDate day) {
    Map<Field, Object> of = new HashMap<>();
    CustomerFeatures.FEATURES.forEach(feature -> of.put(feature, 0.0));
    of.put(CustomerFeatures.CUSTOMER_ID, ids.get(customer));
    of.put(CustomerFeatures.SNAPSHOT_DAY, day);
    of.put(CustomerFeatures.IS_RECONSTRUCTED, false);
    of.put(
        CustomerFeatures.CONTRACT_KIND,
        customer % 2 == 0 ? CustomerFeatures.AUTOMATIC : CustomerFeatures.MANUAL);
    of.put(CustomerFeatures.DAYS_SINCE_ACTIVE, silence(customer, day));
    return row(CustomerFeatures.TABLE, of);
  }

  private static Row row(Table table, Map<Field, Object> of) {
    return RowFactory.create(table.fields().stream().map(of::get).toArray());
  }

  private Row asked(int customer, LocalDate day) {
    Map<Field, Object> of = new HashMap<>();
    of.put(CustomerEvents.CUSTOMER_ID, ids.get(customer));
    of.put(CustomerEvents.EVENT_ID, customer + " " + day);
    of.put(CustomerEvents.EVENT_DAY, day);
    of.put(CustomerEvents.EVENT_MONTH, day.withDayOfMonth(1));
    of.put(CustomerEvents.KIND, CustomerEvents.Kind.CANCEL_REQUESTED.word());
    return row(CustomerEvents.TABLE, of);
  }

  private Row identifier(int customer) {
    Map<Field, Object> of = new HashMap<>();
    of.put(CustomerIds.IDENTIFIER, "customer:" + customer);
    of.put(CustomerIds.KIND, "customer");
    of.put(CustomerIds.VALID_FROM, Instant.EPOCH);
    of.put(CustomerIds.VALID_UNTIL, Instant.parse("2200-01-01T00:00:00Z"));
    of.put(CustomerIds.CUSTOMER_ID, ids.get(customer));
    return row(CustomerIds.TABLE, of);
  }

  private Row value(int customer) {
    Map<Field, Object> of = new HashMap<>();
    of.put(CustomerValue.CUSTOMER_ID, ids.get(customer));
    of.put(
        CustomerValue.CONTRACT_KIND,
        customer % 2 == 0 ? CustomerFeatures.AUTOMATIC : CustomerFeatures.MANUAL);
    of.put(CustomerValue.VALUE_AMOUNT, new BigDecimal("100.0000"));
    return row(CustomerValue.TABLE, of);
  }

  /** A night that finds the tables of before its models as they are on its day. */
  private void night(LocalDate day) {
    List<Row> features = new ArrayList<>();
    List<Row> events = new ArrayList<>();
    List<LocalDate> days = new ArrayList<>(grid);
    if (!days.contains(day)) {
      days.add(day);
    }
    for (LocalDate snapshot : days) {
      for (int i = 0; i < CUSTOMERS; i++) {
        features.add(features(i, snapshot));
        if (leaves(i, snapshot) && !snapshot.equals(day)) {
          events.add(asked(i, snapshot.plusDays(1 + i % 30)));
        }
      }
    }
    List<Row> identifiers = new ArrayList<>();
    List<Row> values = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      identifiers.add(identifier(i));
      values.add(value(i));
    }
    runs++;
    Map<String, Long> versions = new HashMap<>();
    for (Table table : Catalogue.tables()) {
      long version = lake.version(table);
      if (version >= 0) {
        versions.put(table.name(), version);
      }
    }
    Run run =
        new Run(
            lake,
            "night-" + runs,
            runs,
            new Run.Inputs("inputs-" + runs, "rules-" + runs),
            versions,
            written -> {});
    given(run, CustomerFeatures.TABLE, features);
    given(run, CustomerEvents.TABLE, events);
    given(run, CustomerIds.TABLE, identifiers);
    given(run, CustomerValue.TABLE, values);
    given(run, CustomerDays.TABLE, List.of());
    given(run, ReturnCurve.TABLE, List.of());
    new RiskStep(lake, run, SETTINGS, Cutoff.endOf(day, ZoneOffset.UTC)).build();
  }

  private void given(Run run, Table table, List<Row> rows) {
    run.replaceAll(table, List.of(), () -> lake.rows(table, rows));
  }

  private List<Row> all(Table table) {
    return lake.read(table).collectAsList();
  }

  private static <T> T of(Row row, Field field) {
    return row.getAs(field.name());
  }

  @Test
  void aModelIsFittedWhenItIsDuePutInUseAndAskedEveryNight() {
    night(NIGHT);

    Row model = all(RiskModels.TABLE).get(0);
    assertThat(RiskStepTest.<String>of(model, RiskModels.MODEL_ID)).isEqualTo("contract_short");
    assertThat(RiskStepTest.<Boolean>of(model, RiskModels.IS_IN_TIME)).isTrue();
    assertThat(RiskStepTest.<String>of(model, RiskModels.KIND)).isEqualTo("recency");
    assertThat(decisions()).containsExactly("first");
    assertThat(all(RetentionRisk.TABLE)).hasSize(CUSTOMERS);
    assertThat(all(RevenueAtRisk.TABLE)).hasSize(2);
    assertThat(all(RetentionGains.TABLE)).as("of all and of each kind").hasSize(30);
    assertThat(campaigns()).allSatisfy(profit -> assertThat(profit).isPositive()).hasSize(3);
    assertThat(all(RetentionDrivers.TABLE).stream().map(d -> of(d, RetentionDrivers.REASON)))
        .contains("low_use");
    assertThat(
            all(RetentionModelQuality.TABLE).stream()
                .filter(q -> RiskStepTest.<Boolean>of(q, RetentionModelQuality.IS_CHOSEN))
                .filter(q -> "all".equals(of(q, RetentionModelQuality.GROUP)))
                .map(q -> RiskStepTest.<Double>of(q, RetentionModelQuality.AUC)))
        .allSatisfy(auc -> assertThat(auc).isBetween(.6, .9));

    night(NIGHT.plusDays(1));

    assertThat(all(RiskModels.TABLE)).hasSize(1);
    Set<Object> days = new TreeSet<>();
    all(RetentionRisk.TABLE).forEach(r -> days.add(of(r, RetentionRisk.SNAPSHOT_DAY)));
    assertThat(days).containsExactly(NIGHT, NIGHT.plusDays(1));

    night(NIGHT.plusDays(2));

    days.clear();
    all(RetentionRisk.TABLE).forEach(r -> days.add(of(r, RetentionRisk.SNAPSHOT_DAY)));
    assertThat(days).containsExactly(NIGHT, NIGHT.plusDays(2));
  }

  @Test
  void aNewVersionIsHeldAgainstTheOneInUseAndAnEarlierComesBackByOneCommand() {
    night(NIGHT);
    night(NIGHT.plusDays(40));

    // The same rows and rules: the model is in the book, and is not fitted again.
    assertThat(all(RiskModels.TABLE)).hasSize(1);
    assertThat(decisions()).containsExactly("first");

    grid.add(LocalDate.of(2026, 3, 1));
    night(NIGHT.plusDays(41));

    assertThat(all(RiskModels.TABLE)).hasSize(2);
    assertThat(decisions()).hasSize(2).last().isIn("promoted", "kept");
    int inUse = decisions().get(1).equals("promoted") ? 2 : 1;
    int other = 3 - inUse;

    assertThat(rollBack(Optional.of(other)))
        .contains("version %d is in use again, instead of %d".formatted(other, inUse));
    assertThat(decisions()).hasSize(3).last().isEqualTo("rolled_back");
    runs++;
    night(NIGHT.plusDays(42));
    assertThat(
            all(RetentionRisk.TABLE).stream()
                .filter(r -> NIGHT.plusDays(42).equals(of(r, RetentionRisk.SNAPSHOT_DAY)))
                .map(r -> RiskStepTest.<Integer>of(r, RetentionRisk.MODEL_VERSION)))
        .hasSize(CUSTOMERS)
        .containsOnly(other);
    assertThatThrownBy(() -> rollBack(Optional.of(7)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("contract_short has no other version 7");
  }

  /** What is told of campaigns: of each kind of contract, and of all. */
  private List<BigDecimal> campaigns() {
    return all(RetentionEconomics.TABLE).stream()
        .filter(e -> of(e, RetentionEconomics.REASON) == null)
        .map(e -> RiskStepTest.<BigDecimal>of(e, RetentionEconomics.PROFIT_AMOUNT))
        .toList();
  }

  /** In their order. */
  private List<String> decisions() {
    return lake
        .read(ModelDecisions.TABLE)
        .orderBy(ModelDecisions.DECISION_NUMBER.col())
        .collectAsList()
        .stream()
        .map(d -> RiskStepTest.<String>of(d, ModelDecisions.DECISION))
        .toList();
  }

  private String rollBack(Optional<Integer> version) {
    new Ledger(lake).save(ended());
    try (RunLock lock = RunLock.take(folder.resolve("lock"), "test")) {
      return new ModelRollback(lake, new Engine.Restoring(Instant.EPOCH, "./percorso rollback"))
          .run(lock, "contract_short", version);
    }
  }

  private Ledger.Entry ended() {
    return new Ledger.Entry(
        "night-" + runs,
        runs,
        "nightly",
        NIGHT,
        NIGHT,
        Ledger.Status.DONE,
        Instant.EPOCH,
        Optional.of(Instant.EPOCH),
        "inputs",
        "[]",
        Map.of(),
        List.of(),
        0,
        "",
        "./percorso run");
  }
}
