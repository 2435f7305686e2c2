package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.retention.risk.ScoredRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per fitted model and tenth of the customers it was judged on, the highest score first:
 * what it said and what came, and how many of all leavers are found so far. The calibration plot
 * and the gain chart.
 */
public final class RetentionGains {
  public static final Field MODEL_ID = RiskModels.MODEL_ID;
  public static final Field VERSION = RiskModels.VERSION;
  public static final Field TENTH = Field.integer("tenth", "1 for the highest scores, up to 10");
  public static final Field ROW_COUNT = Field.bigint("row_count", "Snapshots in it");
  public static final Field LEAVER_COUNT = Field.bigint("leaver_count", "Those that left");
  public static final Field MEAN_PROBABILITY =
      Field.real("mean_probability", "What the model said").fitted();
  public static final Field LEAVER_SHARE = Field.real("leaver_share", "What came").fitted();
  public static final Field FOUND_SHARE =
      Field.real("found_share", "Of all leavers, in this tenth and those above").fitted();

  public static final Table TABLE =
      Table.named(
              "gold.retention_gains",
              "One row per fitted model and tenth of the customers it was judged on",
              MODEL_ID,
              VERSION,
              TENTH,
              ROW_COUNT,
              LEAVER_COUNT,
              MEAN_PROBABILITY,
              LEAVER_SHARE,
              FOUND_SHARE)
          .grain(MODEL_ID, VERSION, TENTH)
          .expect(fail("no more leave than there are", LEAVER_COUNT.col().leq(ROW_COUNT.col())));

  private static final int TENTHS = 10;

  private RetentionGains() {}

  /**
   * The tenths that hold anybody.
   *
   * @param judged what the model said of customers of whom it is known what came
   */
  public static List<Row> rows(String modelId, int version, List<ScoredRow> judged) {
    List<ScoredRow> ranked =
        judged.stream()
            .sorted(
                Comparator.comparingDouble(ScoredRow::score)
                    .reversed()
                    .thenComparing(ScoredRow::customer))
            .toList();
    long leavers = ranked.stream().filter(ScoredRow::hasLeft).count();
    List<Row> rows = new ArrayList<>();
    long found = 0;
    for (int tenth = 1; tenth <= TENTHS; tenth++) {
      List<ScoredRow> of =
          ranked.subList((tenth - 1) * ranked.size() / TENTHS, tenth * ranked.size() / TENTHS);
      if (of.isEmpty()) {
        continue;
      }
      long left = of.stream().filter(ScoredRow::hasLeft).count();
      found += left;
      rows.add(
          RowFactory.create(
              modelId,
              version,
              tenth,
              (long) of.size(),
              left,
              of.stream().mapToDouble(ScoredRow::probability).average().orElseThrow(),
              (double) left / of.size(),
              leavers == 0 ? null : (Double) ((double) found / leavers)));
    }
    return rows;
  }
}
