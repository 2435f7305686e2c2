package io.percorso.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UsualTest {
  private static final int[] ONE_GROUP = new int[10];

  @Test
  void theCentreIsThatOfTheWantedGroup() {
    Usual usual =
        Usual.of(new double[] {1, 10, 1, 10, 1, 10}, new int[] {0, 1, 0, 1, 0, 1}, 1, 0.1);
    assertThat(usual).isEqualTo(new Usual(10, 0, 3));
  }

  @Test
  void aValueThatIsFarFromTheOthersIsLeftOut() {
    Usual usual = Usual.of(new double[] {5, 5, 6, 5, 4, 5, 6, 4, 5, 500}, ONE_GROUP, 0, 0.1);
    assertThat(usual.centre()).isEqualTo(5);
    assertThat(usual.count()).isEqualTo(9);
  }

  @Test
  void theSpreadOfNormalValuesIsTheirStandardDeviation() {
    Random random = new Random(5);
    double spread = 0;
    double qn = 0;
    int worlds = 300;
    for (int world = 0; world < worlds; world++) {
      double[] values = random.doubles(28).map(d -> random.nextGaussian()).toArray();
      spread += Usual.of(values, new int[28], 0, 0).spread() / worlds;
      qn += Usual.qn(values) / worlds;
    }
    assertThat(spread).isCloseTo(1, within(0.05));
    assertThat(qn).isCloseTo(1, within(0.05));
  }

  @Test
  void theScaleOfANewValueHoldsTheCentresOwnDoubt() {
    assertThat(new Usual(0, 2, 4).scale(1)).isCloseTo(2 * Math.sqrt(1.25), within(1e-12));
    assertThat(new Usual(0, 0, 4).scale(1)).isCloseTo(Math.sqrt(1.25), within(1e-12));
  }
}
