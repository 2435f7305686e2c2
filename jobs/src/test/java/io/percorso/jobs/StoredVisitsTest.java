package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.friction.FailingCheckout;
import io.percorso.friction.VisitLabels;
import io.percorso.friction.hazard.HazardFit;
import io.percorso.friction.hazard.Losses;
import io.percorso.friction.hazard.Release;
import io.percorso.testing.SparkExtension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class StoredVisitsTest {
  private static Losses losses(Dataset<Row> rows, VisitLabels labels, boolean isLocal) {
    try (StoredVisits visits = new StoredVisits(rows, labels, isLocal)) {
      return Losses.of(
          HazardFit.of(visits, labels.sizes(), new HazardFit.Rules(30, .01)), visits, 20);
    }
  }

  @Test
  void whereVisitsLieAndInHowManyPartsChangesNotEvenTheLastDigit(SparkSession spark) {
    Dataset<Row> rows = FailingCheckout.visits(spark);
    VisitLabels labels = VisitLabels.of(VisitLabels.words(rows).collectAsList(), 100);
    Losses here = losses(rows, labels, true);

    assertThat(here.all().lost()).isPositive();
    for (int partitions : new int[] {1, 2, 7}) {
      Losses stored = losses(rows.repartition(partitions), labels, partitions == 1);
      assertThat(stored.touchpoints()).isEqualTo(here.touchpoints());
      assertThat(stored.all()).isEqualTo(here.all());
    }
  }

  @Test
  void aReleaseIsTheSameWhereverVisitsLie(SparkSession spark) {
    Dataset<Row> rows = FailingCheckout.visits(spark);
    VisitLabels labels = VisitLabels.of(VisitLabels.words(rows).collectAsList(), 100);
    Release release = new Release(0, 1, (int) LocalDate.of(2026, 2, 15).toEpochDay(), 28);
    List<Release.Effect> effects = new ArrayList<>();
    for (boolean isLocal : new boolean[] {true, false}) {
      try (StoredVisits visits = new StoredVisits(rows, labels, isLocal)) {
        HazardFit fit = HazardFit.of(visits, labels.sizes(), new HazardFit.Rules(30, .01));
        effects.add(release.effect(fit, visits, 20));
      }
    }
    assertThat(effects.get(0).isEnough()).isTrue();
    assertThat(effects.get(1)).isEqualTo(effects.get(0));
  }
}
