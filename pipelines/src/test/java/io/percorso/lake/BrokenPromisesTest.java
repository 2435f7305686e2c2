package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is written into the table is tested in {@link LedgerTest}. */
class BrokenPromisesTest {
  @Test
  void aBrokenPromiseIsNamedByRunTableAndSentence() {
    assertThat(BrokenPromises.TABLE.grain())
        .containsExactly(
            BrokenPromises.RUN_NUMBER, BrokenPromises.TABLE_NAME, BrokenPromises.PROMISE);
    assertThat(BrokenPromises.TABLE.layer()).isEqualTo("ops");
  }
}
