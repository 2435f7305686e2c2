package io.percorso.retention.risk;

import java.io.Serializable;

/**
 * One number that is known of a customer on a snapshot day. It may be missing: NaN, and what is
 * infinite is missing too.
 *
 * @param name of the column
 * @param kind how a linear model reads it; trees read every kind as it is
 */
public record RiskFeature(String name, Kind kind) implements Serializable {
  /** What a number is. */
  public enum Kind {
    /** 0 and up with a long tail, a line sees ln(1 + x); below 0 is 0. */
    COUNT,
    /** Any number. */
    NUMBER,
    /** 1 or 0. */
    FLAG
  }

  public RiskFeature {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a feature without a name");
    }
  }

  /** What a line sees; NaN when missing. */
  double linear(double value) {
    if (!Double.isFinite(value)) {
      return Double.NaN;
    }
    return kind == Kind.COUNT ? Math.log1p(Math.max(0, value)) : value;
  }
}
