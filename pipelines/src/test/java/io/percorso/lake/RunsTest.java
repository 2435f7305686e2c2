package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is written into the table is tested in {@link LedgerTest}. */
class RunsTest {
  @Test
  void aRunIsNamedByItsNumberAndItsClockTimesAreArrivals() {
    assertThat(Runs.TABLE.grain()).containsExactly(Runs.RUN_NUMBER);
    assertThat(Runs.STARTED_AT.origin()).isEqualTo(Field.Origin.ARRIVAL);
    assertThat(Runs.MANIFEST.origin()).isEqualTo(Field.Origin.FACT);
  }
}
