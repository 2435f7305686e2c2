package io.percorso.friction;

import io.percorso.friction.hazard.Causes;
import io.percorso.friction.hazard.HazardFit;
import io.percorso.friction.hazard.Judgement;
import io.percorso.friction.hazard.Losses;
import io.percorso.friction.hazard.Release;
import io.percorso.friction.hazard.Visits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A model of friction that could be fitted, and all that it says: what the tables are made of. */
public final class FittedFriction {
  /** Ridges to choose from; with the first, log odds of ±10 pass nearly freely. */
  private static final double[] RIDGES = {0.01, 0.3, 3};

  /** A second model is only asked for its losses, not for how sure they are. */
  private static final int FEWEST_REPLICATES = 2;

  private final VisitLabels labels;
  private final LocalDate fromMonth;
  private final FrictionRules rules;
  private final Counts counts;
  private final Optional<Judgement> judgement;
  private final HazardFit fit;
  private final Losses losses;
  private final Losses naive;
  private final Causes causes;
  private final List<Evidence.Released> released;
  private final List<Evidence.Finding> findings = new ArrayList<>();
  private final Map<Integer, Integer> ranks = new HashMap<>();

  /**
   * What is counted beside the model.
   *
   * @param customers as {@link VisitLabels#customers(List)} has them
   * @param moves where journeys go
   */
  public record Counts(Map<List<String>, Long> customers, VisitMoves moves) {
    public Counts {
      customers = Map.copyOf(customers);
    }
  }

  /**
   * @param releases that may lie in the months of the visits
   * @throws IllegalArgumentException when nothing can be told: every journey ends in one way
   * @throws ArithmeticException when a value is no number
   */
  public FittedFriction(
      Visits visits,
      VisitLabels labels,
      LocalDate fromMonth,
      Counts counts,
      List<PlannedRelease> releases,
      FrictionRules rules) {
    this.labels = labels;
    this.fromMonth = fromMonth;
    this.rules = rules;
    this.counts = counts;
    judgement = judged(visits);
    fit = HazardFit.of(visits, labels.sizes(), new HazardFit.Rules(rules.leastShown(), ridge()));
    losses = Losses.of(fit, visits, rules.replicates());
    naive = Losses.of(fit.naive(visits), visits, FEWEST_REPLICATES);
    causes = Causes.of(fit, losses, visits, labels.slicing());
    released = released(visits, releases);
    for (int k = 0; k < losses.touchpoints().size(); k++) {
      findings.add(
          Evidence.of(
              losses.touchpoints().get(k),
              attenuation(k),
              causes.touchpoints().get(k).alikeZ(),
              confirmed(k),
              rules));
    }
    rank();
  }

  private Optional<Judgement> judged(Visits visits) {
    try {
      return Optional.of(Judgement.of(visits, labels.sizes(), rules.leastShown(), RIDGES));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private List<Evidence.Released> released(Visits visits, List<PlannedRelease> releases) {
    List<Evidence.Released> released = new ArrayList<>();
    for (PlannedRelease release : releases) {
      OptionalInt touchpoint = labels.touchpoint(release.touchpoint());
      OptionalInt channel = release.channel().map(labels::channel).orElse(OptionalInt.empty());
      boolean isVisited =
          touchpoint.isPresent() && channel.isPresent() == release.channel().isPresent();
      Release.Effect effect = Release.Effect.NOBODY;
      if (isVisited) {
        Release asked =
            new Release(
                touchpoint.getAsInt(),
                channel.orElse(Release.EVERY),
                (int) release.day().toEpochDay(),
                rules.releaseWindow());
        effect = asked.effect(fit, visits, rules.replicates());
      }
      released.add(new Evidence.Released(release, effect));
    }
    return released;
  }

  private Optional<Evidence.Released> confirmed(int touchpoint) {
    String word = labels.touchpoints().get(touchpoint);
    return released.stream()
        .filter(one -> one.release().touchpoint().equals(word) && one.effect().isConfirmed())
        .findFirst();
  }

  private void rank() {
    List<Integer> ranked = new ArrayList<>();
    for (int k = 0; k < findings.size(); k++) {
      if (findings.get(k).evidence().isRanked()) {
        ranked.add(k);
      }
    }
    ranked.sort(
        Comparator.comparingDouble((Integer k) -> losses.touchpoints().get(k).interval().low())
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    for (int place = 0; place < ranked.size(); place++) {
      ranks.put(ranked.get(place), place + 1);
    }
  }

  public VisitLabels labels() {
    return labels;
  }

  public HazardFit fit() {
    return fit;
  }

  LocalDate fromMonth() {
    return fromMonth;
  }

  FrictionRules rules() {
    return rules;
  }

  /** How strongly coefficients are held. */
  double ridge() {
    return judgement.map(Judgement::ridge).orElse(RIDGES[0]);
  }

  /** None where the earlier days alone tell nothing. */
  Optional<Judgement> judgement() {
    return judgement;
  }

  Losses losses() {
    return losses;
  }

  Causes causes() {
    return causes;
  }

  List<Evidence.Released> released() {
    return released;
  }

  Evidence.Finding finding(int touchpoint) {
    return findings.get(touchpoint);
  }

  Optional<Integer> rank(int touchpoint) {
    return Optional.ofNullable(ranks.get(touchpoint));
  }

  double attenuation(int touchpoint) {
    return losses.attenuation(touchpoint, naive);
  }

  /** Customers with visits of a touchpoint. */
  long customers(int touchpoint) {
    return customers(labels.touchpoints().get(touchpoint), VisitLabels.ALL);
  }

  /** Those of them who met a signal there. */
  long customers(int touchpoint, int signal) {
    return customers(labels.touchpoints().get(touchpoint), labels.signals().get(signal));
  }

  private long customers(String touchpoint, String signal) {
    return counts.customers().getOrDefault(List.of(touchpoint, signal), 0L);
  }

  /** What the chain of touchpoints says of a loss; none where it says nothing. */
  OptionalDouble lostByChain(int touchpoint) {
    return counts.moves().lostAt(labels.touchpoints().get(touchpoint));
  }

  /** Whether the worth of any journey is known. */
  boolean hasWorth() {
    return causes.isWorthKnown();
  }
}
