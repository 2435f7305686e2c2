package io.percorso.friction.hazard;

import java.io.Serializable;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Visits wherever they lie: anything asked of them is a sum of what their parts say. */
public interface Visits {
  /** Makes an empty sum. */
  interface Empty<S> extends Supplier<S>, Serializable {}

  /** Adds a visit to a sum. */
  interface Add<S> extends BiConsumer<S, Visit>, Serializable {}

  /** Adds the second sum to the first and gives the first. */
  interface Join<S> extends BinaryOperator<S>, Serializable {}

  /** Some of the visits. */
  interface Which extends Predicate<Visit>, Serializable {}

  /** One look at every visit. */
  <S extends Serializable> S sum(Empty<S> empty, Add<S> add, Join<S> join);

  /** Those of them that are asked for. */
  default Visits where(Which which) {
    Visits all = this;
    return new Visits() {
      @Override
      public <S extends Serializable> S sum(Empty<S> empty, Add<S> add, Join<S> join) {
        return all.sum(
            empty,
            (sum, visit) -> {
              if (which.test(visit)) {
                add.accept(sum, visit);
              }
            },
            join);
      }
    };
  }

  /** Visits in memory. */
  static Visits of(List<Visit> visits) {
    return new Visits() {
      @Override
      public <S extends Serializable> S sum(Empty<S> empty, Add<S> add, Join<S> join) {
        S sum = empty.get();
        visits.forEach(visit -> add.accept(sum, visit));
        return sum;
      }
    };
  }
}
