package io.percorso.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.statistics.KaplanMeier.Watched;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KaplanMeierTest {
  /** Weeks in remission under 6-MP, E. Freireich and others (1963); + when last seen. */
  private static final String TREATED =
      "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";

  private static List<Watched> people(String times) {
    return Arrays.stream(times.split(" "))
        .map(t -> new Watched(Double.parseDouble(t.replace("+", "")), !t.endsWith("+")))
        .toList();
  }

  @Test
  void theLeukaemiaTrial() {
    double[] times = {6, 7, 10, 13, 16, 22, 23};
    double[] shares = {.8571, .8067, .7529, .6902, .6275, .5378, .4482};
    double[] errors = {.0764, .0869, .0963, .1068, .1141, .1282, .1346};
    List<KaplanMeier.Point> curve = KaplanMeier.curve(people(TREATED));
    assertThat(curve)
        .extracting(KaplanMeier.Point::time)
        .containsExactly(6d, 7d, 10d, 13d, 16d, 22d, 23d);
    for (int i = 0; i < times.length; i++) {
      assertThat(curve.get(i).share()).isCloseTo(shares[i], within(5e-5));
      assertThat(curve.get(i).error()).isCloseTo(errors[i], within(5e-5));
    }
  }

  @Test
  void withoutAnybodyLostTheCurveIsTheShareLeft() {
    assertThat(KaplanMeier.curve(people("1 1 2 3")))
        .extracting(KaplanMeier.Point::share)
        .containsExactly(.5, .25, 0.0);
    assertThat(KaplanMeier.curve(people("4+ 5+"))).isEmpty();
  }
}
