package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.interactions.KeyRingEntries.Entry;
import io.percorso.lake.UserError;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class KeyRingEntriesTest {
  private static final byte[] ONE = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final byte[] TWO = "fedcba9876543210fedcba9876543210".getBytes(UTF_8);

  private static void assertRefused(List<Entry> stored, KeyRing given) {
    assertThatThrownBy(() -> KeyRingEntries.requireSame(stored, given))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("split in two")
        .hasMessageContaining("backup");
  }

  @Test
  void aRingHasOneRowPerLayerInTheOrderOfItsLayers() {
    KeyRing ring = KeyRing.of(ONE, TWO);
    assertThat(KeyRingEntries.of(ring))
        .containsExactly(
            new Entry(1, ring.fingerprints().get(0), KeyRing.NORMALISATION_VERSION),
            new Entry(2, ring.fingerprints().get(1), KeyRing.NORMALISATION_VERSION));
  }

  @Test
  void anEntryComesBackFromItsRowAndEachColumnHoldsWhatItIsNamedFor() {
    Entry entry = new Entry(2, "print", 7);
    assertThat(KeyRingEntries.entry(KeyRingEntries.row(entry))).isEqualTo(entry);
    Row row = Reading.named(KeyRingEntries.TABLE, KeyRingEntries.row(entry));
    assertThat(row.<Integer>getAs(KeyRingEntries.LAYER.name())).isEqualTo(2);
    assertThat(row.<String>getAs(KeyRingEntries.FINGERPRINT.name())).isEqualTo("print");
    assertThat(row.<Integer>getAs(KeyRingEntries.NORMALISATION_VERSION.name())).isEqualTo(7);
  }

  @Test
  void aNewLakeTakesAnyKey() {
    assertThatCode(() -> KeyRingEntries.requireSame(List.of(), KeyRing.of(TWO)))
        .doesNotThrowAnyException();
  }

  @Test
  void aLakeTakesItsOwnKeysAgain() {
    assertThatCode(
            () ->
                KeyRingEntries.requireSame(
                    KeyRingEntries.of(KeyRing.of(ONE, TWO)), KeyRing.of(ONE, TWO)))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherKeyIsRefused() {
    assertRefused(KeyRingEntries.of(KeyRing.of(ONE)), KeyRing.of(TWO));
  }

  @Test
  void aLayerMoreOrLessOrInAnotherPlaceIsRefused() {
    assertRefused(KeyRingEntries.of(KeyRing.of(ONE, TWO)), KeyRing.of(ONE));
    assertRefused(KeyRingEntries.of(KeyRing.of(ONE)), KeyRing.of(ONE, TWO));
    assertRefused(KeyRingEntries.of(KeyRing.of(ONE, TWO)), KeyRing.of(TWO, ONE));
  }

  @Test
  void theSameKeyWithAnotherNormalisationIsRefused() {
    KeyRing ring = KeyRing.of(ONE);
    Entry older = new Entry(1, ring.fingerprints().get(0), KeyRing.NORMALISATION_VERSION - 1);
    assertRefused(List.of(older), ring);
  }
}
