package io.percorso.jobs.score;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * What the lake says of friction against what is planted: whether the touchpoints that are said to
 * lose most are true causes, in the right order, and no trap is among them. A touchpoint of the
 * lake stands for the true one of which most of its visits are.
 */
public final class FrictionTruth {
  /** Of the touchpoints said to lose most, the share of true causes. */
  public static final String PRECISION = "friction.precision_at_6";

  /** Rank correlation of found and true losses over the true causes. */
  public static final String ORDER = "friction.spearman";

  /** Traps that are not called causes. */
  public static final String TRAPS = "friction.traps";

  /** Of the touchpoints with a rank, the share of true causes. */
  public static final String RANKED = "friction.ranked";

  /** Found loss over the true one, of the true causes. */
  public static final String LOSS = "friction.loss";

  /** One row per touchpoint: what is planted there. */
  public static final String FILE = "touchpoint.csv";

  /** One row per attempt and touchpoint whose friction took something from it. */
  public static final String LOSSES = "loss.csv";

  private static final int FIRST = 6;
  private static final double BOUND = 0.9;
  private static final Set<String> CAUSES = Set.of("cause", "cause_until_release", "cause_of_few");
  private static final Set<String> TRAPS_PLANTED =
      Set.of("benign", "confounded", "simpson", "tiny");

  /**
   * A touchpoint of the truth.
   *
   * @param kind what is planted
   * @param lost journeys of the months that the lake's model tells of
   */
  private record Planted(String kind, double lost) {
    private boolean isCause() {
      return CAUSES.contains(kind);
    }
  }

  /** A touchpoint of the lake. */
  private record Found(double lost, Optional<Integer> rank) {}

  private final Map<String, Planted> planted = new TreeMap<>();
  private final Map<String, Map<String, Long>> seen = new HashMap<>();
  private final Map<String, Found> found = new TreeMap<>();

  /**
   * @param from attempts that began earlier are not counted: the lake's model tells of its last
   *     months
   */
  public FrictionTruth(TruthFolder truth, Instant from) {
    Map<String, Double> lost = new HashMap<>();
    truth.read(
        LOSSES,
        line -> {
          if (!Instant.parse(line.text("started_at")).isBefore(from)) {
            lost.merge(line.text("touchpoint"), line.real("true_lost"), Double::sum);
          }
        });
    truth.read(
        FILE,
        line ->
            planted.put(
                line.text("touchpoint"),
                new Planted(line.text("kind"), lost.getOrDefault(line.text("touchpoint"), 0.0))));
  }

  /**
   * @param touchpoint of the lake
   * @param trueTouchpoint of the truth
   * @param interactions that both hold
   */
  public void matched(String touchpoint, String trueTouchpoint, long interactions) {
    seen.computeIfAbsent(touchpoint, t -> new TreeMap<>())
        .merge(trueTouchpoint, interactions, Long::sum);
  }

  /** A row of the lake's table, of a touchpoint that was {@link #matched} or not. */
  public void found(String touchpoint, double lost, Optional<Integer> rank) {
    found.put(touchpoint, new Found(lost, rank));
  }

  private Optional<Planted> planted(String touchpoint) {
    return seen.getOrDefault(touchpoint, Map.of()).entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(most -> planted.get(most.getKey()));
  }

  private boolean isCause(String touchpoint) {
    return planted(touchpoint).filter(Planted::isCause).isPresent();
  }

  /** Found losses by true touchpoint. */
  private Map<String, Double> lostByTruth() {
    Map<String, Double> lost = new TreeMap<>();
    found.forEach(
        (touchpoint, of) ->
            seen.getOrDefault(touchpoint, Map.of()).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .ifPresent(most -> lost.merge(most.getKey(), of.lost, Double::sum)));
    return lost;
  }

  /** The rows of the scorecard; without a model nothing is judged. */
  public List<Score> scores() {
    List<String> byLoss =
        found.entrySet().stream()
            .filter(e -> e.getValue().lost > 0)
            .sorted(
                Comparator.comparingDouble((Map.Entry<String, Found> e) -> -e.getValue().lost)
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .limit(FIRST)
            .toList();
    List<String> ranked =
        found.entrySet().stream()
            .filter(e -> e.getValue().rank.isPresent())
            .sorted(Comparator.comparing(e -> e.getValue().rank.orElseThrow()))
            .map(Map.Entry::getKey)
            .toList();
    long right = byLoss.stream().filter(this::isCause).count();
    long rankedRight = ranked.stream().filter(this::isCause).count();
    List<Score> scores = new ArrayList<>();
    scores.add(
        Score.atLeast(
            PRECISION,
            (double) right / Math.max(1, byLoss.size()),
            byLoss.size(),
            BOUND,
            "%d of the %d touchpoints said to lose most are true causes: %s"
                .formatted(right, byLoss.size(), String.join(", ", byLoss))));
    scores.add(
        Score.atLeast(
            RANKED,
            (double) rankedRight / Math.max(1, ranked.size()),
            ranked.size(),
            BOUND,
            "%d of the %d touchpoints with a rank are true causes: %s"
                .formatted(rankedRight, ranked.size(), String.join(", ", ranked))));
    scores.add(order());
    scores.add(traps(ranked));
    scores.add(loss());
    return scores;
  }

  private List<String> causes() {
    return planted.entrySet().stream()
        .filter(e -> e.getValue().isCause())
        .map(Map.Entry::getKey)
        .toList();
  }

  private Score order() {
    Map<String, Double> lost = lostByTruth();
    List<String> causes = causes();
    double[] ofTruth = causes.stream().mapToDouble(c -> planted.get(c).lost).toArray();
    double[] ofLake = causes.stream().mapToDouble(c -> lost.getOrDefault(c, 0.0)).toArray();
    long n = found.isEmpty() || causes.size() < 2 ? 0 : causes.size();
    return Score.atLeast(
        ORDER,
        n == 0 ? 0 : new SpearmansCorrelation().correlation(ofTruth, ofLake),
        n,
        BOUND,
        causes.stream()
            .map(
                c -> "%s %.1f of %.1f".formatted(c, lost.getOrDefault(c, 0.0), planted.get(c).lost))
            .collect(Collectors.joining(", ", "journeys lost, found of true: ", "")));
  }

  private Score traps(List<String> ranked) {
    Set<String> kinds =
        ranked.stream()
            .flatMap(touchpoint -> planted(touchpoint).stream())
            .map(Planted::kind)
            .filter(TRAPS_PLANTED::contains)
            .collect(Collectors.toSet());
    long there = planted.values().stream().filter(p -> TRAPS_PLANTED.contains(p.kind)).count();
    return Score.exact(
        TRAPS,
        there - kinds.size(),
        found.isEmpty() ? 0 : there,
        kinds.isEmpty()
            ? "no trap has a rank"
            : "with a rank although planted as a trap: " + String.join(", ", kinds));
  }

  private Score loss() {
    Map<String, Double> lost = lostByTruth();
    double ofLake = causes().stream().mapToDouble(c -> lost.getOrDefault(c, 0.0)).sum();
    double ofTruth = causes().stream().mapToDouble(c -> planted.get(c).lost).sum();
    return Score.fact(
        LOSS,
        ofTruth == 0 || found.isEmpty() ? "" : Score.number(ofLake / ofTruth),
        "the true causes lose %.1f journeys by the lake, %.1f by the truth of the same months, which counts each attempt that a customer makes"
            .formatted(ofLake, ofTruth));
  }
}
