package io.percorso.jobs.score;

import java.util.List;

/**
 * {@code bots.precision_people} and {@code bots.f1}: which records of people are taken for a
 * program's, and which sessions of programs are found. A session is called a bot's when more than
 * half of its loaded records are.
 */
public final class BotCalls {
  public static final String PRECISION = "bots.precision_people";
  public static final String F1 = "bots.f1";

  private static final double LEAST_PRECISION = 0.99;
  private static final double LEAST_F1 = 0.95;

  private long peopleRecords;
  private long peopleCalled;
  private long hits;
  private long missed;
  private long invented;

  /**
   * @param isBot the truth of these sessions
   * @param records loaded records of each
   * @param called those of them that the lake calls a program's
   * @param sessions how many sessions are like this
   */
  public void add(boolean isBot, long records, long called, long sessions) {
    boolean isCalled = 2 * called > records;
    if (isBot) {
      hits += isCalled ? sessions : 0;
      missed += isCalled ? 0 : sessions;
    } else {
      peopleRecords += records * sessions;
      peopleCalled += called * sessions;
      invented += isCalled ? sessions : 0;
    }
  }

  public List<Score> scores() {
    return List.of(
        Score.atLeast(
            PRECISION,
            (double) (peopleRecords - peopleCalled) / peopleRecords,
            peopleRecords,
            LEAST_PRECISION,
            "%,d of %,d records of people are called a program's"
                .formatted(peopleCalled, peopleRecords)),
        Score.atLeast(
            F1,
            2.0 * hits / (2 * hits + missed + invented),
            hits + missed + invented,
            LEAST_F1,
            "%,d of %,d sessions of programs are found, %,d sessions of people are called so"
                .formatted(hits, hits + missed, invented)));
  }
}
