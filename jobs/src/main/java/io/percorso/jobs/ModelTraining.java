package io.percorso.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.xxhash64;

import io.percorso.identity.CustomerIds;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Lake;
import io.percorso.lake.Run;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import io.percorso.retention.CustomerDays;
import io.percorso.retention.CustomerEvents;
import io.percorso.retention.CustomerFeatures;
import io.percorso.retention.RetentionGains;
import io.percorso.retention.RetentionLabels;
import io.percorso.retention.RetentionModelQuality;
import io.percorso.retention.RiskModels.Stored;
import io.percorso.retention.risk.Learned;
import io.percorso.retention.risk.Promotion;
import io.percorso.retention.risk.RiskLearner;
import io.percorso.retention.risk.RiskModel;
import io.percorso.retention.risk.RiskRules;
import io.percorso.retention.risk.ScoredRow;
import io.percorso.retention.risk.Split;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.storage.StorageLevel;

/** Fits one model when it is due, and decides whether it is put in use. */
final class ModelTraining {
  private static final int REPLICATES = 1000;
  private static final RiskLearner.Baselines BASELINES =
      new RiskLearner.Baselines(
          CustomerFeatures.DAYS_SINCE_ACTIVE.name(),
          List.of(
              CustomerFeatures.DAYS_SINCE_ACTIVE.name(),
              CustomerFeatures.SESSIONS_90.name(),
              CustomerFeatures.SPEND_90.name()));
  private static final List<Table> SOURCES =
      List.of(CustomerFeatures.TABLE, CustomerEvents.TABLE, CustomerDays.TABLE, CustomerIds.TABLE);

  private final Lake lake;
  private final Run run;
  private final Settings settings;
  private final Cutoff cutoff;
  private final ModelBook book;

  ModelTraining(Lake lake, Run run, Settings settings, Cutoff cutoff, ModelBook book) {
    this.lake = lake;
    this.run = run;
    this.settings = settings;
    this.cutoff = cutoff;
    this.book = book;
  }

  /**
   * @param stored snapshot days of the features
   */
  void train(AskedModel asked, RetentionLabels.Histories histories, Set<LocalDate> stored) {
    CustomerFeatures.Rules grid = CustomerFeatures.Rules.from(settings);
    LocalDate last = knownUntil().minusDays(asked.horizonDays());
    boolean hasRows = stored.stream().anyMatch(d -> grid.isOfGrid(d) && !d.isAfter(last));
    if (!hasRows || !isDue(asked)) {
      return;
    }
    Dataset<Row> rows = rows(asked, histories).persist(StorageLevel.DISK_ONLY());
    String key = key(asked, rows);
    if (!book.knows(asked.modelId(), key)) {
      fit(asked, rows, key);
    }
    rows.unpersist();
  }

  private boolean isDue(AskedModel asked) {
    long every = settings.duration("retention.refit-every").toDays();
    return book.lastFitted(asked.modelId())
        .filter(last -> cutoff.day().isBefore(last.plusDays(every)))
        .isEmpty();
  }

  /** Snapshots of the grid of which it is known what came. */
  private Dataset<Row> rows(AskedModel asked, RetentionLabels.Histories histories) {
    CustomerFeatures.Rules grid = CustomerFeatures.Rules.from(settings);
    LocalDate knownUntil = knownUntil();
    Dataset<Row> features =
        lake.read(CustomerFeatures.TABLE)
            .where(
                org.apache
                    .spark
                    .sql
                    .functions
                    .pmod(
                        org.apache.spark.sql.functions.datediff(
                            CustomerFeatures.SNAPSHOT_DAY.col(), lit(grid.anchor())),
                        lit(grid.every()))
                    .equalTo(0));
    Dataset<Row> labelled =
        asked.isOfContracts()
            ? RetentionLabels.ofContracts(features, histories, asked.horizonDays(), knownUntil)
            : RetentionLabels.ofVisitors(features, histories, asked.horizonDays(), knownUntil);
    return labelled
        .where(RetentionLabels.OUTCOME.col().notEqual(RetentionLabels.LAPSED))
        .withColumn(RiskLearner.LABEL, RetentionLabels.OUTCOME.col().equalTo(RetentionLabels.LEFT))
        .withColumn(RiskLearner.GROUP, CustomerFeatures.CONTRACT_KIND.col());
  }

  private LocalDate knownUntil() {
    return cutoff.day().minusDays(settings.duration("retention.label-grace").toDays());
  }

  /** Digest of what the model is made of; two sets of rows that differ in one value have two. */
  private String key(AskedModel asked, Dataset<Row> rows) {
    Row digest =
        rows.agg(count(lit(1)), sum(xxhash64(to_json(struct(col("*")))).cast("decimal(38,0)")))
            .first();
    return Run.sha256(
        String.join(
            "\n",
            Version.text(),
            asked.toString(),
            rules().toString(),
            CustomerFeatures.features().toString(),
            digest.toString()));
  }

  private RiskRules rules() {
    return RiskRules.USUAL.with(
        settings.integer("retention.seed"), (int) settings.integer("retention.least-leavers"));
  }

  private void fit(AskedModel asked, Dataset<Row> rows, String key) {
    List<LocalDate> days = days(rows);
    Learned learned =
        RiskLearner.learn(
            rows,
            CustomerFeatures.features(),
            BASELINES,
            Split.of(days, asked.horizonDays(), settings.integer("retention.seed")),
            rules());
    if (learned.model().isEmpty()) {
      return;
    }
    RiskModel model = learned.model().get();
    int version = book.nextVersion(asked.modelId());
    Optional<Stored> before = book.inUse(asked.modelId());
    List<ScoredRow> judged = judged(model, learned);
    long testLeavers = judged.stream().filter(ScoredRow::hasLeft).count();
    book.add(
        RowFactory.create(
            asked.modelId(),
            version,
            model.kind().name().toLowerCase(Locale.ROOT),
            asked.horizonDays(),
            cutoff.day(),
            key,
            days.get(0),
            days.get(days.size() - 1),
            learned.rows().count(),
            learned.rows().leavers(),
            testLeavers,
            learned.split().isInTime(),
            sentences(learned),
            versions(),
            model.toJson(),
            run.id()),
        RetentionModelQuality.rows(asked.modelId(), version, learned),
        RetentionGains.rows(asked.modelId(), version, judged));
    decide(asked, version, model, before, learned, judged);
  }

  private void decide(
      AskedModel asked,
      int version,
      RiskModel model,
      Optional<Stored> before,
      Learned learned,
      List<ScoredRow> judged) {
    if (before.isEmpty()) {
      book.decide(
          asked.modelId(), version, "first", "there was no model before; " + sentences(learned));
      return;
    }
    RiskModel champion = RiskModel.fromJson(before.get().model());
    Promotion promotion =
        Promotion.of(judged(champion, learned), judged, rules().campaign(), REPLICATES);
    String why =
        promotion.conditions().stream()
            .map(Promotion.Condition::sentence)
            .collect(Collectors.joining("; "));
    book.decide(asked.modelId(), version, promotion.isPromoted() ? "promoted" : "kept", why);
  }

  private static List<ScoredRow> judged(RiskModel model, Learned learned) {
    return learned.rows().test().stream().map(row -> ScoredRow.of(model, row)).toList();
  }

  private static String sentences(Learned learned) {
    List<String> said = new ArrayList<>(learned.reasons());
    learned
        .suspects()
        .forEach(
            s ->
                said.add(
                    "%s alone ranks with an AUC of %.3f: look whether it knows what came"
                        .formatted(s.feature(), s.auc())));
    return String.join("; ", said);
  }

  private static List<LocalDate> days(Dataset<Row> rows) {
    TreeSet<LocalDate> days = new TreeSet<>();
    rows.select(CustomerFeatures.SNAPSHOT_DAY.col())
        .distinct()
        .collectAsList()
        .forEach(row -> days.add(row.getAs(0)));
    return List.copyOf(days);
  }

  private String versions() {
    return SOURCES.stream()
        .map(table -> table.name() + "@" + lake.version(table))
        .collect(Collectors.joining(", "));
  }
}
