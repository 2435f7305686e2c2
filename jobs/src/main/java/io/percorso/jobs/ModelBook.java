package io.percorso.jobs;

import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import io.percorso.retention.ModelDecisions;
import io.percorso.retention.RetentionGains;
import io.percorso.retention.RetentionModelQuality;
import io.percorso.retention.RiskModels;
import io.percorso.retention.RiskModels.Stored;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The registry as the run found it, and what the run adds to it. */
final class ModelBook {
  private final Lake lake;
  private final Run run;
  private final LocalDate day;
  private final List<Stored> models = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Row> newModels = new ArrayList<>();
  private final List<Row> newDecisions = new ArrayList<>();
  private final List<Row> quality = new ArrayList<>();
  private final List<Row> gains = new ArrayList<>();

  private record Decision(String modelId, int number, int version, boolean isInUse) {}

  ModelBook(Lake lake, Run run, LocalDate day) {
    this.lake = lake;
    this.run = run;
    this.day = day;
    run.before(RiskModels.TABLE).collectAsList().forEach(row -> models.add(stored(row)));
    run.before(ModelDecisions.TABLE).collectAsList().forEach(row -> decisions.add(decision(row)));
  }

  private static Stored stored(Row row) {
    return new Stored(
        row.getAs(RiskModels.MODEL_ID.name()),
        row.getAs(RiskModels.VERSION.name()),
        row.getAs(RiskModels.HORIZON_DAYS.name()),
        row.getAs(RiskModels.FITTED_DAY.name()),
        row.getAs(RiskModels.TRAINING_KEY.name()),
        row.getAs(RiskModels.TEST_LEAVER_COUNT.name()),
        row.getAs(RiskModels.MODEL.name()));
  }

  private static Decision decision(Row row) {
    return new Decision(
        row.getAs(ModelDecisions.MODEL_ID.name()),
        row.getAs(ModelDecisions.DECISION_NUMBER.name()),
        row.getAs(ModelDecisions.VERSION.name()),
        List.of(ModelDecisions.IN_USE).contains(row.getAs(ModelDecisions.DECISION.name())));
  }

  /** The version that the last decision which puts one in use names. */
  Optional<Stored> inUse(String modelId) {
    return decisions.stream()
        .filter(d -> d.modelId.equals(modelId) && d.isInUse)
        .max(java.util.Comparator.comparingInt(Decision::number))
        .flatMap(d -> version(modelId, d.version));
  }

  Optional<Stored> version(String modelId, int version) {
    return versions(modelId).stream().filter(m -> m.version() == version).findFirst();
  }

  List<Stored> versions(String modelId) {
    return models.stream().filter(m -> m.modelId().equals(modelId)).toList();
  }

  /** True when a model of these very rows and rules is in the book. */
  boolean knows(String modelId, String trainingKey) {
    return versions(modelId).stream().anyMatch(m -> m.trainingKey().equals(trainingKey));
  }

  /** The day on which the last version was fitted, in use or not. */
  Optional<LocalDate> lastFitted(String modelId) {
    return versions(modelId).stream().map(Stored::fittedDay).max(LocalDate::compareTo);
  }

  int nextVersion(String modelId) {
    return versions(modelId).stream().mapToInt(Stored::version).max().orElse(0) + 1;
  }

  void add(Row model, List<Row> itsQuality, List<Row> itsGains) {
    newModels.add(model);
    models.add(
        stored(
            new org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema(
                values(model), RiskModels.TABLE.schema())));
    quality.addAll(itsQuality);
    gains.addAll(itsGains);
  }

  private static Object[] values(Row row) {
    Object[] values = new Object[row.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return values;
  }

  void decide(String modelId, int version, String decision, String why) {
    int number =
        decisions.stream()
                .filter(d -> d.modelId.equals(modelId))
                .mapToInt(Decision::number)
                .max()
                .orElse(0)
            + 1;
    decisions.add(
        new Decision(modelId, number, version, List.of(ModelDecisions.IN_USE).contains(decision)));
    newDecisions.add(RowFactory.create(modelId, number, version, decision, day, why, run.id()));
  }

  void write() {
    append(RiskModels.TABLE, newModels);
    append(ModelDecisions.TABLE, newDecisions);
    append(RetentionModelQuality.TABLE, quality);
    append(RetentionGains.TABLE, gains);
  }

  private void append(Table table, List<Row> rows) {
    if (rows.isEmpty()) {
      run.leave(table);
    } else {
      run.append(table, List.of(), lake.rows(table, rows));
    }
  }
}
