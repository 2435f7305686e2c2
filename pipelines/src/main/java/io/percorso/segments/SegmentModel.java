package io.percorso.segments;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Segments by behaviour as they were fitted: scaling, centres, and the number by which each segment
 * is called. One centre: all customers are one segment.
 *
 * @param fittedDay whose customers it was fitted to
 * @param numbers of the segments, in the order of the centres; 0 for the one of all
 * @param highestNumber that a segment ever had: a new one gets the next
 * @param customers of the sample
 * @param silhouette none for one segment
 * @param stability mean adjusted Rand index of refits; none for one segment
 * @param reason why all are one segment
 * @param tried what was found for each count of segments
 */
public record SegmentModel(
    LocalDate fittedDay,
    Scaling scaling,
    Centres centres,
    int[] numbers,
    int highestNumber,
    long customers,
    Optional<Double> silhouette,
    Optional<Double> stability,
    Optional<String> reason,
    String tried) {
  /** What the only segment is called. */
  static final String EVERYBODY = "everybody";

  public SegmentModel {
    if (numbers.length != centres.count()) {
      throw new IllegalArgumentException(
          "%d numbers for %d segments".formatted(numbers.length, centres.count()));
    }
  }

  /** All customers as one segment. */
  static SegmentModel one(
      LocalDate day, Scaling scaling, int highestNumber, long customers, String why, String tried) {
    return new SegmentModel(
        day,
        scaling,
        new Centres(new double[][] {new double[Trait.values().length]}),
        new int[] {0},
        highestNumber,
        customers,
        Optional.empty(),
        Optional.empty(),
        Optional.of(why),
        tried);
  }

  boolean hasSegments() {
    return centres.count() > 1;
  }

  String word(int centre) {
    return hasSegments() ? "segment_" + numbers[centre] : EVERYBODY;
  }

  String description(int centre) {
    return hasSegments() ? Trait.described(centres.points()[centre]) : EVERYBODY;
  }

  /**
   * The same segments, each with the number of the earlier fit's segment that it is: centres are
   * paired so that the distances sum to the least, in this fit's scaling. What is left over is new.
   */
  SegmentModel namedAfter(SegmentModel earlier) {
    double[][] costs = new double[centres.count()][earlier.centres.count()];
    for (int i = 0; i < centres.count(); i++) {
      for (int j = 0; j < earlier.centres.count(); j++) {
        double[] there = scaling.moved(earlier.centres.points()[j], earlier.scaling);
        costs[i][j] = Centres.distance(centres.points()[i], there);
      }
    }
    int[] pairs = Hungarian.assign(costs);
    int[] named = new int[pairs.length];
    int highest = earlier.highestNumber;
    for (int i = 0; i < pairs.length; i++) {
      named[i] = pairs[i] < 0 ? ++highest : earlier.numbers[pairs[i]];
    }
    return new SegmentModel(
        fittedDay,
        scaling,
        centres,
        named,
        highest,
        customers,
        silhouette,
        stability,
        reason,
        tried);
  }

  String scalingText() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < scaling.mean().length; i++) {
      parts.add(
          text(
              new double[] {
                scaling.low()[i], scaling.high()[i], scaling.mean()[i], scaling.deviation()[i]
              }));
    }
    return String.join("; ", parts);
  }

  String centresText() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      parts.add(numbers[i] + ": " + text(centres.points()[i]));
    }
    return String.join("; ", parts);
  }

  static Scaling scaling(String text) {
    double[][] parts =
        Arrays.stream(text.split("; ")).map(SegmentModel::numbers).toArray(double[][]::new);
    return new Scaling(column(parts, 0), column(parts, 1), column(parts, 2), column(parts, 3));
  }

  static Centres centres(String text) {
    return new Centres(
        Arrays.stream(text.split("; "))
            .map(part -> numbers(part.substring(part.indexOf(':') + 2)))
            .toArray(double[][]::new));
  }

  static int[] segmentNumbers(String text) {
    return Arrays.stream(text.split("; "))
        .mapToInt(part -> Integer.parseInt(part.substring(0, part.indexOf(':'))))
        .toArray();
  }

  private static double[] column(double[][] parts, int at) {
    return Arrays.stream(parts).mapToDouble(part -> part[at]).toArray();
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static String text(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }
}
