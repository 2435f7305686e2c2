package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.retention.CustomerFeatures;
import io.percorso.segments.BehaviourSegments;
import io.percorso.segments.CustomerProfiles;
import io.percorso.segments.RfmCutPoints;
import io.percorso.segments.RfmSegments;
import io.percorso.segments.SegmentMatrix;
import io.percorso.segments.SegmentModels;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.SparkExtension;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two kinds of customers on the nights around a snapshot of the grid, 1 March 2026. */
@ExtendWith({SparkExtension.class, LightNights.class})
class SegmentStepTest {
  private static final LocalDate GRID = LocalDate.of(2026, 3, 1);
  private static final Settings SETTINGS =
      BaseSettings.inUtc()
          .with("segments.least-buyers", "20", "test")
          .with("segments.least-customers", "60", "test")
          .with("segments.most-segments", "3", "test")
          .with("segments.replicates", "2", "test");

  private final Lake lake;
  private int runs;

  SegmentStepTest(SparkSession spark, @TempDir Path folder) {
    this.lake = new Lake(spark, folder.resolve("lake").toUri().toString());
  }

  private static Row customer(String id, LocalDate day, boolean buys, int i) {
    Map<Field, Object> of = new HashMap<>();
    CustomerFeatures.FEATURES.forEach(feature -> of.put(feature, 0.0));
    of.put(CustomerFeatures.CUSTOMER_ID, id);
    of.put(CustomerFeatures.SNAPSHOT_DAY, day);
    of.put(CustomerFeatures.IS_RECONSTRUCTED, false);
    of.put(CustomerFeatures.CONTRACT_KIND, CustomerFeatures.AUTOMATIC);
    of.put(CustomerFeatures.TIER, buys ? "gold" : null);
    of.put(CustomerFeatures.TENURE_DAYS, 400.0 + i);
    of.put(CustomerFeatures.DAYS_SINCE_PURCHASE, buys ? (Double) (1.0 + i) : null);
    of.put(CustomerFeatures.PURCHASE_DAYS, buys ? 1.0 + i % 7 : 0.0);
    of.put(CustomerFeatures.PURCHASE_DAYS_90, buys ? 5.0 : 0.0);
    of.put(CustomerFeatures.SPEND, buys ? 100.0 + i : 0.0);
    of.put(CustomerFeatures.SPEND_90, buys ? 100.0 + i : 0.0);
    of.put(CustomerFeatures.ACTIVE_DAYS_90, buys ? 30.0 : 2.0);
    return RowFactory.create(CustomerFeatures.TABLE.fields().stream().map(of::get).toArray());
  }

  /** The features as their own step leaves them: of these days and no others. */
  private void night(LocalDate... days) {
    List<Row> features = new ArrayList<>();
    for (LocalDate day : days) {
      for (int i = 0; i < 40; i++) {
        features.add(customer("buys" + i, day, true, i));
        features.add(customer("calm" + i, day, false, i));
      }
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
    run.replaceAll(
        CustomerFeatures.TABLE, List.of(), () -> lake.rows(CustomerFeatures.TABLE, features));
    Cutoff cutoff = Cutoff.endOf(days[days.length - 1], ZoneOffset.UTC);
    new SegmentStep(lake, run, SETTINGS, cutoff).build();
  }

  private Set<String> told(Table table, Field field) {
    Set<String> found = new TreeSet<>();
    lake.read(table)
        .select(field.col())
        .collectAsList()
        .forEach(row -> found.add(String.valueOf(row.get(0))));
    return found;
  }

  @Test
  void snapshotsThatAreKeptNoMoreGoAndFitsAndCutPointsStay() {
    night(GRID.minusDays(28), GRID);
    assertThat(lake.read(BehaviourSegments.TABLE).count()).isEqualTo(160);
    assertThat(told(RfmCutPoints.TABLE, RfmCutPoints.MADE_OF_DAY)).containsExactly("2026-02-01");
    assertThat(told(SegmentModels.TABLE, SegmentModels.FITTED_DAY)).containsExactly("2026-03-01");

    night(GRID.minusDays(28), GRID, GRID.plusDays(1));
    night(GRID.minusDays(28), GRID, GRID.plusDays(2));
    for (Table table : List.of(RfmSegments.TABLE, BehaviourSegments.TABLE, SegmentMatrix.TABLE)) {
      assertThat(told(table, CustomerFeatures.SNAPSHOT_DAY))
          .as(table.name())
          .containsExactly("2026-02-01", "2026-03-01", "2026-03-03");
    }
    assertThat(lake.read(RfmCutPoints.TABLE).count()).isEqualTo(3);
    assertThat(lake.read(SegmentModels.TABLE).count()).isEqualTo(1);
    assertThat(lake.read(CustomerProfiles.TABLE).count()).isZero();
    assertThat(told(BehaviourSegments.TABLE, BehaviourSegments.SEGMENT))
        .containsExactly("segment_1", "segment_2");
  }

  @Test
  void aRefitKeepsTheNamesAndANewQuarterHasItsOwnCutPoints() {
    night(GRID);
    Map<String, String> before = segments(GRID);
    night(GRID, GRID.plusDays(35));
    assertThat(told(SegmentModels.TABLE, SegmentModels.FITTED_DAY))
        .containsExactly("2026-03-01", "2026-04-05");
    assertThat(segments(GRID.plusDays(35))).isEqualTo(before);
    assertThat(told(RfmCutPoints.TABLE, RfmCutPoints.QUARTER))
        .containsExactly("2026-01-01", "2026-04-01");
    assertThat(
            lake.read(SegmentMatrix.TABLE)
                .where("measure = 'asked_to_leave_30' and known_of_day = date '2026-03-01'")
                .where("scheme = 'tier' and segment = 'gold' and value = 0 and customer_count = 40")
                .count())
        .as("the snapshot 35 days before is old enough")
        .isEqualTo(1);
  }

  private Map<String, String> segments(LocalDate day) {
    Map<String, String> segments = new HashMap<>();
    lake.read(BehaviourSegments.TABLE)
        .where(BehaviourSegments.SNAPSHOT_DAY.col().equalTo(day))
        .collectAsList()
        .forEach(row -> segments.put(row.getString(0), row.getAs("segment")));
    return segments;
  }
}
