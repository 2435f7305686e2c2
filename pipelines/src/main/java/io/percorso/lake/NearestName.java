package io.percorso.lake;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that was probably meant, for error messages about unknown names. */
public final class NearestName {
  private NearestName() {}

  /**
   * The known name with the fewest inserted, removed or changed letters (Levenshtein distance); of
   * equally near ones the first in the alphabet; none when more than half of the letters differ.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .filter(other -> 2 * distance(name, other) <= Math.max(name.length(), other.length()))
        .min(
            Comparator.comparingInt((String other) -> distance(name, other))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
