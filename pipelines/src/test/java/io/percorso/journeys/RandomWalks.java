package io.percorso.journeys;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Up to twelve walks over five touchpoints, direct repeats among them, some of known worth. */
final class RandomWalks {
  private RandomWalks() {}

  static Arbitrary<List<Walk>> walks() {
    Arbitrary<List<String>> path =
        Arbitraries.of("a", "b", "c", "d", "e").list().ofMinSize(1).ofMaxSize(7);
    Arbitrary<Walk.End> end = Arbitraries.of(Walk.End.class);
    Arbitrary<Optional<BigDecimal>> worth =
        Arbitraries.bigDecimals()
            .between(BigDecimal.valueOf(-10), BigDecimal.valueOf(1_000_000))
            .ofScale(4)
            .optional(0.7);
    return Combinators.combine(path, end, worth).as(Walks::walk).list().ofMinSize(1).ofMaxSize(12);
  }
}
