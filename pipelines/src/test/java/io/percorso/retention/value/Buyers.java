package io.percorso.retention.value;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;

/** Invented customers who buy and leave as a model says, and of whom the truth is known. */
final class Buyers {
  /**
   * @param history as seen
   * @param isAlive in truth, when the watching ends
   * @param later purchases after it, within {@link #AHEAD}
   */
  record Buyer(BuyingHistory history, boolean isAlive, int later) {}

  static final double AHEAD = 20;
  private static final double WATCHED = 40;

  private Buyers() {}

  static List<Buyer> of(BgNbd model, int count) {
    SplittableRandom random = new SplittableRandom(7);
    GammaDistribution rates = new GammaDistribution(null, model.r(), 1 / model.alpha());
    BetaDistribution leaving = new BetaDistribution(null, model.a(), model.b());
    List<Buyer> buyers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double rate = rates.inverseCumulativeProbability(random.nextDouble());
      double leaves = leaving.inverseCumulativeProbability(random.nextDouble());
      List<Double> times = new ArrayList<>();
      double time = 0;
      boolean isThere = true;
      while (isThere && time <= WATCHED + AHEAD) {
        time += exponential(random, rate);
        times.add(time);
        isThere = random.nextDouble() >= leaves;
      }
      // Who left did so at his last purchase.
      buyers.add(buyer(times, isThere ? Double.POSITIVE_INFINITY : time));
    }
    return buyers;
  }

  static List<Buyer> of(ParetoNbd model, int count) {
    SplittableRandom random = new SplittableRandom(7);
    GammaDistribution rates = new GammaDistribution(null, model.r(), 1 / model.alpha());
    GammaDistribution leaving = new GammaDistribution(null, model.s(), 1 / model.beta());
    List<Buyer> buyers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double rate = rates.inverseCumulativeProbability(random.nextDouble());
      double left = exponential(random, leaving.inverseCumulativeProbability(random.nextDouble()));
      List<Double> times = new ArrayList<>();
      DoubleSupplier pause = () -> exponential(random, rate);
      double end = Math.min(left, WATCHED + AHEAD);
      for (double time = pause.getAsDouble(); time <= end; time += pause.getAsDouble()) {
        times.add(time);
      }
      buyers.add(buyer(times, left));
    }
    return buyers;
  }

  private static double exponential(SplittableRandom random, double rate) {
    return -Math.log(1 - random.nextDouble()) / rate;
  }

  private static Buyer buyer(List<Double> times, double left) {
    List<Double> seen = times.stream().filter(time -> time <= WATCHED).toList();
    long later = times.stream().filter(t -> t > WATCHED && t <= WATCHED + AHEAD).count();
    double last = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
    return new Buyer(new BuyingHistory(seen.size(), last, WATCHED), left > WATCHED, (int) later);
  }
}
