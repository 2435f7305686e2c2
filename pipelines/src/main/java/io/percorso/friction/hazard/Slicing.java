package io.percorso.friction.hazard;

import java.io.Serializable;

/** Ways to tell visits apart by what was known before them: by channel, device, intent … */
public interface Slicing extends Serializable {
  /** Nothing is told apart. */
  Slicing NONE =
      new Slicing() {
        @Override
        public int count() {
          return 0;
        }

        @Override
        public int[] of(Visit visit) {
          return new int[0];
        }

        @Override
        public int strata() {
          return 1;
        }

        @Override
        public int stratum(Visit visit) {
          return 0;
        }
      };

  /** How many slices there are. */
  int count();

  /** The slices that a visit is of, by number: one of each way at most. */
  int[] of(Visit visit);

  /** How many kinds of customers alike there are: of one channel, one device, one intent. */
  int strata();

  /** Which of them a visit is of. */
  int stratum(Visit visit);
}
