package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.SparkExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class PublicationsTest {
  @Test
  void theNewestRowIsWhatReadersSee(@TempDir Path folder, SparkSession spark) {
    Lake lake = new Lake(spark, folder.toUri().toString());
    assertThat(Publications.newest(lake)).isEmpty();
    Publications.Publication last = null;
    for (long number = 1; number <= 2; number++) {
      last =
          new Publications.Publication(
              number,
              "nightly-" + number,
              LocalDate.of(2026, 3, 1),
              Instant.EPOCH,
              Map.of("gold.a", number, "silver.b", 7L));
      new Run(
              lake,
              last.runId(),
              number,
              new Run.Inputs("inputs", "rules"),
              new Ledger(lake).currentVersions(),
              w -> {})
          .append(Publications.TABLE, List.of(), Publications.row(lake, last));
    }
    assertThat(Publications.newest(lake)).contains(last);
  }
}
