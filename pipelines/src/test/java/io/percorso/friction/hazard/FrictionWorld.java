package io.percorso.friction.hazard;

import io.percorso.friction.hazard.Visit.End;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Visits of customers of whom everything is known: journeys of up to six steps over 24 touchpoints,
 * six of which really drive customers away, and four that only look as if. The friction itself is
 * never seen, only signals that it emits mostly and that are emitted without it now and then; what
 * a customer wants is seen through a proxy.
 */
final class FrictionWorld {
  static final int TOUCHPOINTS = 24;
  private static final int SIGNALS = 5;
  static final Sizes SIZES = new Sizes(TOUCHPOINTS, 2, 1, 5, SIGNALS, SIGNALS);

  /** Real causes: touchpoint, how often friction happens, what it adds to the log odds. */
  static final int[] CAUSES = {3, 7, 11, 15, 18, 21};

  static final int BENIGN = 5;
  static final int CONFOUNDED = 9;
  static final int SIMPSON = 13;
  static final int TINY = 17;

  private static final double[] OFTEN = {.12, .20, .05, .30, .015, .10};
  private static final double[] EFFECT = {1.6, .9, 2.2, .5, 2.5, 1.1};
  private static final double[] EMITTED = {.6, .4, .5, .4, .3};
  private static final double[] NOISE = {.03, .02, .05, .03, .04};
  private static final int STEPS = 6;
  private static final int DAYS = 90;
  static final double WORTH = 40;

  final List<Visit> visits = new ArrayList<>();
  final double[] trueLost = new double[TOUCHPOINTS];
  double trueLostTogether;

  /** The same with the friction that no signal shows. */
  double trueLostUnseen;

  private final SplittableRandom random;
  private final double proxyError;

  /**
   * @param proxyError spread of what is seen of the intent around what it is, which has a spread of
   *     1
   */
  FrictionWorld(long seed, int customers, double proxyError) {
    this.random = new SplittableRandom(seed);
    this.proxyError = proxyError;
    for (int i = 0; i < customers; i++) {
      customer(i);
    }
  }

  private void customer(int number) {
    double intent = normal();
    double proxy = intent + proxyError * normal();
    boolean isMobile = random.nextDouble() < .45;
    double segment = random.nextDouble();
    int journeys = 1 + (random.nextDouble() < .4 ? 1 : 0) + (random.nextDouble() < .2 ? 1 : 0);
    double[] known = {
      proxy, isMobile ? 1 : 0, segment < .3 ? 1 : 0, segment > .8 ? 1 : 0, proxy * proxy - 1
    };
    for (int j = 0; j < journeys; j++) {
      journey(Integer.toString(number).hashCode() * 31L + number, intent, isMobile, known);
    }
  }

  private void journey(long customer, double intent, boolean isMobile, double[] known) {
    int[] path = new int[STEPS];
    boolean[] friction = new boolean[STEPS];
    double[][] signals = new double[STEPS][];
    double[] base = new double[STEPS];
    for (int t = 0; t < STEPS; t++) {
      path[t] = touchpoint(intent, isMobile);
      friction[t] = random.nextDouble() < often(path[t], intent, isMobile);
      signals[t] = signals(friction[t]);
      base[t] = -3.0 - .9 * intent + .1 * (t + 1) + (isMobile ? .4 : 0);
    }
    int day = visits.size() % DAYS;
    truth(path, friction, signals, base);
    List<Visit> made = new ArrayList<>();
    boolean isConverted = true;
    double elapsed = 0;
    for (int t = 0; t < STEPS && isConverted; t++) {
      isConverted = random.nextDouble() >= chance(base[t] + effect(path[t], friction[t]));
      End end = isConverted ? End.CONTINUED : End.ABANDONED;
      made.add(
          new Visit(
              customer,
              path[t],
              isMobile ? 1 : 0,
              t + 1,
              elapsed,
              day,
              known,
              signals[t],
              end,
              new Visit.Journey(0, false, 0, false)));
      elapsed += 30 + 60 * random.nextDouble();
    }
    for (Visit visit : made) {
      visits.add(
          new Visit(
              visit.customer(),
              visit.touchpoint(),
              visit.channel(),
              visit.position(),
              visit.elapsedSeconds(),
              visit.day(),
              visit.confounders(),
              visit.signals(),
              visit.end(),
              new Visit.Journey(0, isConverted, isConverted ? WORTH : 0, false)));
    }
  }

  /**
   * Journeys that reach the goal more often when one touchpoint, or all, are without the friction
   * that shows. What no signal shows nobody can find.
   */
  private void truth(int[] path, boolean[] friction, double[][] signals, double[] base) {
    double asItIs = survival(path, friction, base);
    boolean[] calm = friction.clone();
    for (int t = 0; t < STEPS; t++) {
      calm[t] &= !isShown(signals[t]);
    }
    for (int k : CAUSES) {
      boolean[] mended = friction.clone();
      for (int t = 0; t < STEPS; t++) {
        mended[t] = path[t] == k ? calm[t] : friction[t];
      }
      trueLost[k] += survival(path, mended, base) - asItIs;
    }
    trueLostTogether += survival(path, calm, base) - asItIs;
    trueLostUnseen += survival(path, new boolean[STEPS], base) - asItIs;
  }

  private static boolean isShown(double[] signals) {
    return Arrays.stream(signals).sum() > 0;
  }

  private static double survival(int[] path, boolean[] friction, double[] base) {
    double product = 1;
    for (int t = 0; t < STEPS; t++) {
      product *= 1 - chance(base[t] + effect(path[t], friction[t]));
    }
    return product;
  }

  private int touchpoint(double intent, boolean isMobile) {
    double[] weights = new double[TOUCHPOINTS];
    double sum = 0;
    for (int k = 0; k < TOUCHPOINTS; k++) {
      weights[k] = 1;
      if (k == CONFOUNDED) {
        weights[k] = Math.exp(-1.2 * intent) / 2;
      } else if (k == SIMPSON) {
        weights[k] = isMobile ? 1.5 : .5;
      } else if (k == TINY) {
        weights[k] = .004;
      }
      sum += weights[k];
    }
    double drawn = random.nextDouble() * sum;
    int k = 0;
    while (k < TOUCHPOINTS - 1 && drawn >= weights[k]) {
      drawn -= weights[k++];
    }
    return k;
  }

  private static double often(int touchpoint, double intent, boolean isMobile) {
    int cause = cause(touchpoint);
    if (cause >= 0) {
      return OFTEN[cause];
    }
    return switch (touchpoint) {
      case BENIGN -> .45;
      case CONFOUNDED -> chance(-2 - intent);
      case SIMPSON -> isMobile ? .4 : .05;
      case TINY -> .5;
      default -> 0;
    };
  }

  private static double effect(int touchpoint, boolean isFelt) {
    int cause = cause(touchpoint);
    return isFelt && cause >= 0 ? EFFECT[cause] : 0;
  }

  private static int cause(int touchpoint) {
    for (int i = 0; i < CAUSES.length; i++) {
      if (CAUSES[i] == touchpoint) {
        return i;
      }
    }
    return -1;
  }

  private double[] signals(boolean friction) {
    double[] signals = new double[SIGNALS];
    for (int j = 0; j < SIGNALS; j++) {
      signals[j] = random.nextDouble() < (friction ? EMITTED[j] : NOISE[j]) ? 1 : 0;
    }
    return signals;
  }

  private static double chance(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** G. Box and M. Muller (1958). */
  private double normal() {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
