package io.percorso.jobs.score;

import java.util.List;
import java.util.Locale;

/**
 * One row per metric of a scorecard.
 *
 * @param name as {@code --require} takes it
 * @param value the estimate; a number, or a text that identifies something
 * @param n how many things were judged
 * @param bound what the value must be, in words; empty where there is none
 * @param sentence what was found, for people
 */
public record Score(
    String name, String value, long n, String bound, Verdict verdict, String sentence) {
  /** The columns in which scores are shown. */
  public static final List<String> COLUMNS =
      List.of("name", "value", "n", "bound", "verdict", "sentence");

  /** Whether a metric holds. */
  public enum Verdict {
    OK("ok"),
    FAILED("FAILED"),
    /** Has no bound, or there was nothing to judge. */
    SHOWN("shown");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** A value that must not be below a bound. Where nothing was judged it is shown, never ok. */
  static Score atLeast(String name, double value, long n, double bound, String sentence) {
    String least = ">= " + number(bound);
    if (n == 0) {
      return new Score(name, "", 0, least, Verdict.SHOWN, "nothing to judge: " + sentence);
    }
    Verdict verdict = value >= bound ? Verdict.OK : Verdict.FAILED;
    return new Score(name, number(value), n, least, verdict, sentence);
  }

  /** A share that must be the whole: no tolerance. */
  static Score exact(String name, long right, long n, String sentence) {
    if (n == 0) {
      return new Score(name, "", 0, "exactly 1", Verdict.SHOWN, "nothing to judge: " + sentence);
    }
    // Never rounded up to the whole.
    String share = right == n ? "1" : number(Math.min(0.999999, (double) right / n));
    return new Score(
        name, share, n, "exactly 1", right == n ? Verdict.OK : Verdict.FAILED, sentence);
  }

  /** A fact about the card itself. */
  public static Score fact(String name, String value, String sentence) {
    return new Score(name, value, 0, "", Verdict.SHOWN, sentence);
  }

  /** At most six decimals, rounded down, so that what is shown as a bound has reached it. */
  static String number(double value) {
    double cut = Math.floor(value * 1e6 + 1e-6) / 1e6;
    String text = String.format(Locale.ROOT, "%.6f", cut);
    return text.replaceFirst("\\.?0+$", "");
  }

  /** In the order of {@link #COLUMNS}. */
  public List<String> cells() {
    return List.of(name, value, Long.toString(n), bound, verdict.word(), sentence);
  }
}
