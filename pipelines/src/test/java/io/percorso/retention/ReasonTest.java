package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void everyFeatureBelongsToExactlyOneReason() {
    List<String> features = new ArrayList<>();
    for (Reason reason : Reason.values()) {
      reason.features().forEach(field -> features.add(field.name()));
    }

    assertThat(features)
        .containsExactlyInAnyOrderElementsOf(
            CustomerFeatures.FEATURES.stream().map(Field::name).toList());
  }

  @Test
  void thereAreNoMoreThanFifteen() {
    assertThat(Reason.values()).hasSizeLessThanOrEqualTo(15);
  }

  @Test
  void aReasonTellsItsValueInBothLanguages() {
    assertThat(Reason.LOW_USE.english(23)).isEqualTo("Was last seen 23 days ago");
    assertThat(Reason.LOW_USE.italian(23)).isEqualTo("È stato visto l'ultima volta 23 giorni fa");
    assertThat(Reason.PRICE.english(.2)).contains("1 + 0.20");
  }

  @Test
  void whereTheValueIsNotKnownTheSentenceSaysSo() {
    assertThat(Reason.LOW_USE.english(Double.NaN)).startsWith("not known: ");
    assertThat(Reason.LOW_USE.italian(Double.NaN)).startsWith("non noto: ");
  }

  @Test
  void theKindOfContractCountsButIsNotTold() {
    assertThat(Reason.values()).filteredOn(r -> !r.isTold()).containsExactly(Reason.CONTRACT);
  }

  @Test
  void aFeatureWithoutAReasonIsRefused() {
    assertThatThrownBy(() -> Reason.sums(List.of("moon_phase"), new double[] {1}))
        .hasMessageContaining("moon_phase");
  }
}
