package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.jobs.Engine.RunOutcome;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.Sessions;
import io.percorso.lake.Field;
import io.percorso.lake.Publications;
import io.percorso.lake.Table;
import io.percorso.quality.Restatements;
import io.percorso.quality.VersionChange;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One small company through four nights: what each restates, and that it is what the two versions
 * of the tables differ in.
 */
@ExtendWith({SparkExtension.class, LightNights.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestatementNightTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

  /** Bruno and Clara are one person whom nothing but a person's word ties together. */
  private static final String LOGS =
      """
      {"at":"2026-03-01T09:00:00Z","place":"home","login":"anna-1","cookie":"k1"}
      {"at":"2026-03-01T09:05:00Z","place":"cart","login":"anna-1","cookie":"k1"}
      {"at":"2026-03-01T10:00:00Z","place":"home","login":"bruno-2"}
      {"at":"2026-03-01T10:10:00Z","place":"help","login":"bruno-2"}
      {"at":"2026-03-01T11:00:00Z","place":"help","login":"clara-3","cookie":"k2"}
      """;

  private static final String NEW_DAY =
      """
      {"at":"2026-03-02T09:00:00Z","place":"home","login":"dora-4","cookie":"k4"}
      {"at":"2026-03-02T09:05:00Z","place":"cart","login":"dora-4","cookie":"k4"}
      """;

  /** A known customer's, with a browser that was never seen. */
  private static final String LATE =
      """
      {"at":"2026-03-01T09:15:00Z","place":"help","login":"anna-1","cookie":"k9"}
      """;

  private TestWorkspace company;
  private final Map<String, Told> nights = new HashMap<>();

  /**
   * What a night said of itself.
   *
   * @param rows its counts by subject and cause
   * @param sums its counts by subject
   * @param truth what the versions differ in, by subject
   */
  private record Told(
      Map<String, Counts> rows,
      Map<String, Counts> sums,
      Map<String, Counts> truth,
      String message) {}

  private record Counts(long changed, long withdrawn, long added) {
    Counts plus(Counts other) {
      return new Counts(changed + other.changed, withdrawn + other.withdrawn, added + other.added);
    }
  }

  @BeforeAll
  void runNights(@TempDir Path folder) {
    company = new TestWorkspace(folder.resolve("company"));
    land("first.json", LOGS);
    night("first", FIRST);
    land("second.json", NEW_DAY);
    night("new day", FIRST.plusDays(1));

    land("late.json", LATE);
    assertThatThrownBy(() -> company.night(FIRST.plusDays(2), diesAfter("silver.journeys")))
        .hasMessage("died");
    night("late", FIRST.plusDays(2));

    CorrectionFile.write(
        company.folders.landing(),
        new CorrectionFile.Decision(
            "force",
            NamedIdentifier.of("login:bruno-2"),
            NamedIdentifier.of("login:clara-3"),
            "CARE-17",
            "one person"),
        Instant.parse("2026-03-04T01:00:00Z"));
    night("correction", FIRST.plusDays(3));
  }

  @Test
  void aFirstNightRestatesNothing() {
    assertThat(nights.get("first").rows()).isEmpty();
    assertThat(nights.get("first").message()).doesNotContain("restated");
  }

  @Test
  void aNightWithOnlyNewDaysRestatesWhatSilenceDecidesAlone() {
    Told night = nights.get("new day");
    assertThat(night.rows()).doesNotContainKeys("sessions silence", "customer_ids silence");
    assertThat(night.rows().keySet()).allMatch(subject -> subject.endsWith(" silence"));
    assertThat(night.message()).doesNotContain("restated");
  }

  @Test
  void aLateRecordRestatesItsCustomersSessionAndJourneyAndTheFiguresOfItsDay() {
    Map<String, Counts> rows = nights.get("late").rows();
    assertThat(rows)
        .containsEntry("sessions late_record", new Counts(0, 0, 1))
        .containsEntry("journeys late_record", new Counts(0, 0, 1))
        .containsEntry("gold.source_days late_record", new Counts(1, 0, 0))
        .as("of the new day, whose window closed")
        .containsEntry("gold.funnels silence", new Counts(0, 0, 12))
        .doesNotContainKey("gold.funnels late_record");
    assertThat(rows.keySet()).allMatch(subject -> !subject.endsWith(" several"));
    assertThat(nights.get("late").message())
        .contains("restated of the days up to 2026-03-02: 1 session, 1 journey, 33")
        .contains("most by late_record: ./percorso sql \"select * from ops.restatements where");
  }

  @Test
  void aCorrectionRestatesThoseWhomItNames() {
    Map<String, Counts> rows = nights.get("correction").rows();
    assertThat(rows)
        .containsEntry("customer_ids correction", new Counts(1, 0, 0))
        .containsEntry("sessions correction", new Counts(0, 1, 1));
    assertThat(rows.keySet()).allMatch(subject -> subject.endsWith(" correction"));
  }

  @Test
  void theCountsOfAllCausesAreWhatTheVersionsDifferIn() {
    nights.forEach(
        (night, told) -> {
          Map<String, Counts> sums = new TreeMap<>(told.sums());
          sums.remove(Restatements.CUSTOMER_IDS);
          assertThat(sums).as(night).isEqualTo(told.truth());
        });
    assertThat(nights).hasSize(4);
  }

  private void night(String name, LocalDate day) {
    Optional<Publications.Publication> before = Publications.newest(company.lake);
    RunOutcome outcome = company.night(day);
    Map<String, Counts> rows = new TreeMap<>();
    Map<String, Counts> sums = new TreeMap<>();
    String run = Publications.newest(company.lake).orElseThrow().runId();
    for (Row row :
        company
            .lake
            .read(Restatements.TABLE)
            .where(Restatements.RUN_ID.col().equalTo(run))
            .collectAsList()) {
      String subject = row.getAs(Restatements.SUBJECT.name());
      Counts counts =
          new Counts(
              row.<Long>getAs(Restatements.CHANGED_COUNT.name()),
              row.<Long>getAs(Restatements.WITHDRAWN_COUNT.name()),
              row.<Long>getAs(Restatements.ADDED_COUNT.name()));
      rows.put(subject + " " + row.getAs(Restatements.CAUSE.name()), counts);
      sums.merge(subject, counts, Counts::plus);
    }
    nights.put(
        name,
        new Told(rows, sums, before.map(this::differences).orElse(Map.of()), outcome.message()));
  }

  /** Row by row, in plain Java, against what readers saw before. */
  private Map<String, Counts> differences(Publications.Publication published) {
    Instant cutoff = published.dataDay().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Map<String, Counts> all = new TreeMap<>();
    for (Table table : List.of(Sessions.TABLE, Journeys.TABLE)) {
      Field end = table == Sessions.TABLE ? Sessions.ENDED_AT : Journeys.ENDED_AT;
      put(
          all,
          table.shortName(),
          table,
          published,
          row -> row.<Instant>getAs(end.name()).isBefore(cutoff));
    }
    List<Table> ofPeriods =
        Catalogue.restatable().stream().filter(t -> t.period().isPresent()).toList();
    for (Table table : ofPeriods) {
      Optional<Field> day = VersionChange.dayOf(table);
      put(
          all,
          table.name(),
          table,
          published,
          row ->
              !day.map(d -> row.<LocalDate>getAs(d.name()))
                  .orElseGet(
                      () ->
                          row.<LocalDate>getAs(table.period().orElseThrow().name())
                              .plusMonths(1)
                              .minusDays(1))
                  .isAfter(published.dataDay()));
    }
    return all;
  }

  private void put(
      Map<String, Counts> all,
      String subject,
      Table table,
      Publications.Publication published,
      java.util.function.Predicate<Row> isPast) {
    Map<List<Object>, Row> was =
        byGrain(table, company.lake.readVersion(table, published.versions().get(table.name())));
    Map<List<Object>, Row> is = byGrain(table, company.lake.read(table));
    long changed = 0;
    long withdrawn = 0;
    long added = 0;
    for (Map.Entry<List<Object>, Row> entry : is.entrySet()) {
      Row old = was.remove(entry.getKey());
      if (isPast.test(entry.getValue()) && !entry.getValue().equals(old)) {
        changed += old == null ? 0 : 1;
        added += old == null ? 1 : 0;
      }
    }
    withdrawn += was.values().stream().filter(isPast).count();
    if (changed + withdrawn + added > 0) {
      all.put(subject, new Counts(changed, withdrawn, added));
    }
  }

  private static Map<List<Object>, Row> byGrain(
      Table table, org.apache.spark.sql.Dataset<Row> rows) {
    Map<List<Object>, Row> byGrain = new HashMap<>();
    for (Row row : rows.collectAsList()) {
      byGrain.put(table.grain().stream().map(f -> (Object) row.getAs(f.name())).toList(), row);
    }
    return byGrain;
  }

  private static StepListener diesAfter(String table) {
    return new StepListener() {
      @Override
      public void planned(int steps) {}

      @Override
      public void started(String step) {}

      @Override
      public void ended(StepResult result) {
        if (result.name().equals(table)) {
          throw new IllegalStateException("died");
        }
      }
    };
  }

  private void land(String name, String content) {
    try {
      Path folder = Files.createDirectories(company.folders.landing().resolve("generic-json"));
      Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
