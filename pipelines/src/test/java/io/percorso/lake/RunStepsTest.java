package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is written into the table is tested in {@link LedgerTest}. */
class RunStepsTest {
  @Test
  void aStepIsNamedByRunAndTable() {
    assertThat(RunSteps.TABLE.grain()).containsExactly(RunSteps.RUN_NUMBER, RunSteps.TABLE_NAME);
    assertThat(RunSteps.TABLE.layer()).isEqualTo("ops");
  }
}
