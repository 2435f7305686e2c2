package io.percorso.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contenders measured in turn, round after round, so that all of them meet the same machine. The
 * first round warms up and does not count. Each round begins with another contender, so that none
 * always runs behind the same one.
 */
public final class Rounds {
  /** What is measured, or what is done before it outside the measurement. */
  public interface Work {
    void run() throws Exception;
  }

  private record Contender(String name, Work before, Work work) {}

  private final List<Contender> contenders = new ArrayList<>();
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
  private boolean isWarm;

  public Rounds add(String name, Work work) {
    return add(name, () -> {}, work);
  }

  /**
   * @param before done before each measurement; not measured
   */
  public Rounds add(String name, Work before, Work work) {
    if (seconds.put(name, new ArrayList<>()) != null) {
      throw new IllegalArgumentException("two contenders are named " + name);
    }
    contenders.add(new Contender(name, before, work));
    return this;
  }

  /** The round that does not count, for those who want to look at its results first. */
  public Rounds warmUp() throws Exception {
    isWarm = true;
    for (Contender contender : contenders) {
      System.out.printf("warm-up %s: %.2f s%n", contender.name, measure(contender));
    }
    return this;
  }

  /**
   * @param rounds that count, at least 1
   */
  public Rounds run(int rounds) throws Exception {
    if (!isWarm) {
      warmUp();
    }
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Contender contender = contenders.get((round + i) % contenders.size());
        double took = measure(contender);
        System.out.printf("round %d %s: %.2f s%n", round, contender.name, took);
        seconds.get(contender.name).add(took);
      }
    }
    return this;
  }

  private static double measure(Contender contender) throws Exception {
    contender.before.run();
    // Garbage of the one before is not this one's.
    System.gc();
    long started = System.nanoTime();
    contender.work.run();
    return (System.nanoTime() - started) / 1e9;
  }

  public List<String> names() {
    return List.copyOf(seconds.keySet());
  }

  /** One per round that counted. */
  public List<Double> seconds(String name) {
    return List.copyOf(seconds.get(name));
  }

  /** Seconds of one over seconds of the other, of the same round each. */
  public List<Double> ratios(String name, String over) {
    return quotients(seconds.get(name), seconds.get(over));
  }

  /** Seconds of one less seconds of the other, of the same round each: what a stage adds. */
  public List<Double> added(String name, String before) {
    List<Double> own = new ArrayList<>();
    for (int i = 0; i < seconds.get(name).size(); i++) {
      own.add(seconds.get(name).get(i) - seconds.get(before).get(i));
    }
    return own;
  }

  static List<Double> quotients(List<Double> of, List<Double> over) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      ratios.add(of.get(i) / over.get(i));
    }
    return ratios;
  }
}
