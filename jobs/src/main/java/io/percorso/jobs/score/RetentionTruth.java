package io.percorso.jobs.score;

import io.percorso.simulator.company.BayesBound;
import io.percorso.statistics.Predictions;
import io.percorso.statistics.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code retention.auc}, {@code retention.calibration} and {@code retention.top_reason}: whether
 * what the lake says of who will end a contract holds against the truth.
 *
 * <p>Nobody can rank better than the probability that follows from all that can be observed: the
 * area under the ROC curve may lie at most {@link #LOSS} below what that one reached on the same
 * customers, and above what it is expected to reach by at most three standard errors. Calibration
 * is the mean distance between both probabilities over fifteen parts of equal mass. The first
 * reason is judged of customers who left, whose cause was at least twice any other.
 */
public final class RetentionTruth {
  public static final String AUC = "retention.auc";
  public static final String CALIBRATION = "retention.calibration";
  public static final String TOP_REASON = "retention.top_reason";

  private static final double LOSS = 0.015;
  private static final double STANDARD_ERRORS = 3;
  private static final double WORST_CALIBRATION = 0.01;
  private static final double LEAST_REASONS = 0.7;
  private static final int BINS = 15;

  /** What the world calls a cause, and the lake a reason. */
  private static final Map<String, String> REASONS =
      Map.of(
          "friction", "friction",
          "repeat", "repeated_contacts",
          "payment", "payment_failed",
          "price", "price",
          "silence", "low_use",
          "satisfaction", "dissatisfied");

  private final List<Judged> judged = new ArrayList<>();

  private record Judged(
      double score,
      double probability,
      double truth,
      boolean hasLeft,
      Optional<String> reason,
      String cause) {}

  /**
   * What the lake says of a customer.
   *
   * @param score of its model
   * @param reason the first that was told
   */
  public record Said(double score, double probability, Optional<String> reason) {}

  /**
   * Finds what the lake says of a person of the truth at the beginning of a day, as ISO says it.
   */
  public interface Lookup {
    Optional<Said> find(long person, String day);
  }

  /** All of a truth's customers with a contract of whom the lake says something. */
  public static RetentionTruth of(TruthFolder truth, Lookup lake) {
    RetentionTruth retention = new RetentionTruth();
    truth.read(
        TruthFolder.CHURN,
        line -> {
          if (line.has("p_obs") && line.text("contract").equals("subscription")) {
            lake.find((long) line.real("person"), line.text("snapshot_day"))
                .ifPresent(
                    said ->
                        retention.add(
                            said,
                            line.real("p_obs"),
                            line.flag("churned"),
                            line.text("dominant_cause")));
          }
        });
    return retention;
  }

  /**
   * @param truth what follows from all that can be observed
   * @param cause the dominant one, or mixed
   */
  void add(Said said, double truth, boolean hasLeft, String cause) {
    judged.add(new Judged(said.score, said.probability, truth, hasLeft, said.reason, cause));
  }

  public List<Score> scores() {
    return List.of(auc(), calibration(), topReason());
  }

  private Score auc() {
    double[] truths = judged.stream().mapToDouble(Judged::truth).toArray();
    boolean[] left = left();
    Optional<BayesBound.Realised> best = BayesBound.realised(truths, left);
    if (best.isEmpty()) {
      return nothing(AUC);
    }
    double found =
        Ranking.auc(Predictions.of(judged.stream().mapToDouble(Judged::score).toArray(), left));
    double least = best.get().auc() - LOSS;
    double most = BayesBound.of(truths).auc() + STANDARD_ERRORS * best.get().standardError();
    return new Score(
        AUC,
        Score.number(found),
        judged.size(),
        "%s to %s".formatted(Score.number(least), Score.number(most)),
        found >= least && found <= most ? Score.Verdict.OK : Score.Verdict.FAILED,
        "%,d of %,d customers left; what can be observed ranks them with %s"
            .formatted(best.get().happened(), judged.size(), Score.number(best.get().auc())));
  }

  private Score calibration() {
    if (judged.isEmpty()) {
      return nothing(CALIBRATION);
    }
    List<Judged> ranked =
        judged.stream().sorted(java.util.Comparator.comparingDouble(Judged::probability)).toList();
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      List<Judged> of =
          ranked.subList(bin * ranked.size() / BINS, (bin + 1) * ranked.size() / BINS);
      double said = of.stream().mapToDouble(Judged::probability).sum();
      double truth = of.stream().mapToDouble(Judged::truth).sum();
      error += Math.abs(said - truth) / ranked.size();
    }
    return new Score(
        CALIBRATION,
        Score.number(error),
        judged.size(),
        "<= " + Score.number(WORST_CALIBRATION),
        error <= WORST_CALIBRATION ? Score.Verdict.OK : Score.Verdict.FAILED,
        "%.1f are said to leave, %.1f are expected"
            .formatted(
                judged.stream().mapToDouble(Judged::probability).sum(),
                judged.stream().mapToDouble(Judged::truth).sum()));
  }

  private Score topReason() {
    List<Judged> clear =
        judged.stream()
            .filter(j -> j.hasLeft && j.reason.isPresent() && REASONS.containsKey(j.cause))
            .toList();
    long right =
        clear.stream().filter(j -> REASONS.get(j.cause).equals(j.reason.orElseThrow())).count();
    return Score.atLeast(
        TOP_REASON,
        clear.isEmpty() ? 0 : (double) right / clear.size(),
        clear.size(),
        LEAST_REASONS,
        "of %,d customers who left for one cause, and whose risk was explained, %,d were told it first"
            .formatted(clear.size(), right));
  }

  private static Score nothing(String name) {
    return new Score(
        name,
        "",
        0,
        "",
        Score.Verdict.SHOWN,
        "nothing to judge: no model says anything of a day"
            + " before one on which the truth knows who leaves");
  }

  private boolean[] left() {
    boolean[] left = new boolean[judged.size()];
    for (int i = 0; i < left.length; i++) {
      left[i] = judged.get(i).hasLeft;
    }
    return left;
  }
}
