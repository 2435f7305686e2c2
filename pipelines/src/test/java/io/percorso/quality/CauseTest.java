package io.percorso.quality;

import static io.percorso.quality.Cause.CORRECTION;
import static io.percorso.quality.Cause.DISPLACED;
import static io.percorso.quality.Cause.IDENTITY;
import static io.percorso.quality.Cause.LATER_DAYS;
import static io.percorso.quality.Cause.LATE_RECORD;
import static io.percorso.quality.Cause.OTHER;
import static io.percorso.quality.Cause.SEVERAL;
import static io.percorso.quality.Cause.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CauseTest {
  @Test
  void aPersonsWordComesBeforeWhatRecordsTellAndTimeComesLast() {
    List<Cause> order = List.of(CORRECTION, IDENTITY, DISPLACED, LATE_RECORD, SILENCE, LATER_DAYS);
    for (int first = 0; first < order.size(); first++) {
      int reasons =
          order.subList(first, order.size()).stream()
              .mapToInt(Cause::bit)
              .reduce(0, (a, b) -> a | b);
      assertThat(Cause.first(reasons)).isEqualTo(order.get(first));
    }
  }

  @Test
  void aCustomerOfWhomNoReasonIsKnownHasAnother() {
    assertThat(Cause.first(0)).isEqualTo(OTHER);
  }

  @Test
  void causesOfAWholeRunAreNoReasonsOfACustomer() {
    assertThat(Cause.first(Cause.REBUILD.bit() | Cause.RELOAD.bit() | Cause.RESTORE.bit()))
        .isEqualTo(OTHER);
  }

  @Test
  void aFigureHasTheOneCauseOfItsRowsElseSeveral() {
    assertThat(Cause.together(List.of(IDENTITY, IDENTITY))).isEqualTo(IDENTITY);
    assertThat(Cause.together(List.of(IDENTITY, SILENCE))).isEqualTo(SEVERAL);
  }

  @Test
  void aFigureOfWhichNoRowChangedChangedByTimeAlone() {
    assertThat(Cause.together(List.of())).isEqualTo(SILENCE);
  }

  @Test
  void aStoredWordNamesItsCause() {
    for (Cause cause : Cause.values()) {
      assertThat(Cause.of(cause.word())).isEqualTo(cause);
    }
  }
}
