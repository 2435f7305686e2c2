package io.percorso.lake;

import org.apache.spark.sql.Column;

/**
 * A promise about each row of a table: a sentence and a condition that holds when the promise is
 * kept. A condition that is null counts as kept, so say {@code isNotNull()} where null is wrong.
 *
 * @param severity fail: the run ends unpublished; warn: the run goes on and says so
 * @param sentence the promise, as a reader would say it
 * @param holds true on rows that keep it
 */
public record Expectation(Severity severity, String sentence, Column holds) {
  /** What a broken promise does to the run. */
  public enum Severity {
    FAIL,
    WARN
  }

  public static Expectation fail(String sentence, Column holds) {
    return new Expectation(Severity.FAIL, sentence, holds);
  }

  public static Expectation warn(String sentence, Column holds) {
    return new Expectation(Severity.WARN, sentence, holds);
  }
}
