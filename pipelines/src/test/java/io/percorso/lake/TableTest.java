package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
  private static final Field A = Field.id("a", "First");

  @Test
  void namesAndSentencesAreCheckedWhenTheTableIsDeclared() {
    assertThatThrownBy(() -> Table.named("sessions", "One row per session", A))
        .hasMessageContaining("bronze|silver|gold|ops");
    assertThatThrownBy(() -> Table.named("silver.sessions", "Sessions", A))
        .hasMessageContaining("must begin with 'One row per'");
    assertThatThrownBy(() -> Table.named("silver.sessions", "One row per session", A, A))
        .hasMessageContaining("names column a twice");
    assertThatThrownBy(
            () ->
                Table.named("silver.sessions", "One row per session", A)
                    .grain(Field.id("b", "Second")))
        .hasMessageContaining("has no column b");
    assertThatThrownBy(() -> Field.id("camelCase", "x")).hasMessageContaining("is not snake_case");
    assertThatThrownBy(() -> Field.id("a", " ")).hasMessageContaining("has no meaning");
  }

  @Test
  void theGrainIsPromisedNeverToBeNull() {
    Table table = Table.named("silver.sessions", "One row per session", A).grain(A);
    assertThat(table.expectations())
        .extracting(Expectation::sentence)
        .containsExactly("a is never null");
  }

  @Test
  void anArrivalStaysOneUnderAnotherName() {
    Field loaded = Field.timestamp("loaded_at", "When").arrival();
    assertThat(loaded.as("known_at", "When it was known").origin()).isEqualTo(Field.Origin.ARRIVAL);
  }
}
