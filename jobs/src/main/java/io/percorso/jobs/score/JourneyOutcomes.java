package io.percorso.jobs.score;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code journeys.outcome}: the share of true journeys whose outcome is found. A true journey is
 * matched to the found one that holds most of its interactions; of two that hold equally many to
 * the one that ended later, which has the outcome. Takes one interaction after another, those of
 * one true journey together.
 */
public final class JourneyOutcomes {
  /** With given identities. */
  public static final String NAME = "journeys.outcome";

  /** As the lake has them, mistaken identities and all. */
  public static final String END_TO_END = "journeys.outcome_end_to_end";

  /** Outcome of a true journey of which no interaction is in any found journey. */
  static final String NONE = "none";

  private static final double BOUND_CLEAN = 0.98;
  private static final double BOUND_NOISY = 0.95;

  /**
   * A journey of the lake.
   *
   * @param endedAt microseconds
   */
  public record Found(String id, String outcome, long endedAt) {}

  private final Confusion outcomes = new Confusion();
  private final Map<Found, Long> held = new HashMap<>();
  private boolean hasBegun;
  private long journey;
  private String truth = "";

  /**
   * @param trueJourney its number
   * @param trueOutcome its outcome
   * @param found the journey in which the lake put this interaction, if in any
   */
  public void take(long trueJourney, String trueOutcome, Optional<Found> found) {
    if (hasBegun && trueJourney != journey) {
      end();
    }
    hasBegun = true;
    journey = trueJourney;
    truth = trueOutcome;
    found.ifPresent(f -> held.merge(f, 1L, Long::sum));
  }

  /** Truth against found, after the last interaction. */
  public Confusion outcomes() {
    if (hasBegun) {
      end();
    }
    hasBegun = false;
    return outcomes;
  }

  private void end() {
    Map.Entry<Found, Long> most = null;
    for (Map.Entry<Found, Long> each : held.entrySet()) {
      if (most == null || isBefore(most, each)) {
        most = each;
      }
    }
    outcomes.add(truth, most == null ? NONE : most.getKey().outcome(), 1);
    held.clear();
  }

  private static boolean isBefore(Map.Entry<Found, Long> one, Map.Entry<Found, Long> other) {
    int byCount = Long.compare(one.getValue(), other.getValue());
    int byEnd = Long.compare(one.getKey().endedAt(), other.getKey().endedAt());
    int byId = one.getKey().id().compareTo(other.getKey().id());
    return byCount != 0 ? byCount < 0 : byEnd != 0 ? byEnd < 0 : byId < 0;
  }

  /**
   * The score of all journeys.
   *
   * @param name {@link #NAME} or {@link #END_TO_END}
   * @param unseen true journeys of which no record was loaded, which nothing could find
   */
  public static Score score(String name, Confusion outcomes, TruthWorld world, long unseen) {
    long n = outcomes.total();
    long right = outcomes.agreeing();
    return Score.atLeast(
        name,
        (double) right / n,
        n,
        world.isClean() ? BOUND_CLEAN : BOUND_NOISY,
        "%,d of %,d journeys of a %s world have the true outcome; %,d left no record"
            .formatted(right, n, world.profile(), unseen));
  }
}
