package io.percorso.jobs.score;

import io.percorso.jobs.score.Thing.Delivery;

/**
 * {@code records.verdicts}: the share of records whose verdict is the expected one.
 *
 * <p>Which of two equal deliveries of one id is the interaction is not defined by what they say: of
 * one thing a delivery that was expected to be loaded and is the duplicate, and one the other way
 * round, are both right. So is a duplicate that was loaded first and gave way later.
 */
public final class RecordVerdicts {
  public static final String NAME = "records.verdicts";

  private final Confusion verdicts = new Confusion();
  private final Confusion flags = new Confusion();
  private long right;
  private long records;

  /** So many things whose deliveries went like this. */
  public void add(Thing thing, long times) {
    for (Delivery delivery : thing.deliveries()) {
      records += times;
      verdicts.add(delivery.expected(), delivery.found(), times);
      if (delivery.flags().isEmpty()) {
        flags.add("(none)", delivery.found(), times);
      }
      delivery.flags().forEach(flag -> flags.add(flag, delivery.found(), times));
    }
    right += times * right(thing);
  }

  private static long right(Thing thing) {
    long same = thing.deliveries().stream().filter(d -> d.expected().equals(d.found())).count();
    long waitedFor =
        count(thing, Thing.LOADED, Thing.DUPLICATE) + count(thing, Thing.LOADED, Thing.DISPLACED);
    long swapped = Math.min(waitedFor, count(thing, Thing.DUPLICATE, Thing.LOADED));
    return same + 2 * swapped + count(thing, Thing.DUPLICATE, Thing.DISPLACED);
  }

  private static long count(Thing thing, String expected, String found) {
    return thing.deliveries().stream()
        .filter(d -> d.expected().equals(expected) && d.found().equals(found))
        .count();
  }

  public Score score() {
    return Score.exact(
        NAME,
        right,
        records,
        "%,d of %,d records have the expected verdict".formatted(right, records));
  }

  /** Expected against found verdict. */
  public Confusion verdicts() {
    return verdicts;
  }

  /** Flag of the truth against found verdict; a record with two flags counts in two lines. */
  public Confusion flags() {
    return flags;
  }
}
