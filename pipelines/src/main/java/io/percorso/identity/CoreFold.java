package io.percorso.identity;

import io.percorso.interactions.IdentifierKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which strong identifiers of one component are one person: Kruskal's algorithm with constraints.
 * Links are taken in a total order (forced ones first, then by kinds, by the time first seen, by
 * the identifiers); one that would join two that a veto keeps apart, two values of a unique kind,
 * or more identifiers than the cap is blocked. What comes out is a function of the set of links.
 *
 * <p>Told in this order: each identifier with itself, all vetoes, all forced links, all others
 * sorted by {@link #ORDER}. Memory grows with the identifiers, about 0.3 kB for each, not with the
 * links. Knows no Spark.
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

  /**
   * An identifier and the one that stands for its core.
   *
   * @param leader the surest of the core, of equally sure ones the first seen
   */
  record Member(Identifier identifier, Identifier leader) {}

  private record Veto(Node one, Node other) {}

  /** An identifier that was seen. Of a core one is the root, and knows the core. */
  private static final class Node {
    private final Identifier identifier;
    private final long seenAt;
    private Node parent = this;
    private Node leader = this;
    private int size = 1;
    private Map<IdentifierKind, Identifier> unique;

    private Node(Identifier identifier, long seenAt, Map<IdentifierKind, Identifier> unique) {
      this.identifier = identifier;
      this.seenAt = seenAt;
      this.unique = unique;
    }

    private Node root() {
      Node root = this;
      while (root.parent != root) {
        root = root.parent;
      }
      Node each = this;
      while (each != root) {
        Node next = each.parent;
        each.parent = root;
        each = next;
      }
      return root;
    }

    private boolean isSurerThan(Node other) {
      if (identifier.kind() != other.identifier.kind()) {
        return identifier.kind().compareTo(other.identifier.kind()) < 0;
      }
      return seenAt != other.seenAt
          ? seenAt < other.seenAt
          : identifier.token().compareTo(other.identifier.token()) < 0;
    }
  }

  private final CustomerIds.Rules rules;
  private final Map<Identifier, Node> nodes = new HashMap<>();
  private final List<Veto> vetoes = new ArrayList<>();

  CoreFold(CustomerIds.Rules rules) {
    this.rules = rules;
  }

  /** These two are never one person; says nothing where one of them was not seen. */
  void veto(Identifier one, Identifier other) {
    if (wasSeen(one) && wasSeen(other)) {
      vetoes.add(new Veto(nodes.get(one), nodes.get(other)));
    }
  }

  /** Why a link is blocked; none when it holds. */
  Optional<Blocked> take(Link link) {
    if (link.isSelf()) {
      Identifier seen = link.one();
      nodes.putIfAbsent(
          seen,
          new Node(
              seen,
              link.firstSeenAt(),
              rules.uniqueKinds().contains(seen.kind()) ? Map.of(seen.kind(), seen) : Map.of()));
      return Optional.empty();
    }
    if (!wasSeen(link.one()) || !wasSeen(link.other())) {
      // Only a correction can name what no interaction named.
      return Optional.empty();
    }
    Node one = nodes.get(link.one()).root();
    Node other = nodes.get(link.other()).root();
    if (one == other) {
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
    return nodes.containsKey(identifier);
  }

  /** True when links that were taken join the two, which were seen. */
  boolean areTogether(Identifier one, Identifier other) {
    return nodes.get(one).root() == nodes.get(other).root();
  }

  private Optional<Blocked> blocked(Node one, Node other) {
    for (Veto veto : vetoes) {
      Node a = veto.one.root();
      Node b = veto.other.root();
      if ((a == one && b == other) || (a == other && b == one)) {
        return Optional.of(Blocked.VETO);
      }
    }
    for (Map.Entry<IdentifierKind, Identifier> each : one.unique.entrySet()) {
      Identifier rival = other.unique.get(each.getKey());
      if (rival != null && !rival.equals(each.getValue())) {
        return Optional.of(Blocked.CONFLICT);
      }
    }
    return one.size + other.size > rules.coreCap() ? Optional.of(Blocked.CAP) : Optional.empty();
  }

  private static void join(Node one, Node other) {
    Node kept = one.size < other.size ? other : one;
    Node gone = kept == one ? other : one;
    gone.parent = kept;
    kept.size += gone.size;
    kept.unique = together(kept.unique, gone.unique);
    if (gone.leader.isSurerThan(kept.leader)) {
      kept.leader = gone.leader;
    }
  }

  private static Map<IdentifierKind, Identifier> together(
      Map<IdentifierKind, Identifier> some, Map<IdentifierKind, Identifier> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    Map<IdentifierKind, Identifier> all = new EnumMap<>(some);
    all.putAll(others);
    return all;
  }

  /** Every identifier that was seen, one at a time: those of a million are no list in memory. */
  Stream<Member> members() {
    return nodes.values().stream()
        .map(each -> new Member(each.identifier, each.root().leader.identifier));
  }
}
