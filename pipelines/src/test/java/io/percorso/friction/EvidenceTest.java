package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.friction.Evidence.Finding;
import io.percorso.friction.Evidence.Released;
import io.percorso.friction.hazard.Losses.Loss;
import io.percorso.friction.hazard.Release;
import io.percorso.statistics.Interval;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  static final FrictionRules RULES =
      new FrictionRules(
          3,
          1000,
          100,
          30,
          50,
          .05,
          1,
          .10,
          .40,
          1.645,
          1.5,
          .95,
          28,
          1000,
          Map.of("rage_click", 3.0),
          Map.of("buy", 7200L),
          86_400,
          86_400,
          "EUR");

  private static Loss loss(double lost, double low, double q, double riskRatio) {
    return new Loss(100, 40, 5, 9, riskRatio, lost, 10, new Interval(low, lost + 30), q);
  }

  private static String word(Loss loss, double attenuation) {
    return Evidence.of(loss, attenuation, 5, Optional.empty(), RULES).evidence().word();
  }

  @Test
  void theWordSaysWhatStandsAgainstALoss() {
    Loss clear = loss(50, 30, .001, 2);
    assertThat(word(clear, .04)).isEqualTo("adjusted");
    assertThat(word(clear, .17)).isEqualTo("associated");
    assertThat(word(clear, .44)).isEqualTo("audience");
    assertThat(word(loss(50, 30, .001, 1.05), .04)).isEqualTo("associated");
    assertThat(word(loss(50, 30, .06, 2), .04)).isEqualTo("none");
    assertThat(word(loss(50, .9, .01, 2), .04)).isEqualTo("none");
  }

  @Test
  void whatIsNotThereAmongCustomersAlikeIsAssociatedAtMost() {
    Loss clear = loss(50, 30, .001, 2);
    assertThat(Evidence.of(clear, 0, 1.65, Optional.empty(), RULES).evidence())
        .isEqualTo(Evidence.ADJUSTED);
    assertThat(Evidence.of(clear, 0, .4, Optional.empty(), RULES))
        .isEqualTo(
            new Finding(
                Evidence.ASSOCIATED,
                "among customers of one channel, device and intent it is only 0.4 standard errors"
                    + " above chance, less than 1.6"));
  }

  @Test
  void onlyWhatNothingElseMayExplainHasARank() {
    assertThat(Arrays.stream(Evidence.values()).filter(Evidence::isRanked))
        .containsExactly(Evidence.ADJUSTED, Evidence.CONFIRMED);
  }

  @Test
  void theReasonNamesTheFigureThatDecided() {
    assertThat(Evidence.of(loss(50, 30, .06, 2), 0, 5, Optional.empty(), RULES).reason())
        .isEqualTo("chance alone may bring such a loss: its q-value is 0.06, above 0.05");
    assertThat(Evidence.of(loss(50, 30, .001, 2), .44, 5, Optional.empty(), RULES).reason())
        .isEqualTo("44 % of the seeming loss goes with who comes here");
  }

  @Test
  void whereNearlyEveryVisitShowsFrictionThereIsNothingToCompare() {
    Loss all = new Loss(100, 99, 5, 5, 2, 50, 10, new Interval(30, 80), .001);
    assertThat(Evidence.of(all, 0, 5, Optional.empty(), RULES))
        .isEqualTo(
            new Finding(
                Evidence.NONE,
                "99 of 100 visits show friction: there is nothing to compare them with"));
  }

  @Test
  void aReleaseThatTookFrictionAwayConfirms() {
    Released released =
        new Released(
            new PlannedRelease("form", "cart", Optional.empty(), LocalDate.of(2026, 3, 2)),
            new Release.Effect(500, 500, .2, .05, -3, new Interval(-5, -1), false));
    Finding finding = Evidence.of(loss(50, 30, .001, 2), .5, 5, Optional.of(released), RULES);

    assertThat(finding.evidence()).isEqualTo(Evidence.CONFIRMED);
    assertThat(finding.reason())
        .isEqualTo(
            "since the release form of 2026-03-02, of 100 visits 3.0 fewer end the journey (1.0 to"
                + " 5.0)");
  }
}
