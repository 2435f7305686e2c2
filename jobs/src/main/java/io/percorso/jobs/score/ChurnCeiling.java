package io.percorso.jobs.score;

import io.percorso.simulator.company.BayesBound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

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

  /**
   * By how many standard errors the area that was reached differs from the one that is expected;
   * empty where too few left or stayed.
   */
  OptionalDouble distance() {
    double[] scores = Arrays.copyOf(probabilities, count);
    return distance(Arrays.copyOf(left, count), BayesBound.of(scores).auc());
  }

  /** The same with labels that are dealt out anew, against an area of one half. */
  OptionalDouble shuffledDistance(long seed) {
    List<Boolean> labels = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      labels.add(left[i]);
    }
    Collections.shuffle(labels, new Random(seed));
    boolean[] dealt = new boolean[count];
    for (int i = 0; i < count; i++) {
      dealt[i] = labels.get(i);
    }
    return distance(dealt, 0.5);
  }

  private OptionalDouble distance(boolean[] labels, double expected) {
    return BayesBound.realised(Arrays.copyOf(probabilities, count), labels)
        .map(r -> OptionalDouble.of((r.auc() - expected) / r.standardError()))
        .orElse(OptionalDouble.empty());
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
