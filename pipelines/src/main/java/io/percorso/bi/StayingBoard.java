package io.percorso.bi;

import io.percorso.bi.FrictionBoard.Estimate;
import io.percorso.statistics.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the retention page says of how long contracts last and what customers are worth, as plain
 * values.
 *
 * @param currency of all amounts
 * @param curves of staying, by kind of contract
 * @param lengths how many times as long contracts last than others
 * @param worths by kind of contract
 */
public record StayingBoard(
    String currency, List<Curve> curves, List<Length> lengths, List<Worth> worths) {
  /** A lake that tells neither. */
  public static final StayingBoard NONE = new StayingBoard("", List.of(), List.of(), List.of());

  private static final int WIDTH = 520;
  private static final int HEIGHT = 200;
  private static final Map<String, String> WHY_NOT =
      Map.of(
          "no_scores", "not known: no model was judged on them",
          "nobody_left", "not known: nobody left",
          "nobody_stayed", "not known: nobody stayed",
          "no_value", "not known: no value",
          "offer_above_value", "nothing: the offer costs more than a customer is worth");

  private static final List<Integer> ASKED = List.of(30, 60, 90, 180, 365, 730);

  public StayingBoard {
    curves = List.copyOf(curves);
    lengths = List.copyOf(lengths);
    worths = List.copyOf(worths);
  }

  /**
   * @param fromDay shares are of contracts that reached this day
   * @param points by day, at least one
   */
  public record Curve(String contractKind, int fromDay, List<Point> points) {
    public Curve {
      points = List.copyOf(points);
    }

    int lastDay() {
      return points.get(points.size() - 1).day();
    }

    /** The last point up to a day. */
    public Optional<Point> at(int day) {
      return points.stream().filter(p -> p.day() <= day).reduce((one, other) -> other);
    }
  }

  /**
   * @param stayed share still in force after the day
   * @param interval of it, 90 %
   */
  public record Point(int day, long watched, double stayed, Optional<Overview.Share> interval) {}

  /**
   * @param valued customers whose value can be told
   * @param mean value of one of them
   * @param keeping what it costs to keep one who would leave
   * @param winning what it costs to win a new one
   * @param profit most that a campaign brings, per customer of all; empty where none is told
   * @param addressed part of the customers whom it should address
   * @param reason why none is told; empty where one is
   */
  public record Worth(
      String contractKind,
      long customers,
      long valued,
      Optional<Double> mean,
      Optional<Double> keeping,
      Optional<Double> winning,
      Optional<Double> profit,
      Optional<Double> addressed,
      Optional<String> reason) {}

  /**
   * How many times as long contracts of a value last.
   *
   * @param value kind of contract, or tier
   * @param against value that it is held against
   */
  public record Length(String value, String against, Estimate ratio) {}

  /** How long contracts of a value last, in words. */
  public String sentence(Length length) {
    Interval of = length.ratio().interval();
    return String.format(
        Locale.ROOT,
        "%s: %.2f times as long as %s (%.2f to %.2f)%s",
        Shown.name(length.value()),
        length.ratio().value(),
        Shown.name(length.against()),
        of.low(),
        of.high(),
        of.low() <= 1 && of.high() >= 1 ? ": no difference that is sure" : "");
  }

  /** Days of a contract's life at which the table tells staying: those that the curves reach. */
  public List<Integer> days() {
    int last = curves.stream().mapToInt(Curve::lastDay).max().orElse(0);
    return ASKED.stream().filter(day -> day <= last).toList();
  }

  /** What is told of a kind at a day; nothing beyond the end of its curve. */
  public Optional<Overview.Share> stayed(Curve curve, int day) {
    return day > curve.lastDay() || day < curve.fromDay()
        ? Optional.empty()
        : curve.at(day).flatMap(Point::interval);
  }

  /** The steps of a curve, as SVG draws them. */
  public String line(Curve curve) {
    int last = curves.stream().mapToInt(Curve::lastDay).max().orElse(1);
    StringBuilder line = new StringBuilder();
    double before = 1;
    append(line, curve.fromDay(), before, last);
    for (Point point : curve.points()) {
      append(line, point.day(), before, last);
      append(line, point.day(), point.stayed(), last);
      before = point.stayed();
    }
    return line.toString().strip();
  }

  private static void append(StringBuilder line, int day, double share, int last) {
    line.append(
        String.format(
            Locale.ROOT,
            " %.1f,%.1f",
            (double) WIDTH * day / Math.max(1, last),
            HEIGHT * (1 - share)));
  }

  /** What a campaign brings, or why it is not told. */
  public String campaign(Worth worth) {
    return worth
        .reason()
        .map(reason -> WHY_NOT.getOrDefault(reason, Shown.name(reason)))
        .orElseGet(() -> money(worth.profit()));
  }

  /** Whom a campaign should address. */
  public String addressed(Worth worth) {
    return worth
        .addressed()
        .map(share -> share == 0 ? "nobody" : Shown.share(share) + ", riskiest first")
        .orElse("");
  }

  /** An amount, or that it is not known. */
  public String money(Optional<Double> amount) {
    return amount.map(a -> String.format(Locale.ROOT, "%,.2f %s", a, currency)).orElse("not known");
  }
}
