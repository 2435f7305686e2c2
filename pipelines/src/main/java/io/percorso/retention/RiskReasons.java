package io.percorso.retention;

import io.percorso.retention.risk.FeatureDrift;
import io.percorso.retention.risk.RiskFeature;
import io.percorso.retention.risk.RiskModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** One partition of scored customers in, the same with the reasons of the highest out. */
final class RiskReasons implements Iterator<Row> {
  private static final int MOST = 3;

  private final Iterator<Row> scored;
  private final Map<String, RiskModel> models = new HashMap<>();
  private final double from;

  /**
   * @param from percentile from which reasons are told
   */
  RiskReasons(Iterator<Row> scored, List<RiskModels.Stored> models, double from) {
    this.scored = scored;
    this.from = from;
    models.forEach(m -> this.models.put(m.modelId(), RiskModel.fromJson(m.model())));
  }

  @Override
  public boolean hasNext() {
    return scored.hasNext();
  }

  @Override
  public Row next() {
    Row row = scored.next();
    double percentile = row.getAs(RetentionRisk.PERCENTILE.name());
    Object[] values = new Object[RetentionRisk.EXPLAINED.length()];
    for (int i = 0; i < values.length - 1; i++) {
      values[i] = row.get(i);
    }
    values[RetentionRisk.SCORED.fieldIndex(RetentionRisk.VALUES.name())] =
        row.getList(row.fieldIndex(RetentionRisk.VALUES.name())).toArray();
    values[values.length - 1] = percentile >= from ? reasons(row) : null;
    return RowFactory.create(values);
  }

  private Row[] reasons(Row row) {
    RiskModel model = models.get(row.<String>getAs(RetentionRisk.MODEL_ID.name()));
    List<Double> values = row.getList(row.fieldIndex(RetentionRisk.VALUES.name()));
    double[] features = values.stream().mapToDouble(Double::doubleValue).toArray();
    List<String> names = model.features().stream().map(RiskFeature::name).toList();
    return Reason.sums(names, model.contributions(features)).entrySet().stream()
        .filter(reason -> reason.getKey().isTold() && reason.getValue() > 0)
        .sorted(
            Map.Entry.<Reason, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST)
        .map(
            reason ->
                told(
                    reason.getKey(),
                    reason.getValue(),
                    features[names.indexOf(reason.getKey().feature().name())],
                    model))
        .toArray(Row[]::new);
  }

  private static Row told(Reason reason, double contribution, double value, RiskModel model) {
    Double known = Double.isNaN(value) ? null : value;
    return RowFactory.create(
        reason.word(),
        contribution,
        known,
        known == null
            ? null
            : model
                .reference(reason.feature().name())
                .map(reference -> below(reference, value))
                .orElse(null),
        reason.english(value),
        reason.italian(value));
  }

  /** Part of the reference's customers in lower bins, and half of those in its own. */
  private static double below(FeatureDrift.Reference reference, double value) {
    long[] counts = reference.counts();
    int bin = reference.bin(value);
    double all = 0;
    double lower = 0;
    for (int i = 0; i < counts.length - 1; i++) {
      all += counts[i];
      lower += i < bin ? counts[i] : i == bin ? counts[i] / 2.0 : 0;
    }
    return all == 0 ? 0 : lower / all;
  }
}
