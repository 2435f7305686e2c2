package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.Lake;
import io.percorso.lake.Publications;
import io.percorso.lake.Run;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import io.percorso.retention.CustomerFeatures;
import io.percorso.retention.LifecycleDays;
import io.percorso.retention.RetentionDrivers;
import io.percorso.retention.ReturnCurve;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({SparkExtension.class, LightNights.class})
class AnalysisTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 31);

  @TempDir private Path folder;

  @Test
  void allAreMadeUnlessOneIsSwitchedOff() {
    Settings shipped = BaseSettings.inUtc();
    assertThat(Analysis.made(shipped)).containsExactly(Analysis.values());
    assertThat(Analysis.made(shipped.with("analysis.friction", "false", "test")))
        .containsExactly(Analysis.RETENTION, Analysis.SEGMENTS);
    assertThat(Analysis.made(TestWorkspace.withoutAnalyses(shipped))).isEmpty();
  }

  @Test
  void segmentsWithoutWhatTheyAreMadeOfAreAnErrorThatSaysWhatToSet() {
    Settings settings = BaseSettings.inUtc().with("analysis.retention", "false", "test");
    assertThatThrownBy(() -> Analysis.made(settings))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("analysis.segments is true and analysis.retention is false")
        .hasMessageContaining("set both to true, or analysis.segments to false");
  }

  @Test
  void aTableIsMadeByOneAnalysisAtMost() {
    List<Table> tables = new ArrayList<>();
    for (Analysis each : Analysis.values()) {
      tables.addAll(each.tables());
    }
    assertThat(tables).doesNotHaveDuplicates();
    assertThat(Catalogue.tables()).containsAll(tables);
  }

  @Test
  void figuresOfAnEarlierNightGoAndWhatIsWrittenOnceStays(SparkSession spark) {
    Lake lake = new Lake(spark, folder.resolve("lake").toUri().toString());
    Run made = run(lake, 1);
    made.replaceAll(
        LifecycleDays.TABLE,
        List.of(),
        () ->
            Frames.of(
                spark,
                LifecycleDays.TABLE,
                List.of(
                    Map.of("day", DAY, "state", "new", "customer_count", 3L, "is_known", true))));
    made.replaceAll(
        RetentionDrivers.TABLE,
        List.of(),
        () ->
            Frames.of(
                spark,
                RetentionDrivers.TABLE,
                List.of(
                    Map.of(
                        "snapshot_day",
                        DAY,
                        "model_id",
                        "contract_short",
                        "reason",
                        "low_use",
                        "customer_count",
                        3L))));

    Run off = run(lake, 2);
    Analysis.RETENTION.leaveOut(lake, off);

    assertThat(lake.read(LifecycleDays.TABLE).count()).isZero();
    assertThat(lake.read(RetentionDrivers.TABLE).count()).isEqualTo(1);
    assertThat(off.written()).hasSameSizeAs(Analysis.RETENTION.tables());
    assertThat(lake.read(CustomerFeatures.TABLE).count()).as("made, without rows").isZero();
    Map<String, Long> versions = versions(lake);

    Analysis.RETENTION.leaveOut(lake, run(lake, 3));
    assertThat(versions(lake)).as("nothing is written again").isEqualTo(versions);
    assertThat(versions).containsKey(ReturnCurve.TABLE.name());
  }

  @Test
  void aPageThatSaysSoStandsInThePlaceOfThePage() throws IOException {
    Path page = folder.resolve("retention.html");
    Files.writeString(page, "figures");
    Files.writeString(folder.resolve("retention-calls.csv"), "figures");

    Analysis.RETENTION.writeSwitchedOff(
        "Who stays",
        new Publications.Publication(7, "run-7", DAY, Instant.EPOCH, Map.of()),
        page,
        List.of("retention-calls.csv", "retention-cohorts.csv"));

    assertThat(page).content().contains("analysis.retention is false").contains("Who stays");
    assertThat(folder.resolve("retention-calls.csv")).doesNotExist();
  }

  private static Run run(Lake lake, long number) {
    return new Run(
        lake,
        "night-" + number,
        number,
        new Run.Inputs("inputs-" + number, "rules-" + number),
        versions(lake),
        written -> {});
  }

  private static Map<String, Long> versions(Lake lake) {
    Map<String, Long> versions = new HashMap<>();
    for (Table table : Catalogue.tables()) {
      long version = lake.version(table);
      if (version >= 0) {
        versions.put(table.name(), version);
      }
    }
    return versions;
  }
}
