package io.percorso.quality;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Why something that was published is told otherwise now.
 *
 * <p>The first six are reasons for which a night tells a customer's history again. A customer may
 * have several; the cause of all that changes in the history is the first of them in this order,
 * told per customer and not per row. The next three are causes of a whole run, in which nobody is
 * touched for a reason of their own. The last two are for figures, in which many customers meet.
 */
public enum Cause {
  /** A person's veto, force or withdrawal came into or went out of force. */
  CORRECTION,
  /** An identifier that was known before belongs to another customer than it did then. */
  IDENTITY,
  /** A record that was published lost to a better delivery of the same thing. */
  DISPLACED,
  /** A record of a day that was published came after the publication. */
  LATE_RECORD,
  /** A time ran out in which something might have happened: a journey counts as abandoned. */
  SILENCE,
  /** What customers did after the published days finished or took back what was told of before. */
  LATER_DAYS,
  /** Tables had been put back by hand since the publication. */
  RESTORE,
  /** Raw records were read again under today's mapping. */
  RELOAD,
  /** Every table was made anew, because settings or code changed. */
  REBUILD,
  /** More than one. */
  SEVERAL,
  /** None that is known. */
  OTHER;

  private static final List<Cause> REASONS =
      List.of(CORRECTION, IDENTITY, DISPLACED, LATE_RECORD, SILENCE, LATER_DAYS);

  /** The word that is stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The cause of a stored word. */
  public static Cause of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** True for what every night brings: time passes, and customers go on. */
  public boolean isCourseOfTime() {
    return this == SILENCE || this == LATER_DAYS;
  }

  /** The number whose sum over a customer's reasons says which they are. */
  public int bit() {
    return 1 << ordinal();
  }

  /**
   * @param reasons sum of the {@link #bit}s of a customer's reasons, each once
   * @return the first of them; {@link #OTHER} without any
   */
  public static Cause first(int reasons) {
    return REASONS.stream().filter(c -> (reasons & c.bit()) != 0).findFirst().orElse(OTHER);
  }

  /**
   * What is said of a figure.
   *
   * @param causes of the rows that it counts and that changed
   * @return their one cause, else {@link #SEVERAL}; {@link #SILENCE} where no row changed: then
   *     time alone did it, as for a funnel whose window closed
   */
  public static Cause together(Collection<Cause> causes) {
    List<Cause> distinct = causes.stream().distinct().toList();
    return switch (distinct.size()) {
      case 0 -> SILENCE;
      case 1 -> distinct.get(0);
      default -> SEVERAL;
    };
  }
}
