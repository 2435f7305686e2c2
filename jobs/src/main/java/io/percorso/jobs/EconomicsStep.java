package io.percorso.jobs;

import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Settings;
import io.percorso.retention.CustomerValue;
import io.percorso.retention.ModelDecisions;
import io.percorso.retention.RetentionEconomics;
import io.percorso.retention.RetentionGains;
import io.percorso.retention.RiskModels.Stored;
import io.percorso.retention.SurvivalCurves;
import io.percorso.retention.value.ScoredCustomer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Keeping against winning, and what a campaign brings: on the customers on whom the models in use
 * were judged, of whom it is known who left.
 */
final class EconomicsStep {
  private final Lake lake;
  private final Run run;
  private final Settings settings;

  EconomicsStep(Lake lake, Run run, Settings settings) {
    this.lake = lake;
    this.run = run;
    this.settings = settings;
  }

  void build(List<AskedModel> asked, ModelBook book) {
    run.replaceAll(
        RetentionEconomics.TABLE,
        List.of(CustomerValue.TABLE, RetentionGains.TABLE, ModelDecisions.TABLE),
        () -> rows(scored(asked, book)));
  }

  private Dataset<Row> rows(Map<String, List<ScoredCustomer>> scored) {
    List<Row> sums = RetentionEconomics.sums(lake.read(CustomerValue.TABLE)).collectAsList();
    boolean isWhole =
        sums.stream()
            .map(sum -> sum.<String>getAs(RetentionEconomics.CONTRACT_KIND.name()))
            .allMatch(scored::containsKey);
    if (isWhole) {
      List<ScoredCustomer> all = new ArrayList<>();
      scored.values().forEach(all::addAll);
      scored.put(SurvivalCurves.ALL, all);
    }
    return lake.rows(
        RetentionEconomics.TABLE,
        RetentionEconomics.rows(sums, scored, RetentionEconomics.Rules.from(settings)));
  }

  /** By kind of contract: of the first question that is asked of the kind, the nearest in time. */
  private Map<String, List<ScoredCustomer>> scored(List<AskedModel> asked, ModelBook book) {
    List<Row> gains = lake.read(RetentionGains.TABLE).collectAsList();
    Map<String, List<ScoredCustomer>> scored = new TreeMap<>();
    for (AskedModel each : asked) {
      book.inUse(each.modelId())
          .ifPresent(
              model ->
                  each.contractKinds()
                      .forEach(
                          kind -> {
                            List<Row> tenths =
                                gains.stream().filter(g -> is(g, model, kind)).toList();
                            if (!tenths.isEmpty()) {
                              scored.putIfAbsent(kind, RetentionGains.customers(tenths));
                            }
                          }));
    }
    return scored;
  }

  private static boolean is(Row gain, Stored model, String kind) {
    return model.modelId().equals(gain.getAs(RetentionGains.MODEL_ID.name()))
        && model.version() == gain.<Integer>getAs(RetentionGains.VERSION.name())
        && kind.equals(gain.getAs(RetentionGains.GROUP.name()));
  }
}
