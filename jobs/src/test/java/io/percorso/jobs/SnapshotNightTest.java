package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.friction.FrictionSignals;
import io.percorso.interactions.CurrencyRates;
import io.percorso.interactions.ReportingCurrency;
import io.percorso.journeys.Journeys;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.retention.CustomerDays;
import io.percorso.retention.CustomerEvents;
import io.percorso.retention.CustomerFacts;
import io.percorso.retention.CustomerFeatures;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was known of customers on a day, after nights that learnt of late records and of a merge:
 * the time-travel test for leaks.
 */
@ExtendWith({SparkExtension.class, LightNights.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotNightTest {
  /** Of the grid, so its rows are kept. */
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private static final String LOGS =
      """
      {"at":"2026-02-10T09:00:00Z","place":"home","login":"anna-1"}
      {"at":"2026-02-10T10:00:00Z","place":"home","login":"bruno-2"}
      {"at":"2026-02-12T10:00:00Z","place":"help","email":"clara@example.org"}
      {"at":"2026-03-01T09:00:00Z","place":"cart","login":"anna-1"}
      {"at":"2026-03-01T10:00:00Z","place":"help","login":"bruno-2"}
      """;

  /** Of the day itself, and of two days before it: neither was known then. */
  private static final String LATE =
      """
      {"at":"2026-03-01T19:15:00Z","place":"help","login":"anna-1"}
      {"at":"2026-02-27T09:15:00Z","place":"purchase","action":"purchase","amount":40,"currency":"EUR","login":"anna-1"}
      """;

  /** From the next day on Bruno and Clara are one. */
  private static final String MERGE =
      """
      {"at":"2026-03-02T11:00:00Z","place":"account","login":"bruno-2","email":"clara@example.org"}
      """;

  private TestWorkspace company;
  private Map<String, Long> versions = Map.of();
  private List<String> known = List.of();

  @BeforeAll
  void runNights(@TempDir Path folder) throws IOException {
    Settings settings =
        BaseSettings.inUtc()
            .with("analysis.friction", "false", "test")
            .with("analysis.segments", "false", "test");
    company = new TestWorkspace(folder.resolve("company"), settings);
    land("logs.jsonl", LOGS);
    company.night(DAY);
    known = Frames.sorted(stored());
    versions = versions();
    land("late.jsonl", LATE);
    land("merge.jsonl", MERGE);
    company.night(DAY.plusDays(1));
  }

  private void land(String name, String lines) throws IOException {
    Path folder = Files.createDirectories(company.folders.landing().resolve("generic-json"));
    Files.writeString(folder.resolve(name), lines);
  }

  private Map<String, Long> versions() {
    Map<String, Long> all = new HashMap<>();
    Catalogue.tables().forEach(table -> all.put(table.name(), company.lake.version(table)));
    return all;
  }

  private Dataset<Row> stored() {
    return company
        .lake
        .read(CustomerFeatures.TABLE)
        .where(CustomerFeatures.SNAPSHOT_DAY.col().equalTo(DAY));
  }

  /** The snapshot made anew from the tables as a reader finds them. */
  private List<String> madeFrom(Function<Table, Dataset<Row>> reader) {
    Settings settings = BaseSettings.inUtc();
    return Frames.sorted(
        CustomerFeatures.build(
            CustomerFacts.build(
                new CustomerFacts.Sources(
                    reader.apply(CustomerDays.TABLE),
                    reader.apply(CustomerEvents.TABLE),
                    reader.apply(FrictionSignals.TABLE),
                    reader.apply(Journeys.TABLE),
                    reader.apply(CurrencyRates.TABLE)),
                Journeys.Rules.from(settings),
                ReportingCurrency.Rules.from(settings),
                ZoneOffset.UTC),
            List.of(),
            DAY,
            CustomerFeatures.Rules.from(settings)));
  }

  @Test
  void whatALaterNightLearntLeavesASnapshotAsItWas() {
    assertThat(known).hasSize(3);
    assertThat(Frames.sorted(stored())).isEqualTo(known);
  }

  @Test
  void theTablesAsTheyWereThatNightGiveTheSnapshotAgain() {
    assertThat(madeFrom(table -> company.lake.readVersion(table, versions.get(table.name()))))
        .isEqualTo(known);
  }

  @Test
  void theTablesAsTheyAreNowKnowMore() {
    assertThat(madeFrom(company.lake::read))
        .as("two customers are one by now, and one of them bought")
        .hasSize(2)
        .isNotEqualTo(known);
  }
}
