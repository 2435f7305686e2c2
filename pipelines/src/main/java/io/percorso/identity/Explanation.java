package io.percorso.identity;

import io.percorso.interactions.IdentityCorrections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why the strong identifiers of one component are the customers that they are: its links and
 * corrections taken once more, one by one, in the order in which {@link CoreFold} decides. Knows no
 * Spark.
 */
public final class Explanation {
  /** Two identifiers by kind and pseudonym, of a link, or of one that was seen with itself. */
  public record Seen(String identifier, String otherIdentifier, Instant firstSeenAt) {
    boolean isSelf() {
      return identifier.equals(otherIdentifier);
    }

    private Link link() {
      return new Link(
          Identifier.of(identifier),
          Identifier.of(otherIdentifier),
          CustomerIds.micros(firstSeenAt));
    }
  }

  /** A correction in force. */
  public record Said(
      String identifier, String otherIdentifier, String verdict, Instant decidedAt) {}

  /** Where a step comes from. */
  public enum Origin {
    /** A person forced it. */
    FORCE,
    /** Interactions named both. */
    LINK
  }

  /** What a step did. */
  public enum Effect {
    JOINED,
    /** Others had joined the two before. */
    KNOWN,
    CONFLICT,
    CAP,
    VETO;

    public boolean isBlocked() {
      return this != JOINED && this != KNOWN;
    }

    /** The word for people. */
    public String word() {
      return switch (this) {
        case JOINED -> "joined";
        case KNOWN -> "together already";
        case CONFLICT, CAP, VETO -> "blocked: " + name().toLowerCase(Locale.ROOT);
      };
    }
  }

  /**
   * One link that was taken.
   *
   * @param at when it was first seen, or decided
   */
  public record Step(
      Origin origin, String identifier, String otherIdentifier, Instant at, Effect effect) {}

  private Explanation() {}

  /**
   * The links in the order in which they were taken.
   *
   * @param links all strong links of one component, those of identifiers with themselves too
   * @param inForce corrections; those about an identifier that was not seen change nothing
   */
  public static List<Step> steps(
      Collection<Seen> links, Collection<Said> inForce, CustomerIds.Rules rules) {
    CoreFold fold = new CoreFold(rules);
    links.stream().filter(Seen::isSelf).map(Seen::link).forEach(fold::take);
    List<Link> forced = new ArrayList<>();
    for (Said said : inForce) {
      Identifier one = Identifier.of(said.identifier());
      Identifier other = Identifier.of(said.otherIdentifier());
      if (!fold.wasSeen(one) || !fold.wasSeen(other)) {
        continue;
      }
      if (said.verdict().equals(IdentityCorrections.VETO)) {
        fold.veto(one, other);
      } else {
        forced.add(new Link(one, other, CustomerIds.micros(said.decidedAt())));
      }
    }
    List<Link> seen =
        new ArrayList<>(links.stream().filter(each -> !each.isSelf()).map(Seen::link).toList());
    List<Step> steps = new ArrayList<>();
    take(Origin.FORCE, forced, fold, steps);
    take(Origin.LINK, seen, fold, steps);
    return steps;
  }

  private static void take(Origin origin, List<Link> links, CoreFold fold, List<Step> steps) {
    Comparator<Link> order = CoreFold.ORDER;
    links.stream()
        .sorted(order)
        .forEach(
            link ->
                steps.add(
                    new Step(
                        origin,
                        link.one().toString(),
                        link.other().toString(),
                        CustomerIds.instant(link.firstSeenAt()),
                        effect(link, fold))));
  }

  private static Effect effect(Link link, CoreFold fold) {
    if (fold.areTogether(link.one(), link.other())) {
      return Effect.KNOWN;
    }
    Optional<CoreFold.Blocked> blocked = fold.take(link);
    return blocked.map(reason -> Effect.valueOf(reason.name())).orElse(Effect.JOINED);
  }
}
