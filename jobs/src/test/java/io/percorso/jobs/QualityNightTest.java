package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.Interactions;
import io.percorso.lake.BrokenPromises;
import io.percorso.lake.Cutoff;
import io.percorso.quality.Anomalies;
import io.percorso.quality.ColumnNulls;
import io.percorso.quality.DayCounts;
import io.percorso.quality.Freshness;
import io.percorso.quality.LoadCounts;
import io.percorso.quality.SourceDays;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nights of one shop: a first delivery; four weeks at once, with a lost half and an empty
 * column; and, after a day without a file, records that come late.
 */
@ExtendWith({SparkExtension.class, LightNights.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(
    named = "percorso.nights",
    matches = "all",
    disabledReason = "a long suite: ./mvnw -Pnights -pl jobs -am test")
class QualityNightTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 2, 24);
  private static final LocalDate LOSS = FIRST.plusDays(33);
  private static final LocalDate EMPTY = LOSS.plusDays(1);
  private static final int RECORDS = 150;

  private TestWorkspace workspace;
  private List<String> told;

  @BeforeAll
  void threeNights(@TempDir Path folder) throws IOException {
    workspace = TestWorkspace.withoutAnalyses(folder.resolve("shop"));
    land("first.csv", FIRST, FIRST, "spring");
    workspace.night(FIRST);
    land("weeks.csv", FIRST.plusDays(1), LOSS.minusDays(1), "spring");
    write("loss.csv", day(LOSS, 0, RECORDS / 2, ""));
    workspace.night(LOSS);
    write("late.csv", day(LOSS.minusDays(3), 10_000, 5, "spring"));
    told = new java.util.ArrayList<>();
    workspace.night(
        EMPTY,
        new StepListener() {
          @Override
          public void planned(int steps) {}

          @Override
          public void started(String step) {}

          @Override
          public void ended(StepResult result) {
            told.add(result.status() + " " + result.name() + " " + result.message());
          }
        });
  }

  private void land(String file, LocalDate from, LocalDate to, String campaign) throws IOException {
    StringBuilder rows = new StringBuilder();
    from.datesUntil(to.plusDays(1)).forEach(d -> rows.append(day(d, 0, RECORDS, campaign)));
    write(file, rows.toString());
  }

  /** One customer per record, so that nothing is a repeat. */
  private static String day(LocalDate day, int firstCustomer, int records, String campaign) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < records; i++) {
      rows.append(
          "u%d-%s,catalog,%s %02d:%02d:00,desktop,%s\n"
              .formatted(firstCustomer + i, day, day, 6 + i / 60 % 16, i % 60, campaign));
    }
    return rows.toString();
  }

  private void write(String file, String rows) throws IOException {
    Path folder = Files.createDirectories(workspace.folders.landing().resolve("ecom"));
    Files.writeString(
        folder.resolve(file), "user_id,event,timestamp,platform,acquisition_channel\n" + rows);
  }

  @Test
  void theDaysTellWhatTheInteractionsHold() {
    assertThat(Frames.sorted(workspace.lake.read(SourceDays.TABLE)))
        .isEqualTo(
            Frames.sorted(
                SourceDays.build(
                    DayCounts.build(workspace.lake.read(Interactions.TABLE), ZoneOffset.UTC))))
        .hasSize(34)
        .anyMatch(row -> row.startsWith("[ecom,2026-03-26,2026-03-01,155,"));
    assertThat(
            workspace.lake.read(ColumnNulls.TABLE).where("null_share = 1").collectAsList().stream()
                .map(row -> row.getAs(ColumnNulls.DAY.name()) + " " + row.getAs("column_name")))
        .contains(LOSS + " campaign")
        .doesNotContain(LOSS.minusDays(1) + " campaign");
  }

  @Test
  void theCountsOfEveryRunAreKept() {
    assertThat(Frames.sorted(workspace.lake.read(LoadCounts.TABLE)))
        .containsExactlyInAnyOrder(
            "[nightly-%s-1,ecom,loaded,IN_TIME,150]".formatted(FIRST),
            "[nightly-%s-2,ecom,loaded,IN_TIME,4875]".formatted(LOSS),
            "[nightly-%s-3,ecom,loaded,IN_TIME,5]".formatted(EMPTY));
  }

  @Test
  void aLossAndAnEmptyDayAreFoundAndToldInTheNightThatSeesThem() {
    List<String> promises =
        workspace.lake.read(BrokenPromises.TABLE).collectAsList().stream()
            .map(row -> row.<Long>getAs("run_number") + " " + row.getAs("promise"))
            .filter(promise -> promise.contains("a day is like those before it"))
            .toList();
    assertThat(promises)
        .containsExactlyInAnyOrder(
            "2 a day is like those before it: ecom: 50 % fewer records than usual for a Sunday (75"
                + " on 2026-03-29, usually about 150)",
            "3 a day is like those before it: ecom: no record on Monday 2026-03-30, usually about"
                + " 150");
    assertThat(told)
        .anyMatch(line -> line.startsWith("WARN quality ") && line.contains("no record on Monday"));
  }

  @Test
  void everyRunSaysHowOldItsSourcesWere() {
    Map<String, Row> last = new java.util.TreeMap<>();
    workspace
        .lake
        .read(Freshness.TABLE)
        .where(Freshness.DATA_DAY.col().equalTo(EMPTY))
        .collectAsList()
        .forEach(row -> last.put(row.getAs("source"), row));
    assertThat(last).hasSizeGreaterThanOrEqualTo(5);
    assertThat(last.get("ecom").<String>getAs("severity")).isEqualTo("ok");
    assertThat(last.get("access-log").<String>getAs("severity")).isEqualTo("none");
  }

  @Test
  void freshnessIsAskedOfTheLakeAsItStands() {
    QualityReader reader =
        new QualityReader(
            ConfFiles.read(workspace.setup().conf(), workspace.setup().settings()),
            workspace.lake::read);
    Cutoff later = Cutoff.endOf(EMPTY.plusDays(4), ZoneOffset.UTC);
    assertThat(reader.freshness(later))
        .filteredOn(state -> state.newest().source().equals("ecom"))
        .singleElement()
        .satisfies(
            state -> {
              assertThat(state.severity()).isEqualTo(Freshness.Severity.ERROR);
              assertThat(state.sentence()).contains("nothing newer than 92 h");
            });
  }

  @Test
  void thePageShowsTheAnomaliesOfTheLastRun() throws IOException {
    String page = Files.readString(workspace.folders.site().resolve("quality.html"));
    assertThat(page)
        .contains(
            "ecom: no record on Monday 2026-03-30", "50 % fewer records", "2 out of the ordinary");
    assertThat(workspace.folders.site().resolve("quality.csv")).exists();
    assertThat(workspace.folders.site().resolve("quality-days.csv")).exists();
    assertThat(workspace.lake.read(Anomalies.TABLE).count()).isEqualTo(4);
  }
}
