package io.percorso.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What one interaction tells of who is who. Each strong identifier is seen, which is told as the
 * pair of it and itself, and with each other strong one. Its surest identifier is also seen with
 * each weak one: a login there. Two weak ones tell nothing of a person.
 *
 * <p>Of several identifiers of one kind the first counts for a login, and all of them as seen.
 */
final class IdentifierPairs {
  private IdentifierPairs() {}

  /**
   * @param named in the order of the record
   * @param pair takes the surer identifier of each pair, then the other
   */
  static void tell(List<Identifier> named, BiConsumer<Identifier, Identifier> pair) {
    List<Identifier> strong =
        named.stream().filter(Identifier::isStrong).distinct().sorted().toList();
    for (int i = 0; i < strong.size(); i++) {
      for (int j = i; j < strong.size(); j++) {
        pair.accept(strong.get(i), strong.get(j));
      }
    }
    Optional<Identifier> login = surest(named);
    if (login.isPresent()) {
      named.stream()
          .filter(each -> !each.isStrong())
          .distinct()
          .forEach(weak -> pair.accept(login.get(), weak));
    }
  }

  /** The first of the surest strong kind that is named; none where all are weak. */
  static Optional<Identifier> surest(List<Identifier> named) {
    TreeMap<Integer, Identifier> firstOfKind = new TreeMap<>();
    new ArrayList<>(named)
        .stream()
            .filter(Identifier::isStrong)
            .forEach(each -> firstOfKind.putIfAbsent(each.kind().ordinal(), each));
    return Optional.ofNullable(firstOfKind.firstEntry()).map(e -> e.getValue());
  }
}
