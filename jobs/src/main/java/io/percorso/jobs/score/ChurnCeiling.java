package io.percorso.jobs.score;

import io.percorso.simulator.company.BayesBound;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code churn.auc_ceiling}: whether the world's draws agree with its own probabilities. The area
 * under the ROC curve that the observable probability reached on who left must lie within three
 * standard errors of the area that it is expected to reach, which is the ceiling of any honest
 * model.
 */
public final class ChurnCeiling {
  public static final String NAME = "churn.auc_ceiling";

  private static final double STANDARD_ERRORS = 3;
  private static final int FIRST_LENGTH = 1 << 10;

  private double[] probabilities = new double[FIRST_LENGTH];
  private boolean[] left = new boolean[FIRST_LENGTH];
  private int count;

  /** All of a truth's customers and snapshot days of which it is known whether they left. */
  public static ChurnCeiling of(TruthFolder truth) {
    ChurnCeiling ceiling = new ChurnCeiling();
    truth.read(
        TruthFolder.CHURN,
        line -> {
          if (line.has("p_obs") && line.has("churned")) {
            ceiling.add(line.real("p_obs"), line.flag("churned"));
          }
        });
    return ceiling;
  }

  /**
   * @param probability of leaving, given what can be observed
   */
  void add(double probability, boolean hasLeft) {
    if (count == probabilities.length) {
      probabilities = Arrays.copyOf(probabilities, 2 * count);
      left = Arrays.copyOf(left, 2 * count);
    }
    probabilities[count] = probability;
    left[count++] = hasLeft;
  }

  public Score score() {
    double[] scores = Arrays.copyOf(probabilities, count);
    Optional<BayesBound.Realised> realised =
        BayesBound.realised(scores, Arrays.copyOf(left, count));
    if (realised.isEmpty()) {
      return new Score(
          NAME,
          "",
          0,
          "",
          Score.Verdict.SHOWN,
          "nothing to judge: of %,d customers and days too few left, or too few stayed"
              .formatted(count));
    }
    double expected = BayesBound.of(scores).auc();
    double found = realised.get().auc();
    double margin = STANDARD_ERRORS * realised.get().standardError();
    return new Score(
        NAME,
        Score.number(found),
        count,
        "%s +- %s".formatted(Score.number(expected), Score.number(margin)),
        Math.abs(found - expected) <= margin ? Score.Verdict.OK : Score.Verdict.FAILED,
        "%,d of %,d customers and days left; no honest model is expected to rank better than %s"
            .formatted(realised.get().happened(), count, Score.number(expected)));
  }
}
