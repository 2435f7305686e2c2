package io.percorso.simulator.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TyposTest {
  @Test
  void aSlipChangesTheTextByOneLetterAtMost() {
    for (String text : List.of("The parcel was late.", "cannella", "Şifre değişti.", "aaaaaaa")) {
      assertThat(IntStream.range(0, 500).mapToObj(i -> Typos.in(Dice.of(1, "slip", i), text)))
          .allMatch(slipped -> !slipped.equals(text))
          .allMatch(slipped -> Math.abs(slipped.length() - text.length()) <= 1)
          .allMatch(slipped -> slipped.substring(0, 1).matches("[Tca]|Ş|S"));
    }
  }

  @Test
  void aKeyboardWithoutAccentsLosesThemAll() {
    assertThat(
            IntStream.range(0, 100)
                .mapToObj(i -> Typos.in(Dice.of(1, "slip", i), "Çok kötü, şifre kırık, groß")))
        .contains("Cok kotu, sifre kirik, gross");
  }

  @Test
  void withoutALongWordThereIsNoSlip() {
    assertThat(Typos.in(Dice.of(1, "slip"), "it is ok")).isEqualTo("it is ok");
  }
}
