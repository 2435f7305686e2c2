package io.percorso.friction;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.friction.hazard.Losses;
import io.percorso.friction.hazard.Losses.Loss;
import io.percorso.statistics.Interval;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TouchpointFrictionTest {
  private static final TouchpointFriction.Rules RULES =
      new TouchpointFriction.Rules(3, 1000, 30, 200, .05, 1, .10, .40, 1.5);
  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);

  private static Loss loss(double lost, double low, double q, double riskRatio) {
    return new Loss(100, 40, 5, riskRatio, lost, 10, new Interval(low, lost + 30), q);
  }

  private static Losses losses(Loss... touchpoints) {
    return new Losses(List.of(touchpoints), touchpoints[0]);
  }

  @Test
  void evidenceSaysWhatStandsAgainstALoss() {
    Loss clear = loss(50, 30, .001, 2);
    assertThat(word(clear, 52)).isEqualTo("adjusted");
    assertThat(word(clear, 60)).isEqualTo("associated");
    assertThat(word(clear, 90)).isEqualTo("audience");
    assertThat(word(loss(50, 30, .001, 1.05), 52)).isEqualTo("associated");
    assertThat(word(loss(50, 30, .06, 2), 52)).isEqualTo("none");
    assertThat(word(loss(50, .9, .01, 2), 52)).isEqualTo("none");
  }

  @Test
  void theWorstIsTheOneThatSurelyLosesMostAndTheAudiencesIsNotRanked() {
    Losses losses =
        losses(
            loss(90, 10, .001, 2),
            loss(50, 30, .001, 2),
            loss(70, 60, .001, 2),
            loss(5, -20, .5, 1.1));
    Losses naive =
        losses(loss(90, 1, 0, 2), loss(50, 1, 0, 2), loss(700, 1, 0, 2), loss(5, 1, 0, 2));
    List<Row> rows =
        TouchpointFriction.rows(
            List.of("cart", "checkout", "help", "home"), MARCH, losses, naive, RULES);

    assertThat(rows.stream().map(TouchpointFrictionTest::rank).toList())
        .containsExactly("cart 2", "checkout 1", "help null", "home null");
  }

  @Test
  void aTouchpointWithoutAVisitHasNoRow() {
    Loss none = new Loss(0, 0, 0, 1, 0, 0, new Interval(0, 0), 1);
    assertThat(
            TouchpointFriction.rows(
                List.of("cart", "gone"),
                MARCH,
                losses(loss(50, 30, .001, 2), none),
                losses(loss(50, 30, .001, 2), none),
                RULES))
        .hasSize(1);
  }

  private static String word(Loss loss, double seeming) {
    Losses naive = losses(loss(seeming, 0, 0, 2));
    return TouchpointFriction.rows(List.of("cart"), MARCH, losses(loss), naive, RULES)
        .get(0)
        .getString(TouchpointFriction.TABLE.indexOf(TouchpointFriction.EVIDENCE));
  }

  private static String rank(Row row) {
    return row.getString(0)
        + " "
        + row.get(TouchpointFriction.TABLE.indexOf(TouchpointFriction.RANK));
  }
}
