package io.percorso.bi;

import io.percorso.bi.FrictionBoard.Estimate;
import io.percorso.statistics.Interval;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How groups of customers fare, as the retention page shows it.
 *
 * @param currency of amounts, ISO 4217
 * @param day of the snapshot; empty: there is none
 * @param schemes each a table of its own
 */
public record SegmentBoard(String currency, Optional<LocalDate> day, List<Scheme> schemes) {
  /** A lake that tells of none. */
  public static final SegmentBoard NONE = new SegmentBoard("", Optional.empty(), List.of());

  private static final int LEAST_SEGMENTS = 2;

  public SegmentBoard {
    schemes = List.copyOf(schemes);
  }

  /**
   * One way of grouping.
   *
   * @param measures words of the columns, in their order
   */
  public record Scheme(String name, List<String> measures, List<Segment> segments) {
    public Scheme {
      measures = List.copyOf(measures);
      segments = List.copyOf(segments);
    }

    /** One group cannot be compared. */
    public boolean isCompared() {
      return segments.size() >= LEAST_SEGMENTS;
    }
  }

  /**
   * @param cells one for each measure of the scheme, in their order
   */
  public record Segment(String name, List<Cell> cells) {
    public Segment {
      cells = List.copyOf(cells);
    }
  }

  /**
   * @param value with its 90 % interval; empty where hidden or not known
   * @param hasEnough false where too few customers are behind it to rely on
   * @param hiddenBecause why there is none; "" where there is one
   */
  public record Cell(Optional<Estimate> value, boolean hasEnough, String hiddenBecause) {}

  /** A figure as its measure is read. */
  public String shown(String measure, double value) {
    if (measure.startsWith("asked_to_leave")) {
      return Shown.share(value);
    }
    if (measure.startsWith("spend")) {
      return String.format(Locale.ROOT, "%,.2f %s", value, currency);
    }
    return measure.equals("nps")
        ? String.format(Locale.ROOT, "%+.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  /** The interval of a figure. */
  public String interval(String measure, Interval interval) {
    return shown(measure, interval.low()) + " to " + shown(measure, interval.high());
  }
}
