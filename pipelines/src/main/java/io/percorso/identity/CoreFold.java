package io.percorso.identity;

import io.percorso.interactions.IdentifierKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Which strong identifiers of one component are one person: Kruskal's algorithm with constraints.
 * Links are taken in a total order (forced ones first, then by kinds, by the time first seen, by
 * the identifiers); one that would join two that a veto keeps apart, two values of a unique kind,
 * or more identifiers than the cap is blocked. What comes out is a function of the set of links.
 *
 * <p>Told in this order: each identifier with itself, all vetoes, all forced links, all others
 * sorted by {@link #ORDER}. Memory grows with the identifiers, not with the links. Knows no Spark.
 *
 * <p>Source of the algorithm: J. B. Kruskal, On the shortest spanning subtree of a graph (1956).
 */
final class CoreFold {
  /** In which order links that nobody forced are decided. */
  static final java.util.Comparator<Link> ORDER =
      java.util.Comparator.comparingInt(Link::rank)
          .thenComparingLong(Link::firstSeenAt)
          .thenComparing(link -> link.one().toString())
          .thenComparing(link -> link.other().toString());

  /** Why two identifiers that were seen together are not one person. */
  enum Blocked {
    /** They would bring two values of a unique kind together. */
    CONFLICT,
    /** Together they would be more than one person has. */
    CAP,
    /** Somebody said so. */
    VETO
  }

  private record Veto(Identifier one, Identifier other) {}

  /** A core as it grows. */
  private static final class Core {
    private Identifier leader;
    private long leaderSeenAt;
    private int size = 1;
    private final Map<IdentifierKind, Identifier> unique = new TreeMap<>();

    private Core(Identifier first, long seenAt) {
      this.leader = first;
      this.leaderSeenAt = seenAt;
    }
  }

  private final CustomerIds.Rules rules;
  private final Map<Identifier, Identifier> parents = new HashMap<>();
  private final Map<Identifier, Core> cores = new HashMap<>();
  private final List<Veto> vetoes = new ArrayList<>();
  private final Map<Identifier, Long> seen = new HashMap<>();

  CoreFold(CustomerIds.Rules rules) {
    this.rules = rules;
  }

  /** These two are never one person. */
  void veto(Identifier one, Identifier other) {
    vetoes.add(new Veto(one, other));
  }

  /** Why a link is blocked; none when it holds. */
  Optional<Blocked> take(Link link) {
    if (link.isSelf()) {
      seen.put(link.one(), link.firstSeenAt());
      return Optional.empty();
    }
    if (!seen.containsKey(link.one()) || !seen.containsKey(link.other())) {
      // Only a correction can name what no interaction named.
      return Optional.empty();
    }
    Identifier one = root(link.one());
    Identifier other = root(link.other());
    if (one.equals(other)) {
      return Optional.empty();
    }
    Optional<Blocked> blocked = blocked(one, other);
    if (blocked.isEmpty()) {
      join(one, other);
    }
    return blocked;
  }

  /** True when an interaction named this identifier. */
  boolean wasSeen(Identifier identifier) {
    return seen.containsKey(identifier);
  }

  /** True when links that were taken join the two, which were seen. */
  boolean areTogether(Identifier one, Identifier other) {
    return root(one).equals(root(other));
  }

  private Optional<Blocked> blocked(Identifier one, Identifier other) {
    for (Veto veto : vetoes) {
      Identifier a = root(veto.one);
      Identifier b = root(veto.other);
      if ((a.equals(one) && b.equals(other)) || (a.equals(other) && b.equals(one))) {
        return Optional.of(Blocked.VETO);
      }
    }
    Core mine = cores.get(one);
    Core theirs = cores.get(other);
    for (Map.Entry<IdentifierKind, Identifier> each : mine.unique.entrySet()) {
      Identifier rival = theirs.unique.get(each.getKey());
      if (rival != null && !rival.equals(each.getValue())) {
        return Optional.of(Blocked.CONFLICT);
      }
    }
    return mine.size + theirs.size > rules.coreCap() ? Optional.of(Blocked.CAP) : Optional.empty();
  }

  private void join(Identifier one, Identifier other) {
    Core mine = cores.get(one);
    Core theirs = cores.get(other);
    boolean isSmaller = mine.size < theirs.size;
    Core kept = isSmaller ? theirs : mine;
    Core gone = isSmaller ? mine : theirs;
    parents.put(isSmaller ? one : other, isSmaller ? other : one);
    cores.remove(isSmaller ? one : other);
    kept.size += gone.size;
    kept.unique.putAll(gone.unique);
    if (isSurer(gone.leader, gone.leaderSeenAt, kept.leader, kept.leaderSeenAt)) {
      kept.leader = gone.leader;
      kept.leaderSeenAt = gone.leaderSeenAt;
    }
  }

  private static boolean isSurer(Identifier one, long oneAt, Identifier other, long otherAt) {
    if (one.kind() != other.kind()) {
      return one.kind().compareTo(other.kind()) < 0;
    }
    return oneAt != otherAt ? oneAt < otherAt : one.token().compareTo(other.token()) < 0;
  }

  private Identifier root(Identifier identifier) {
    Identifier parent = parents.get(identifier);
    if (parent == null) {
      parents.put(identifier, identifier);
      Core core = new Core(identifier, seen.getOrDefault(identifier, CustomerIds.NEVER));
      if (rules.uniqueKinds().contains(identifier.kind())) {
        core.unique.put(identifier.kind(), identifier);
      }
      cores.put(identifier, core);
      return identifier;
    }
    Identifier root = identifier;
    while (!parents.get(root).equals(root)) {
      root = parents.get(root);
    }
    Identifier each = identifier;
    while (!each.equals(root)) {
      Identifier next = parents.put(each, root);
      each = next;
    }
    return root;
  }

  /** Tells every identifier that was seen, and the leader of its core. */
  void end(BiConsumer<Identifier, Identifier> member) {
    seen.keySet().forEach(each -> member.accept(each, cores.get(root(each)).leader));
  }
}
