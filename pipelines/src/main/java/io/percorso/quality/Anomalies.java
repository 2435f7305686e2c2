package io.percorso.quality;

import io.percorso.interactions.Interactions;
import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import io.percorso.quality.Anomaly.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per run, source, day and measure that was out of the ordinary when the run looked at the
 * last {@code quality.days} days; and one where a source's newest day could not be judged.
 *
 * <p>A day is held against the {@code quality.days} days before it. Volume: the logarithm of its
 * records against the centre of the same weekdays, or of all days where there are not four of each
 * yet; scatter is that of the days around their weekdays ({@link Usual}), at least √(noise² + 1 /
 * usual), the overdispersed Poisson's. Empty share of a column: against the centre of all days,
 * scatter at least √(noise² + p(1 − p) / records), the overdispersed binomial's. Either is an
 * anomaly when it is off by more than both the change that matters and score times its scale.
 *
 * <p>Not judged: days before a source's first delivery (a first load of history brings them), the
 * days that the source may be behind, days with fewer than {@code quality.least-days} days with
 * data before them, or where fewer than {@code quality.least-records} records are usual.
 */
public final class Anomalies {
  public static final Field RUN_ID = Interactions.RUN_ID;
  public static final Field SOURCE = Interactions.SOURCE;
  public static final Field DAY = DayCounts.DAY;
  public static final Field MEASURE =
      Field.word("measure", "records, or the column whose empty share it is").arrival();
  public static final Field KIND =
      Field.word(
              "kind",
              "no_data, volume_low, volume_high, nulls_high, nulls_low; not_enough_data: not"
                  + " judged")
          .arrival();
  public static final Field OBSERVED =
      Field.real("observed", "Records, or share of them in which the column is empty, 0..1")
          .arrival();
  public static final Field USUAL =
      Field.real("usual", "What was to be expected, in the same unit").arrival();
  public static final Field SCORE =
      Field.real("score", "By how many of its scales it is off, signed; 0: not judged").arrival();
  public static final Field SENTENCE = Field.text("sentence", "The anomaly in words").arrival();

  public static final Table TABLE =
      Table.named(
              "ops.anomalies",
              "One row per run, source, day and measure that was out of the ordinary",
              RUN_ID,
              SOURCE,
              DAY,
              MEASURE,
              KIND,
              OBSERVED,
              USUAL,
              SCORE,
              SENTENCE)
          .grain(RUN_ID, SOURCE, DAY, MEASURE);

  /** Added to a count, so that nothing has a logarithm and a share is never quite 0 or 1. */
  private static final double HALF = 0.5;

  private static final int WEEK = 7;
  private static final int SAME_WEEKDAYS = 4;

  private Anomalies() {}

  /**
   * When a difference matters.
   *
   * @param change smallest difference that matters: part of the usual volume, or points of share
   * @param score scales by which it must be off
   * @param noise scatter from day to day that every source has, beside that of counting
   */
  public record Sensitivity(double change, double score, double noise) {
    static Sensitivity from(Settings settings, String what) {
      return new Sensitivity(
          settings.real("quality." + what + ".change"),
          settings.real("quality." + what + ".score"),
          settings.real("quality." + what + ".noise"));
    }
  }

  /**
   * Business numbers of this table, from conf/base.yaml.
   *
   * @param days how many days are judged, and how many before each it is held against
   * @param leastDays days with data without which nothing is usual
   * @param leastRecords records a day below which a source is too small to be judged
   */
  public record Rules(
      int days, int leastDays, long leastRecords, Sensitivity volume, Sensitivity nulls) {
    public Rules {
      if (leastDays < 2 || days < leastDays) {
        throw UserError.usage(
            "quality.days is %d and quality.least-days %d: a spread needs 2 days, and no more than are looked at"
                .formatted(days, leastDays));
      }
      if (!(0 < volume.change() && volume.change() < 1)) {
        throw UserError.usage(
            "quality.volume.change is %s: it is a part of the usual volume, so set it between 0 and 1"
                .formatted(volume.change()));
      }
    }

    public static Rules from(Settings settings) {
      return new Rules(
          (int) settings.integer("quality.days"),
          (int) settings.integer("quality.least-days"),
          settings.integer("quality.least-records"),
          Sensitivity.from(settings, "volume"),
          Sensitivity.from(settings, "nulls"));
    }
  }

  /**
   * A source's days.
   *
   * @param firstDelivery business day on which its first file was seen
   * @param daysBehind by how many days its newest day lies behind when all is well
   * @param records interactions by day; a day without any may be missing
   * @param nulls by column, how often it is empty, by day
   */
  public record SourceHistory(
      String source,
      LocalDate firstDelivery,
      int daysBehind,
      Map<LocalDate, Long> records,
      Map<String, Map<LocalDate, Long>> nulls) {
    long recordsOn(LocalDate day) {
      return records.getOrDefault(day, 0L);
    }
  }

  /** What is out of the ordinary in the days up to the last, in their order. */
  public static List<Anomaly> find(SourceHistory source, LocalDate last, Rules rules) {
    LocalDate newest = last.minusDays(source.daysBehind());
    LocalDate first = newest.minusDays(rules.days() - 1L);
    if (source.firstDelivery().isAfter(first)) {
      first = source.firstDelivery();
    }
    List<Anomaly> found = new ArrayList<>();
    if (first.isAfter(newest)) {
      found.add(notEnough(source, newest, 0));
    }
    for (LocalDate day = first; !day.isAfter(newest); day = day.plusDays(1)) {
      Optional<Anomaly> volume = volume(source, day, rules);
      boolean isNewest = day.equals(newest);
      volume.filter(a -> a.isAlarm() || isNewest).ifPresent(found::add);
      for (String column : source.nulls().keySet()) {
        nulls(source, column, day, rules).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<Anomaly> volume(SourceHistory source, LocalDate day, Rules rules) {
    List<LocalDate> before = before(source, day, rules);
    long observed = source.recordsOn(day);
    if (before.stream().filter(d -> source.recordsOn(d) > 0).count() < rules.leastDays()) {
      return Optional.of(notEnough(source, day, 0));
    }
    int groups = before.size() >= SAME_WEEKDAYS * WEEK ? WEEK : 1;
    Usual usual =
        Usual.of(
            before.stream().mapToDouble(d -> log(source.recordsOn(d))).toArray(),
            before.stream().mapToInt(d -> group(d, groups)).toArray(),
            group(day, groups),
            rules.volume().noise());
    double expected = Math.max(0, Math.exp(usual.centre()) - HALF);
    if (expected < rules.leastRecords()) {
      return Optional.of(notEnough(source, day, expected));
    }
    double ratio = log(observed) - usual.centre();
    double score = ratio / usual.scale(spread(rules.volume(), 1 / (expected + HALF)));
    boolean matters = Math.abs(ratio) >= -Math.log(1 - rules.volume().change());
    Kind kind = observed == 0 ? Kind.NO_DATA : ratio < 0 ? Kind.VOLUME_LOW : Kind.VOLUME_HIGH;
    return Optional.of(
            new Anomaly(source.source(), day, Anomaly.RECORDS, kind, observed, expected, score))
        .filter(a -> matters && Math.abs(score) >= rules.volume().score());
  }

  private static Optional<Anomaly> nulls(
      SourceHistory source, String column, LocalDate day, Rules rules) {
    long records = source.recordsOn(day);
    List<LocalDate> before =
        before(source, day, rules).stream()
            .filter(d -> source.recordsOn(d) >= rules.leastRecords())
            .toList();
    if (records < rules.leastRecords() || before.size() < rules.leastDays()) {
      return Optional.empty();
    }
    Usual usual =
        Usual.of(
            before.stream().mapToDouble(d -> share(source, column, d)).toArray(),
            new int[before.size()],
            0,
            rules.nulls().noise());
    double observed = share(source, column, day);
    double p = (usual.centre() * records + HALF) / (records + 1);
    double change = observed - usual.centre();
    double score = change / usual.scale(spread(rules.nulls(), p * (1 - p) / records));
    Kind kind = change > 0 ? Kind.NULLS_HIGH : Kind.NULLS_LOW;
    return Optional.of(
            new Anomaly(source.source(), day, column, kind, observed, usual.centre(), score))
        .filter(a -> Math.abs(change) >= rules.nulls().change())
        .filter(a -> Math.abs(score) >= rules.nulls().score());
  }

  private static double log(long records) {
    return Math.log(records + HALF);
  }

  private static double spread(Sensitivity sensitivity, double variance) {
    return Math.sqrt(sensitivity.noise() * sensitivity.noise() + variance);
  }

  private static int group(LocalDate day, int groups) {
    return (int) Math.floorMod(day.toEpochDay(), (long) groups);
  }

  private static double share(SourceHistory source, String column, LocalDate day) {
    return (double) source.nulls().get(column).getOrDefault(day, 0L) / source.recordsOn(day);
  }

  /** The days before a day, none earlier than the source's first day with data. */
  private static List<LocalDate> before(SourceHistory source, LocalDate day, Rules rules) {
    return day.minusDays(rules.days())
        .datesUntil(day)
        .dropWhile(d -> source.records().keySet().stream().noneMatch(has -> !has.isAfter(d)))
        .toList();
  }

  private static Anomaly notEnough(SourceHistory source, LocalDate day, double usual) {
    return new Anomaly(
        source.source(),
        day,
        Anomaly.RECORDS,
        Kind.NOT_ENOUGH_DATA,
        source.recordsOn(day),
        usual,
        0);
  }

  /** The row of {@link #TABLE}. */
  public static Row row(Anomaly anomaly, String runId) {
    return RowFactory.create(
        runId,
        anomaly.source(),
        anomaly.day(),
        anomaly.measure(),
        anomaly.kind().word(),
        anomaly.observed(),
        anomaly.usual(),
        anomaly.score(),
        anomaly.sentence());
  }
}
