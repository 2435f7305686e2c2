package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.sum;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.retention.LifeCounts.Stretch;
import io.percorso.statistics.KaplanMeier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per number of days since the last activity of customers who never had a contract: how
 * many of those silent for so long come back later.
 *
 * <p>Each silence counts, from one day of activity to the next, or to the cut-off; a customer has
 * several, and who comes often has many. Silences that go on are watched until the cut-off, as in
 * {@link KaplanMeier}. Told is up to the last day on which {@code retention.least-watched} silences
 * are watched. Later means within the days told: who comes back after them is not seen.
 *
 * <p>The horizon is the shortest silence after which at most {@code retention.silent-return} come
 * back. It holds only where the data watch a silence for as long again, twice the horizon; else it
 * is null, for at the end of the data nobody is seen to come back.
 */
public final class ReturnCurve {
  public static final Field SILENT_DAYS =
      Field.integer("silent_days", "Days since the last day of activity, from 0");
  public static final Field WATCHED_COUNT =
      Field.bigint("watched_count", "Silences that were seen to last longer, or to end on the day");
  public static final Field RETURNED_COUNT =
      Field.bigint("returned_count", "Those that ended on the day: the customer was active again");
  public static final Field SILENT_SHARE =
      Field.real("silent_share", "Of all silences, those that last longer than this");
  public static final Field RETURN_SHARE =
      Field.real("return_share", "Of those that last longer, the part that ends within days told");
  public static final Field HORIZON_DAYS =
      Field.integer(
          "horizon_days",
          "Shortest silence after which few come back, the same in each row; null: the data are too"
              + " short to tell");

  public static final Table TABLE =
      Table.named(
              "gold.return_curve",
              "One row per number of days since the last activity of customers without a contract",
              SILENT_DAYS,
              WATCHED_COUNT,
              RETURNED_COUNT,
              SILENT_SHARE,
              RETURN_SHARE,
              HORIZON_DAYS)
          .grain(SILENT_DAYS)
          .expect(
              fail("a share lies between 0 and 1", RETURN_SHARE.col().between(0, 1)),
              fail(
                  "no more come back than were silent",
                  RETURNED_COUNT.col().leq(WATCHED_COUNT.col())));

  /**
   * Business numbers, from conf/base.yaml, section retention.
   *
   * @param silentReturn share of the silent who may come back
   * @param leastWatched silences without which a day is not told
   */
  public record Rules(double silentReturn, long leastWatched) {
    public Rules {
      if (!(silentReturn > 0 && silentReturn < 1)) {
        throw new IllegalArgumentException(
            "retention.silent-return is %s: give a share between 0 and 1".formatted(silentReturn));
      }
    }

    public static Rules from(Settings settings) {
      return new Rules(
          settings.real("retention.silent-return"), settings.integer("retention.least-watched"));
    }
  }

  private static final String SILENCE = "silence";

  private ReturnCurve() {}

  /**
   * How many silences of each length ended, and how many go on.
   *
   * @param lives rows of {@link CustomerLives}
   */
  public static Dataset<Row> counts(Dataset<Row> lives) {
    return lives
        .select(explode(CustomerLives.SILENCES.col()).as(SILENCE))
        .groupBy(CustomerLives.SILENT_DAYS.of(SILENCE).as(SILENT_DAYS.name()))
        .agg(
            sum(CustomerLives.RETURNED.of(SILENCE)).as(CustomerLives.RETURNED.name()),
            sum(CustomerLives.LOST.of(SILENCE)).as(CustomerLives.LOST.name()));
  }

  /**
   * The table's rows.
   *
   * @param counts rows of {@link #counts}, in any order
   */
  public static List<Row> rows(List<Row> counts, Rules rules) {
    LifeCounts silences = new LifeCounts(1);
    for (Row row : counts) {
      long returned = row.<Long>getAs(CustomerLives.RETURNED.name());
      long lost = row.<Long>getAs(CustomerLives.LOST.name());
      silences
          .add(ContractFold.BEGINNING, returned + lost, 0, 0)
          .add(row.<Integer>getAs(SILENT_DAYS.name()), 0, lost, returned);
    }
    return silences.told(rules.leastWatched).map(told -> rows(told, rules)).orElse(List.of());
  }

  private static List<Row> rows(Stretch told, Rules rules) {
    double[] silent = silent(told);
    OptionalInt horizon = horizon(silent, rules);
    List<Row> rows = new ArrayList<>();
    for (int day = 0; day <= told.to(); day++) {
      rows.add(
          RowFactory.create(
              day,
              told.counts().watched(day),
              told.counts().events(day),
              silent[day],
              returning(silent, day).orElse(0.0),
              horizon.isPresent() ? horizon.getAsInt() : null));
    }
    return rows;
  }

  /** Share of silences that last longer than each number of days. */
  private static double[] silent(Stretch told) {
    double[] silent = new double[told.to() + 1];
    Arrays.fill(silent, 1);
    for (KaplanMeier.Point point : KaplanMeier.curve(told.counts().riskSets())) {
      Arrays.fill(silent, (int) point.time(), silent.length, point.share());
    }
    return silent;
  }

  /** Of those silent for longer, the part that comes back; nothing where nobody is. */
  private static Optional<Double> returning(double[] silent, int day) {
    return silent[day] > 0
        ? Optional.of(1 - silent[silent.length - 1] / silent[day])
        : Optional.empty();
  }

  private static OptionalInt horizon(double[] silent, Rules rules) {
    for (int day = 1; 2 * day < silent.length; day++) {
      if (returning(silent, day).filter(share -> share <= rules.silentReturn).isPresent()) {
        return OptionalInt.of(day);
      }
    }
    return OptionalInt.empty();
  }
}
