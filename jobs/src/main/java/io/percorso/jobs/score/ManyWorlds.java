package io.percorso.jobs.score;

import io.percorso.simulator.company.World;
import io.percorso.simulator.company.WorldSize;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;

/**
 * Scores over many worlds that are drawn in memory, without raw files and without a lake: what one
 * world is too small to tell. Each world has a seed of its own and effects moved by it.
 */
public final class ManyWorlds {
  public static final String CEILINGS = "churn.auc_ceiling.worlds";
  public static final String SHUFFLED = "churn.auc_shuffled.worlds";
  public static final String CALIBRATION = "churn.share.worlds";

  private static final double STANDARD_ERRORS = 3;

  /** Normal probability beyond three standard errors, both sides. */
  private static final double BEYOND = 0.0027;

  /** More worlds beyond three standard errors than this chance allows are too many. */
  private static final double CHANCE = 0.01;

  private final List<Double> ceilings = new ArrayList<>();
  private final List<Double> shuffled = new ArrayList<>();
  private double expected;
  private double variance;
  private long left;
  private long snapshots;

  private ManyWorlds() {}

  /**
   * @param first the first world; the others have the seeds behind its
   * @param progress is told how many are done
   */
  public static List<Score> of(WorldSize first, int worlds, LongConsumer progress) {
    ManyWorlds all = new ManyWorlds();
    for (int i = 0; i < worlds; i++) {
      all.add(
          new WorldSize(
              first.seed() + i,
              first.customers(),
              first.firstDay(),
              first.days(),
              first.profile(),
              first.isPerturbed()));
      progress.accept(i + 1L);
    }
    return List.of(
        within(CEILINGS, all.ceilings, "the area reached is within 3 standard errors of the bound"),
        within(SHUFFLED, all.shuffled, "with labels dealt out anew it is within 3 of one half"),
        all.share());
  }

  private void add(WorldSize size) {
    int full = World.columns("churn").indexOf("p_full");
    int observed = World.columns("churn").indexOf("p_obs");
    int churned = World.columns("churn").indexOf("churned");
    ChurnCeiling world = new ChurnCeiling();
    World.tell(
        size,
        "churn",
        row -> {
          double p = Double.parseDouble(row.get(full));
          boolean hasLeft = row.get(churned).equals("1");
          world.add(Double.parseDouble(row.get(observed)), hasLeft);
          expected += p;
          variance += p * (1 - p);
          left += hasLeft ? 1 : 0;
          snapshots++;
        });
    OptionalDouble ceiling = world.distance();
    OptionalDouble none = world.shuffledDistance(size.seed());
    ceiling.ifPresent(ceilings::add);
    none.ifPresent(shuffled::add);
  }

  private static Score within(String name, List<Double> distances, String what) {
    long inside = distances.stream().filter(d -> Math.abs(d) <= STANDARD_ERRORS).count();
    double mean = distances.stream().mapToDouble(d -> d).average().orElse(0);
    int allowed = allowed(distances.size());
    return Score.atLeast(
        name,
        distances.isEmpty() ? 0 : (double) inside / distances.size(),
        distances.size(),
        distances.isEmpty() ? 1 : (double) (distances.size() - allowed) / distances.size(),
        "in %,d of %,d worlds %s (%,d may miss it by chance); mean distance %.2f standard errors"
            .formatted(inside, distances.size(), what, allowed, mean));
  }

  private Score share() {
    double distance = (left - expected) / Math.sqrt(variance);
    return new Score(
        CALIBRATION,
        Score.number(snapshots == 0 ? 0 : (double) left / snapshots),
        snapshots,
        "%s +- %s"
            .formatted(
                Score.number(expected / Math.max(1, snapshots)),
                Score.number(STANDARD_ERRORS * Math.sqrt(variance) / Math.max(1, snapshots))),
        snapshots == 0
            ? Score.Verdict.SHOWN
            : Math.abs(distance) <= STANDARD_ERRORS ? Score.Verdict.OK : Score.Verdict.FAILED,
        "%,d of %,d customers and days left, %,.1f are expected"
            .formatted(left, snapshots, expected));
  }

  /** How many of so many worlds may lie beyond three standard errors (binomial, 1 %). */
  static int allowed(int worlds) {
    double probability = Math.pow(1 - BEYOND, worlds);
    double cumulated = probability;
    int misses = 0;
    while (1 - cumulated > CHANCE) {
      misses++;
      probability *= (double) (worlds - misses + 1) / misses * BEYOND / (1 - BEYOND);
      cumulated += probability;
    }
    return misses;
  }
}
