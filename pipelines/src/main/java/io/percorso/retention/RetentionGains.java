package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.retention.risk.RiskMetrics;
import io.percorso.retention.risk.ScoredRow;
import io.percorso.retention.value.ScoredCustomer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per fitted model, group of customers and tenth of those it was judged on, the highest
 * score first: what it said and what came, and how many of all leavers are found so far. The
 * calibration plot and the gain chart, and what a campaign is reckoned by.
 */
public final class RetentionGains {
  public static final Field MODEL_ID = RiskModels.MODEL_ID;
  public static final Field VERSION = RiskModels.VERSION;
  public static final Field GROUP =
      Field.word("customer_group", "Kind of contract; all: all customers of the model");
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
              "One row per fitted model, group of customers and tenth of those it was judged on",
              MODEL_ID,
              VERSION,
              GROUP,
              TENTH,
              ROW_COUNT,
              LEAVER_COUNT,
              MEAN_PROBABILITY,
              LEAVER_SHARE,
              FOUND_SHARE)
          .grain(MODEL_ID, VERSION, GROUP, TENTH)
          .expect(fail("no more leave than there are", LEAVER_COUNT.col().leq(ROW_COUNT.col())));

  private static final int TENTHS = 10;

  private RetentionGains() {}

  /**
   * The customers behind the tenths, as a campaign reckons with them: those of tenths of which the
   * model says the same are not told apart.
   *
   * @param tenths rows of one model and group
   */
  public static List<ScoredCustomer> customers(List<Row> tenths) {
    List<ScoredCustomer> customers = new ArrayList<>();
    for (Row tenth : tenths) {
      double said = tenth.getAs(MEAN_PROBABILITY.name());
      long leavers = tenth.getAs(LEAVER_COUNT.name());
      long all = tenth.getAs(ROW_COUNT.name());
      for (long i = 0; i < all; i++) {
        customers.add(new ScoredCustomer(said, i < leavers));
      }
    }
    return customers;
  }

  /**
   * The tenths that hold anybody, of all and of each group.
   *
   * @param judged what the model said of customers of whom it is known what came
   */
  public static List<Row> rows(String modelId, int version, List<ScoredRow> judged) {
    List<Row> rows = new ArrayList<>(rows(modelId, version, RiskMetrics.ALL, judged));
    judged.stream()
        .collect(Collectors.groupingBy(ScoredRow::group, TreeMap::new, Collectors.toList()))
        .forEach((group, some) -> rows.addAll(rows(modelId, version, group, some)));
    return rows;
  }

  private static List<Row> rows(String modelId, int version, String group, List<ScoredRow> judged) {
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
              group,
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
