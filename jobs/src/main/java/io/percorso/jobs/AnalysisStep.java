package io.percorso.jobs;

import io.percorso.friction.FrictionRules;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import io.percorso.retention.Activity;
import io.percorso.retention.CustomerDays;
import io.percorso.retention.LifecycleDays;
import io.percorso.retention.RetentionCohorts;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** What is made of everybody's histories at once: what friction costs, and who stays. */
final class AnalysisStep {
  private static final List<Table> ACTIVITY = List.of(CustomerDays.TABLE);

  private final Lake lake;
  private final Run run;
  private final ConfFiles conf;
  private final Cutoff cutoff;

  AnalysisStep(Lake lake, Run run, ConfFiles conf, Cutoff cutoff) {
    this.lake = lake;
    this.run = run;
    this.conf = conf;
    this.cutoff = cutoff;
  }

  void build() {
    FrictionRules rules = FrictionRules.from(conf.settings());
    try (FrictionStep friction = new FrictionStep(lake, run, rules, conf.releases(), cutoff)) {
      friction.build();
    }
    retention();
  }

  private void retention() {
    Dataset<Row> activity =
        Activity.build(lake.read(CustomerDays.TABLE)).persist(StorageLevel.DISK_ONLY());
    run.replaceAll(
        RetentionCohorts.TABLE, ACTIVITY, () -> RetentionCohorts.build(activity, cutoff.day()));
    run.replaceAll(
        LifecycleDays.TABLE,
        ACTIVITY,
        () -> LifecycleDays.build(activity, cutoff.day(), conf.settings()));
    activity.unpersist();
  }
}
