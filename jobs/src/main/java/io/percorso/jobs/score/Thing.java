package io.percorso.jobs.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All deliveries of one record of one act: the first, repeats under its id, copies under another.
 */
public record Thing(List<Delivery> deliveries) {
  /** It is in silver.interactions. */
  public static final String LOADED = "loaded";

  /** It cannot be read. */
  public static final String REJECTED = "rejected";

  /** Another delivery of the same id is kept. */
  public static final String DUPLICATE = "duplicate";

  /** It was loaded, and gave way to a later delivery of the same id. */
  public static final String DISPLACED = "displaced";

  /** No table of the lake knows it. */
  public static final String ABSENT = "absent";

  /**
   * One record as written.
   *
   * @param expected the verdict that the truth expects: loaded, duplicate, rejected or late
   * @param found the verdict of the lake; displaced and absent beside those
   * @param flags what noise was put into it
   */
  public record Delivery(String expected, String found, Set<String> flags) {
    public Delivery {
      flags = Set.copyOf(flags);
    }
  }

  /**
   * Where every first delivery was garbled on its way, a repeat repeats nothing: one of them is the
   * delivery to be loaded.
   */
  public Thing {
    List<Delivery> all = new ArrayList<>(deliveries);
    boolean hasFirst = all.stream().anyMatch(d -> d.expected().equals(LOADED));
    boolean isGarbled = all.stream().anyMatch(d -> d.expected().equals(REJECTED));
    if (!hasFirst && isGarbled) {
      all.stream()
          .filter(d -> d.expected().equals(DUPLICATE))
          .findFirst()
          .ifPresent(d -> all.set(all.indexOf(d), new Delivery(LOADED, d.found(), d.flags())));
    }
    deliveries = List.copyOf(all);
  }

  long expected(String verdict) {
    return deliveries.stream().filter(d -> d.expected().equals(verdict)).count();
  }

  long found(String verdict) {
    return deliveries.stream().filter(d -> d.found().equals(verdict)).count();
  }
}
