package io.percorso.retention.risk;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Says what each row with a known outcome is used for.
 *
 * <p>In time when the history allows: the last two snapshot days test, the one before calibrates,
 * the two before that validate, all before them train. Where fewer days would train than do the
 * rest, one validates; then one tests: a model that has seen one month knows no other. A day's
 * label looks at the horizon after it, and that must be over when the next slice begins: it may end
 * on its first day, at whose end the snapshot is taken. Days in between are used for nothing.
 * Customers may be in several slices, as they will be when the model is used.
 *
 * <p>When the history is too short the customers are divided instead, 55, 15, 15 and 15 in a
 * hundred by a hash of their id. Then nothing tells whether the model will do next month, so {@link
 * #isInTime} is false.
 */
public final class Split implements Serializable {
  private static final double TRAIN_SHARE = 0.55;
  private static final double OTHER_SHARE = 0.15;

  /** Days of validation and of test, the wish first. */
  private static final int[][] WISHES = {{2, 2}, {1, 2}, {1, 1}};

  /** Empty when customers are divided. */
  private final Map<LocalDate, Slice> days;

  private final long seed;
  private final String reason;

  private Split(Map<LocalDate, Slice> days, long seed, String reason) {
    this.days = days;
    this.seed = seed;
    this.reason = reason;
  }

  /**
   * @param snapshots days of which the outcome is known, in any order
   * @param horizonDays a label looks at so many days after its own
   * @param seed of the customers' hash
   */
  public static Split of(Collection<LocalDate> snapshots, int horizonDays, long seed) {
    if (horizonDays < 1) {
      throw new IllegalArgumentException(
          "a horizon of %d days; at least 1 is needed".formatted(horizonDays));
    }
    List<LocalDate> ascending = List.copyOf(new TreeSet<>(snapshots));
    Optional<Map<LocalDate, Slice>> days = Optional.empty();
    for (int[] wish : WISHES) {
      if (days.isEmpty() || !isMostlyTraining(days.get())) {
        days = inTime(ascending, horizonDays, wish[0], wish[1]);
      }
    }
    if (days.isPresent()) {
      return new Split(days.get(), seed, inTimeReason(ascending, days.get()));
    }
    String span =
        ascending.isEmpty()
            ? ""
            : " from %s to %s".formatted(ascending.get(0), ascending.get(ascending.size() - 1));
    return new Split(
        Map.of(),
        seed,
        ("%d snapshot days%s do not hold four slices that each begin more than %d days after the"
                + " one before, so customers are divided instead of time")
            .formatted(ascending.size(), span, horizonDays));
  }

  /** Divides customers, for data that knows no time. */
  public static Split byCustomers(long seed) {
    return new Split(Map.of(), seed, "the rows know no time, so customers are divided");
  }

  private static Optional<Map<LocalDate, Slice>> inTime(
      List<LocalDate> ascending, int horizonDays, int validation, int test) {
    Map<LocalDate, Slice> days = new HashMap<>();
    int left = ascending.size();
    int[] wanted = {ascending.size(), validation, 1, test};
    for (int slice = wanted.length - 1; slice >= 0; slice--) {
      int taken = 0;
      while (left > 0 && taken < wanted[slice]) {
        days.put(ascending.get(--left), Slice.values()[slice]);
        taken++;
      }
      boolean isFull = slice == 0 ? taken > 0 : taken == wanted[slice];
      if (!isFull) {
        return Optional.empty();
      }
      LocalDate begins = ascending.get(left);
      while (left > 0 && ascending.get(left - 1).plusDays(horizonDays).isAfter(begins)) {
        left--;
      }
    }
    return Optional.of(Map.copyOf(days));
  }

  private static boolean isMostlyTraining(Map<LocalDate, Slice> days) {
    return 2 * days.values().stream().filter(Slice.TRAIN::equals).count() >= days.size();
  }

  private static String inTimeReason(List<LocalDate> ascending, Map<LocalDate, Slice> days) {
    return "%d snapshot days from %s to %s, of which %d lie in a slice"
        .formatted(
            ascending.size(), ascending.get(0), ascending.get(ascending.size() - 1), days.size());
  }

  /** Whether the slices follow one another in time. */
  public boolean isInTime() {
    return !days.isEmpty();
  }

  /** One sentence on how the rows are divided, and why. */
  public String reason() {
    return reason;
  }

  /** What a row is used for; empty for a day between two slices, and one that was not given. */
  public Optional<Slice> slice(String customer, LocalDate day) {
    return Optional.ofNullable(isInTime() ? days.get(day) : ofCustomer(customer));
  }

  private Slice ofCustomer(String customer) {
    double place = (hash(seed + hash(customer)) >>> 11) * 0x1p-53;
    if (place < TRAIN_SHARE) {
      return Slice.TRAIN;
    }
    int later = (int) ((place - TRAIN_SHARE) / OTHER_SHARE);
    return Slice.values()[Math.min(Slice.values().length - 1, 1 + later)];
  }

  /** A customer's hash, the same in every run: G. Fowler, L. Noll and K. Vo's FNV-1a. */
  static long hash(String customer) {
    long hash = 0xcbf29ce484222325L;
    for (byte one : customer.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xff)) * 0x100000001b3L;
    }
    return hash(hash);
  }

  /** The finaliser of G. Steele, D. Lea and C. Flood, Fast splittable generators, OOPSLA (2014). */
  private static long hash(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
