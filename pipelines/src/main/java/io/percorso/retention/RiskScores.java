package io.percorso.retention;

import io.percorso.retention.risk.RiskFeature;
import io.percorso.retention.risk.RiskModel;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** One partition of features in, a row of {@link RetentionRisk#SCORED} out for each model. */
final class RiskScores implements Iterator<Row> {
  private record Asked(RiskModels.Stored stored, RiskModel model, String[] columns) {}

  private final Iterator<Row> features;
  private final Map<String, List<Asked>> models = new HashMap<>();
  private final Queue<Row> ready = new ArrayDeque<>();

  RiskScores(Iterator<Row> features, Map<String, List<RiskModels.Stored>> inUse) {
    this.features = features;
    inUse.forEach(
        (kind, stored) -> models.put(kind, stored.stream().map(RiskScores::asked).toList()));
  }

  private static Asked asked(RiskModels.Stored stored) {
    RiskModel model = RiskModel.fromJson(stored.model());
    return new Asked(
        stored, model, model.features().stream().map(RiskFeature::name).toArray(String[]::new));
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && features.hasNext()) {
      Row row = features.next();
      String kind = row.getAs(CustomerFeatures.CONTRACT_KIND.name());
      models.getOrDefault(kind, List.of()).forEach(asked -> ready.add(scored(row, kind, asked)));
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more rows in this partition");
    }
    return ready.remove();
  }

  private static Row scored(Row row, String kind, Asked asked) {
    double[] values = new double[asked.columns.length];
    for (int i = 0; i < values.length; i++) {
      Double value = row.getAs(asked.columns[i]);
      values[i] = value == null ? Double.NaN : value;
    }
    return RowFactory.create(
        row.<String>getAs(CustomerFeatures.CUSTOMER_ID.name()),
        row.<LocalDate>getAs(CustomerFeatures.SNAPSHOT_DAY.name()),
        kind,
        row.<String>getAs(CustomerFeatures.TIER.name()),
        asked.stored.modelId(),
        asked.stored.version(),
        asked.stored.horizonDays(),
        asked.model.score(values),
        asked.model.probability(values),
        Arrays.stream(values).boxed().toArray(Double[]::new));
  }
}
