package io.percorso.jobs.score;

/**
 * {@code deduplication.exact}: the share of things that have as many rows as they should. A thing
 * delivered again under its id has one row, and one more per copy under another id, which nothing
 * could know for a copy. Any other thing that should be loaded has at least one.
 */
public final class Deduplication {
  public static final String NAME = "deduplication.exact";

  private long things;
  private long right;
  private long repeated;
  private long tooMany;
  private long lost;

  /** So many things whose deliveries went like this. */
  public void add(Thing thing, long times) {
    long expected = thing.expected(Thing.LOADED);
    long rows = thing.found(Thing.LOADED);
    boolean isRepeated = thing.expected(Thing.DUPLICATE) > 0;
    if (expected == 0 && !isRepeated) {
      return;
    }
    things += times;
    repeated += isRepeated ? times : 0;
    boolean isTooMany = isRepeated && rows > expected;
    boolean isLost = isRepeated ? rows < expected : rows == 0;
    tooMany += isTooMany ? times : 0;
    lost += isLost ? times : 0;
    right += isTooMany || isLost ? 0 : times;
  }

  public Score score() {
    return Score.exact(
        NAME,
        right,
        things,
        "%,d things, %,d of them delivered again: %,d have too many rows, %,d too few"
            .formatted(things, repeated, tooMany, lost));
  }
}
