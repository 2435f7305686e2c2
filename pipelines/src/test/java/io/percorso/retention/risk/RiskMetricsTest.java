package io.percorso.retention.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.percorso.retention.risk.RiskMetrics.Figures;
import io.percorso.retention.value.Campaign;
import io.percorso.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RiskMetricsTest {
  private static ScoredRow scored(String customer, String group, double p, boolean hasLeft) {
    return new ScoredRow(customer, group, Math.log(p / (1 - p)), p, hasLeft);
  }

  /** Customers whose probabilities are true, each with some rows that all come to the same. */
  private static List<ScoredRow> rows(int customers, int rowsOfEach) {
    SplittableRandom random = new SplittableRandom(1);
    List<ScoredRow> rows = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      double p = .02 + .9 * Math.pow(random.nextDouble(), 3);
      boolean hasLeft = random.nextDouble() < p;
      for (int r = 0; r < rowsOfEach; r++) {
        rows.add(scored("c" + i, i % 4 == 0 ? "b" : "a", p, hasLeft));
      }
    }
    return rows;
  }

  private static List<RiskMetrics> metrics(List<ScoredRow> rows) {
    return RiskMetrics.of(rows, Campaign.OF_TELEPHONY, 200);
  }

  /** The ten rows of the toy of models.md, section 8, O14. */
  @Test
  void tenRowsHaveTheFiguresOfTheToy() {
    double[] p = {.1, .2, .3, .4, .6, .7, .8, .9, .35, .65};
    int[] hasLeft = {0, 0, 1, 0, 1, 1, 1, 1, 0, 0};
    List<ScoredRow> rows = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      rows.add(scored("c" + i, "a", p[i], hasLeft[i] == 1));
    }
    Figures figures = metrics(rows).get(0).figures().orElseThrow();
    assertThat(figures.brier()).isCloseTo(.1545, within(1e-9));
    assertThat(figures.logLoss()).isCloseTo(.471991, within(1e-6));
    assertThat(figures.auc()).isCloseTo(.84, within(1e-9));
    assertThat(figures.brierSkill()).isCloseTo(1 - .1545 / .25, within(1e-9));
    assertThat(figures.inTheLarge()).isCloseTo(1, within(1e-9));
    assertThat(figures.liftOfTenth()).isCloseTo(2, within(1e-9));
  }

  @Test
  void trueProbabilitiesAreWellCalibrated() {
    Figures figures = metrics(rows(20_000, 1)).get(0).figures().orElseThrow();
    assertThat(figures.line().orElseThrow().slope()).isCloseTo(1, within(.05));
    assertThat(figures.inTheLarge()).isCloseTo(1, within(.03));
    assertThat(figures.calibrationError()).isLessThan(.015);
    assertThat(figures.intervals().slope().orElseThrow().contains(1)).isTrue();
  }

  @Test
  void allRowsComeFirstAndThenTheGroupsByName() {
    List<RiskMetrics> metrics = metrics(rows(1_200, 1));
    assertThat(metrics).extracting(RiskMetrics::group).containsExactly("all", "a", "b");
    assertThat(metrics).extracting(RiskMetrics::rows).containsExactly(1_200L, 900L, 300L);
  }

  @Test
  void aGroupOfLessThan200LeaversIsMarked() {
    List<RiskMetrics> metrics = metrics(rows(1_200, 1));
    assertThat(metrics.get(1).leavers()).isGreaterThanOrEqualTo(200);
    assertThat(metrics.get(2).leavers()).isLessThan(200);
    assertThat(metrics)
        .extracting(RiskMetrics::hasEnoughLeavers)
        .containsExactly(true, true, false);
  }

  @Test
  void rowsOfOneCustomerTellNoMoreThanOneRow() {
    Interval once = interval(rows(800, 1));
    Interval fourTimes = interval(rows(800, 4));
    assertThat(fourTimes.high() - fourTimes.low())
        .isCloseTo(once.high() - once.low(), within(1e-9));
  }

  private static Interval interval(List<ScoredRow> rows) {
    return metrics(rows).get(0).figures().orElseThrow().intervals().auc().orElseThrow();
  }

  @Test
  void whereAllCameToTheSameThereAreNoFigures() {
    RiskMetrics none = metrics(List.of(scored("c1", "a", .2, false))).get(0);
    assertThat(none.rows()).isEqualTo(1);
    assertThat(none.figures()).isEmpty();
    assertThat(metrics(List.of()).get(0).figures()).isEmpty();
  }

  @Test
  void oneProbabilityForAllHasNoSlopeAndKnowsNothing() {
    List<ScoredRow> rows =
        rows(300, 1).stream().map(r -> scored(r.customer(), "a", .3, r.hasLeft())).toList();
    Figures figures = metrics(rows).get(0).figures().orElseThrow();
    assertThat(figures.auc()).isEqualTo(.5);
    assertThat(figures.line()).isEmpty();
    assertThat(figures.intervals().slope()).isEmpty();
  }

  @Test
  void aSecondLookIsTheFirst() {
    assertThat(metrics(rows(300, 2))).isEqualTo(metrics(rows(300, 2)));
  }

  @Test
  void certaintyIsNoProbability() {
    assertThatThrownBy(() -> new ScoredRow("c1", "a", 1, 1, true))
        .hasMessageContaining("a probability of 1.0");
  }
}
