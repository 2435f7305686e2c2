package io.percorso.jobs.score;

/**
 * {@code sessions.f1}: of each pair of consecutive interactions of one person on one source and
 * device, whether a new session begins between them. Takes the interactions in order of person,
 * source, device, time.
 */
public final class SessionBoundaries {
  public static final String NAME = "sessions.f1";

  /** The project's own choice: no design document gives a bound on sessions. */
  private static final double BOUND = 0.95;

  private static final String BEGINS = "begins";
  private static final String GOES_ON = "goes on";

  private final Confusion pairs = new Confusion();
  private String group = "";
  private long session;
  private String found = "";

  /**
   * @param who person, source and device, as one text
   * @param trueSession number of the session in the truth
   * @param foundSession id of the session that was found; empty for none, which is never the same
   *     as another
   */
  public void take(String who, long trueSession, String foundSession) {
    if (who.equals(group)) {
      boolean goesOn = found.equals(foundSession) && !found.isEmpty();
      pairs.add(trueSession == session ? GOES_ON : BEGINS, goesOn ? GOES_ON : BEGINS, 1);
    }
    group = who;
    session = trueSession;
    found = foundSession;
  }

  /** Truth against found, of the pairs seen so far. */
  public Confusion pairs() {
    return pairs;
  }

  /** The score of the pairs of all groups. */
  public static Score score(Confusion pairs) {
    long hits = pairs.count(BEGINS, BEGINS);
    long missed = pairs.count(BEGINS, GOES_ON);
    long invented = pairs.count(GOES_ON, BEGINS);
    long errors = missed + invented;
    return Score.atLeast(
        NAME,
        2.0 * hits / (2 * hits + errors),
        hits + errors,
        BOUND,
        "of %,d pairs %,d sessions begin; %,d of them missed, %,d begin in vain"
            .formatted(pairs.total(), hits + missed, missed, invented));
  }
}
