package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.friction.FailingCheckout;
import io.percorso.friction.VisitLabels;
import io.percorso.friction.hazard.HazardFit;
import io.percorso.friction.hazard.Losses;
import io.percorso.testing.SparkExtension;
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
}
