package io.percorso.journeys;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What "in order" means when a journey is held against a funnel. Whoever reaches a step strictly
 * also reaches it sequentially, and whoever does so reaches it in any order, each no later than by
 * the stricter reading. Knows no Spark.
 */
public enum FunnelOrdering {
  /** One step after the other; anything may lie between. */
  SEQUENTIAL {
    @Override
    Progress open(List<FunnelStep> steps) {
      return new Sequential(steps);
    }
  },
  /**
   * Each step is reached during the visit in which the one before it was, or during the visit that
   * directly follows that one. A detour breaks the way; it may begin again at the first step.
   */
  STRICT {
    @Override
    Progress open(List<FunnelStep> steps) {
      return new Strict(steps);
    }
  },
  /** A step counts as reached once it and all before it were, in whatever order. */
  ANY {
    @Override
    Progress open(List<FunnelStep> steps) {
      return new Any(steps);
    }
  };

  /** How far one journey has come since its entry. */
  abstract static class Progress {
    private static final long NEVER = -1;

    final List<FunnelStep> steps;
    private final long[] reachedAfter;

    Progress(List<FunnelStep> steps) {
      this.steps = steps;
      this.reachedAfter = new long[steps.size()];
      Arrays.fill(reachedAfter, NEVER);
    }

    /**
     * @param after microseconds since the entry
     */
    abstract void take(Step step, long after);

    /** Microseconds from the entry until the step at this place, from 0; empty: not reached. */
    OptionalLong reachedAfter(int place) {
      return isReached(place) ? OptionalLong.of(reachedAfter[place]) : OptionalLong.empty();
    }

    final boolean isReached(int place) {
      return reachedAfter[place] != NEVER;
    }

    /** The first time counts. */
    final void reach(int place, long after) {
      if (!isReached(place)) {
        reachedAfter[place] = after;
      }
    }

    /** How many steps from the first on were reached. */
    final int count() {
      int count = 0;
      while (count < steps.size() && reachedAfter(count).isPresent()) {
        count++;
      }
      return count;
    }
  }

  private static final class Sequential extends Progress {
    private int next;

    private Sequential(List<FunnelStep> steps) {
      super(steps);
    }

    @Override
    void take(Step step, long after) {
      if (next < steps.size() && steps.get(next).isMetBy(step.interaction())) {
        reach(next, after);
        next++;
      }
    }
  }

  private static final class Strict extends Progress {
    /** Places reached by ways that are in the current visit, and in the visit before it. */
    private BitSet here = new BitSet();

    private BitSet before = new BitSet();
    private int visit;

    private Strict(List<FunnelStep> steps) {
      super(steps);
    }

    @Override
    void take(Step step, long after) {
      if (step.visit().number() != visit) {
        visit = step.visit().number();
        before = here;
        here = new BitSet();
      }
      // From the last to the first: what this very interaction reaches takes it no further.
      for (int place = steps.size() - 1; place >= 0; place--) {
        boolean isNext = place == 0 || here.get(place - 1) || before.get(place - 1);
        if (isNext && steps.get(place).isMetBy(step.interaction())) {
          here.set(place);
          reach(place, after);
        }
      }
    }
  }

  private static final class Any extends Progress {
    private Any(List<FunnelStep> steps) {
      super(steps);
    }

    @Override
    void take(Step step, long after) {
      for (int place = 0; place < steps.size(); place++) {
        if (steps.get(place).isMetBy(step.interaction())) {
          reach(place, after);
        }
      }
    }

    @Override
    OptionalLong reachedAfter(int place) {
      long latest = 0;
      for (int i = 0; i <= place; i++) {
        OptionalLong own = super.reachedAfter(i);
        if (own.isEmpty()) {
          return own;
        }
        latest = Math.max(latest, own.getAsLong());
      }
      return OptionalLong.of(latest);
    }
  }

  /** Nothing reached yet. */
  abstract Progress open(List<FunnelStep> steps);

  /** The word that is stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
