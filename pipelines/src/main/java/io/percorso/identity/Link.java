package io.percorso.identity;

import io.percorso.interactions.IdentifierKind;

/**
 * Two strong identifiers that interactions named together, or one with itself.
 *
 * @param firstSeenAt microseconds
 */
record Link(Identifier one, Identifier other, long firstSeenAt) {
  private static final int KINDS = IdentifierKind.values().length;

  /** True for an identifier with itself: it was seen, which joins nothing. */
  boolean isSelf() {
    return one.equals(other);
  }

  /** Place of the pair of kinds: a link between surer kinds is decided first. */
  int rank() {
    return Math.min(one.kind().ordinal(), other.kind().ordinal()) * KINDS
        + Math.max(one.kind().ordinal(), other.kind().ordinal());
  }
}
