package io.percorso.jobs;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.sum;

import io.percorso.friction.TouchpointFriction;
import io.percorso.identity.CustomerInteractions;
import io.percorso.interactions.Interactions;
import io.percorso.jobs.score.BotCalls;
import io.percorso.jobs.score.ChurnCeiling;
import io.percorso.jobs.score.Confusion;
import io.percorso.jobs.score.Deduplication;
import io.percorso.jobs.score.FrictionTruth;
import io.percorso.jobs.score.IdentityPairs;
import io.percorso.jobs.score.JourneyOutcomes;
import io.percorso.jobs.score.RecordVerdicts;
import io.percorso.jobs.score.RetentionTruth;
import io.percorso.jobs.score.Score;
import io.percorso.jobs.score.Scorecard;
import io.percorso.jobs.score.SessionBoundaries;
import io.percorso.jobs.score.Thing;
import io.percorso.jobs.score.TruthFolder;
import io.percorso.jobs.score.TruthWorld;
import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.Sessions;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import io.percorso.lake.UserError;
import io.percorso.retention.RetentionRisk;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Reads what the metrics of a {@link Scorecard} need, and no more, from the lake and its truth. */
final class ScoreReader {
  private static final Field PATTERN = Field.text("pattern", "Deliveries of one thing");
  private static final Field TIMES = Field.bigint("times", "How often");
  private static final Field RECORDS = Field.bigint("records", "Loaded records of a session");
  private static final Field CALLED = Field.bigint("called", "Those taken for a program's");
  private static final Field TRUTH = Field.text("truth", "What is true");
  private static final Field FOUND = FoundRecords.FOUND;
  private static final StructType CONFUSED =
      new StructType().add(TRUTH.structField()).add(FOUND.structField()).add(TIMES.structField());

  /** Between the parts of a delivery, and between deliveries: no flag or verdict has them. */
  private static final String PART = "|";

  private static final String DELIVERY = "\n";

  private final Lake lake;
  private final ConfFiles conf;
  private final TruthFolder truth;

  ScoreReader(Lake lake, ConfFiles conf, TruthFolder truth) {
    this.lake = lake;
    this.conf = conf;
    this.truth = truth;
  }

  /**
   * @throws UserError when the lake never finished a run, or holds nothing of this truth
   */
  Scorecard card() {
    TruthWorld world = TruthWorld.of(truth);
    Ledger.Entry run =
        new Ledger(lake)
            .lastDone()
            .orElseThrow(
                () ->
                    UserError.failed(
                        "the lake has no run that ended well, so there is nothing to score:"
                            + " ./percorso run nightly --date "
                            + world.lastDay()));
    Cutoff cutoff = Cutoff.endOf(run.cutoffDay(), conf.settings().zone("business.zone"));
    List<Score> scores = new ArrayList<>();
    List<List<List<String>>> grids = new ArrayList<>();
    List<Score> friction;
    List<Score> retention;
    scores.add(Score.fact("world.seed", world.seed(), "a %s world".formatted(world.profile())));
    scores.add(
        Score.fact(
            "lake.cutoff",
            run.cutoffDay().toString(),
            "the world's last day is " + world.lastDay()));
    try (FoundRecords found = new FoundRecords(lake, TruthRecords.read(lake, truth))) {
      records(found, scores, grids);
      scores.addAll(bots(found).scores());
      scores.addAll(identities(found).scores());
      friction = friction(found).scores();
      retention = retention(found).scores();
      try (GivenIdentities given = new GivenIdentities(lake, conf, found.loaded(), cutoff)) {
        Confusion pairs = confusion(given.sessions(), sessionFold());
        scores.add(SessionBoundaries.score(pairs));
        Dataset<Row> journeys = TruthRecords.journeys(lake, truth);
        Confusion outcomes = confusion(given.journeys(journeys), journeyFold());
        long all = journeys.count();
        scores.add(
            JourneyOutcomes.score(JourneyOutcomes.NAME, outcomes, world, all - outcomes.total()));
        grids.add(outcomes.lines("outcome, true \\ found"));
        Confusion stored = confusion(storedJourneys(found, journeys), journeyFold());
        scores.add(
            JourneyOutcomes.score(JourneyOutcomes.END_TO_END, stored, world, all - stored.total()));
        grids.add(stored.lines("outcome, true \\ found with the lake's identities"));
      }
    }
    scores.add(ChurnCeiling.of(truth).score());
    scores.addAll(friction);
    scores.addAll(retention);
    return new Scorecard(scores, grids);
  }

  private void records(FoundRecords found, List<Score> scores, List<List<List<String>>> grids) {
    RecordVerdicts verdicts = new RecordVerdicts();
    Deduplication deduplication = new Deduplication();
    for (Row row : things(found).collectAsList()) {
      Thing thing = thing(row.getString(0));
      verdicts.add(thing, row.getLong(1));
      deduplication.add(thing, row.getLong(1));
    }
    scores.add(verdicts.score());
    scores.add(found.deliveredCounts().score());
    scores.add(deduplication.score());
    grids.add(verdicts.verdicts().lines("verdict, expected \\ found"));
    grids.add(verdicts.flags().lines("flag \\ verdict found"));
  }

  /** How often things went like this: few of many millions differ. */
  private static Dataset<Row> things(FoundRecords found) {
    Column alone = concat_ws(":", TruthRecords.FILE.col(), Interactions.FRAME_NUMBER.col());
    Column delivery =
        concat_ws(PART, TruthRecords.EXPECTED.col(), FOUND.col(), TruthRecords.FLAGS.col());
    return found
        .withDisplaced()
        .groupBy(
            TruthRecords.SOURCE.col(),
            coalesce(TruthRecords.ACT.col(), alone),
            Interactions.ELEMENT_INDEX.col())
        .agg(array_join(sort_array(collect_list(delivery)), DELIVERY).as(PATTERN.name()))
        .groupBy(PATTERN.col())
        .agg(count(lit(1)).as(TIMES.name()));
  }

  static Thing thing(String pattern) {
    return new Thing(
        Arrays.stream(pattern.split(DELIVERY, -1))
            .map(delivery -> delivery.split("\\" + PART, -1))
            .map(
                parts ->
                    new Thing.Delivery(
                        parts[0], parts[1], parts.length > 2 ? words(parts[2]) : Set.of()))
            .toList());
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  /** People's records by person, identifiers and customer. */
  private static IdentityPairs identities(FoundRecords found) {
    IdentityPairs pairs = new IdentityPairs();
    found
        .loaded()
        .where(TruthRecords.PERSON.col().isNotNull())
        .groupBy(
            TruthRecords.PERSON.col(),
            Interactions.IDENTIFIERS.col(),
            CustomerInteractions.CUSTOMER_ID.col())
        .agg(count(lit(1)))
        .sort(TruthRecords.PERSON.col())
        .toLocalIterator()
        .forEachRemaining(
            row ->
                pairs.take(
                    row.getLong(0),
                    row.<Row>getList(1).stream()
                        .map(each -> each.getString(0) + ":" + each.getString(1))
                        .toList(),
                    row.getString(2),
                    row.getLong(3)));
    return pairs;
  }

  /** What friction costs by the lake, and which of its touchpoints is which of the truth's. */
  private FrictionTruth friction(FoundRecords found) {
    FrictionTruth friction = new FrictionTruth(truth, frictionFrom());
    Dataset<Row> visits =
        TruthRecords.visits(lake, truth)
            .withColumnRenamed(TruthRecords.TOUCHPOINT.name(), TRUTH.name());
    found
        .loaded()
        .where(TruthRecords.VISIT.col().isNotNull())
        .select(Interactions.INTERACTION_ID.col(), TruthRecords.VISIT.col())
        .join(visits, TruthRecords.VISIT.name())
        .join(
            lake.read(JourneySteps.TABLE)
                .select(JourneySteps.INTERACTION_ID.col(), JourneySteps.TOUCHPOINT.col()),
            Interactions.INTERACTION_ID.name())
        .groupBy(JourneySteps.TOUCHPOINT.col(), TRUTH.col())
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> friction.matched(row.getString(0), row.getString(1), row.getLong(2)));
    lake.read(TouchpointFriction.TABLE)
        .where(TouchpointFriction.LOST_JOURNEYS.col().isNotNull())
        .select(
            TouchpointFriction.TOUCHPOINT.col(),
            TouchpointFriction.LOST_JOURNEYS.col(),
            TouchpointFriction.RANK.col())
        .collectAsList()
        .forEach(
            row ->
                friction.found(
                    row.getString(0),
                    row.getDouble(1),
                    row.isNullAt(2) ? Optional.empty() : Optional.of(row.getInt(2))));
    return friction;
  }

  /**
   * Who ends a contract, by the lake's shortest model and by the truth, of the snapshots after
   * which the truth draws who leaves: it takes them at the beginning of a day, the lake at the end
   * of the one before.
   */
  private RetentionTruth retention(FoundRecords found) {
    Map<Long, String> customers = new HashMap<>();
    found
        .loaded()
        .where(TruthRecords.SOURCE.col().equalTo("crm-customers"))
        .where(TruthRecords.PERSON.col().isNotNull())
        .groupBy(TruthRecords.PERSON.col())
        .agg(min(CustomerInteractions.CUSTOMER_ID.col()))
        .collectAsList()
        .forEach(row -> customers.put(row.getLong(0), row.getString(1)));
    Map<String, Row> said = new HashMap<>();
    lake.read(RetentionRisk.TABLE)
        .where(RetentionRisk.MODEL_ID.col().equalTo(AskedModel.CONTRACT_SHORT))
        .collectAsList()
        .forEach(
            row -> {
              LocalDate day = row.getAs(RetentionRisk.SNAPSHOT_DAY.name());
              String customer = row.getAs(RetentionRisk.CUSTOMER_ID.name());
              said.put(day.plusDays(1) + " " + customer, row);
            });
    return RetentionTruth.of(
        truth,
        (person, day) ->
            Optional.ofNullable(said.get(day + " " + customers.get(person)))
                .map(ScoreReader::said));
  }

  private static RetentionTruth.Said said(Row row) {
    return new RetentionTruth.Said(
        row.<Double>getAs(RetentionRisk.PERCENTILE.name()),
        row.<Double>getAs(RetentionRisk.PROBABILITY.name()),
        Optional.ofNullable(row.<String>getAs(RetentionRisk.TOP_REASON.name())));
  }

  /** When the first month begins that the lake's model of friction tells of. */
  private Instant frictionFrom() {
    ZoneId zone = conf.settings().zone("business.zone");
    return lake
        .read(TouchpointFriction.TABLE)
        .agg(min(TouchpointFriction.FROM_MONTH.col()))
        .collectAsList()
        .stream()
        .map(row -> row.<LocalDate>getAs(0))
        .filter(Objects::nonNull)
        .map(month -> month.atStartOfDay(zone).toInstant())
        .findFirst()
        .orElse(Instant.MIN);
  }

  /** As {@link GivenIdentities#journeys}, of the journeys that the lake has. */
  private Dataset<Row> storedJourneys(FoundRecords found, Dataset<Row> truthJourneys) {
    Dataset<Row> loaded =
        found
            .loaded()
            .where(TruthRecords.PERSON.col().isNotNull())
            .select(
                Interactions.INTERACTION_ID.col(),
                Interactions.OCCURRED_AT.col(),
                TruthRecords.JOURNEY.col());
    return GivenIdentities.matched(
        loaded, truthJourneys, lake.read(JourneySteps.TABLE), lake.read(Journeys.TABLE));
  }

  /** Sessions by truth, number of records and of records called a program's. */
  private BotCalls bots(FoundRecords found) {
    Dataset<Row> digital = found.loaded().where(TruthRecords.SESSION.col().isNotNull());
    Dataset<Row> byBehaviour =
        lake.read(Sessions.TABLE)
            .where(Sessions.IS_BOT.col())
            .select(
                Sessions.CUSTOMER_ID.col(),
                Sessions.CHANNEL.col(),
                Sessions.STARTED_AT.col(),
                Sessions.ENDED_AT.col());
    Column isWithin =
        digital
            .col(Sessions.CUSTOMER_ID.name())
            .equalTo(byBehaviour.col(Sessions.CUSTOMER_ID.name()))
            .and(
                digital
                    .col(Sessions.CHANNEL.name())
                    .equalTo(byBehaviour.col(Sessions.CHANNEL.name())))
            .and(Interactions.OCCURRED_AT.col().geq(Sessions.STARTED_AT.col()))
            .and(Interactions.OCCURRED_AT.col().leq(Sessions.ENDED_AT.col()));
    Dataset<Row> called = digital.join(byBehaviour, isWithin, "left_semi");
    Dataset<Row> byAgent = digital.where(Interactions.IS_BOT_AGENT.col());
    Column[] session = {
      TruthRecords.SOURCE.col(),
      TruthRecords.IS_BOT.col(),
      coalesce(TruthRecords.PERSON.col(), lit(-1L)).as(TruthRecords.PERSON.name()),
      TruthRecords.SESSION.col()
    };
    Column[] record = {
      session[0],
      session[1],
      session[2],
      session[3],
      Interactions.INTERACTION_ID.col(),
      Interactions.OCCURRED_AT.col()
    };
    BotCalls calls = new BotCalls();
    digital
        .select(record)
        .withColumn(CALLED.name(), lit(0L))
        .union(
            called
                .select(record)
                .union(byAgent.select(record))
                .distinct()
                .withColumn(CALLED.name(), lit(1L)))
        .groupBy(
            TruthRecords.SOURCE.col(),
            TruthRecords.IS_BOT.col(),
            TruthRecords.PERSON.col(),
            TruthRecords.SESSION.col())
        .agg(
            count(org.apache.spark.sql.functions.when(CALLED.col().equalTo(0L), 1))
                .as(RECORDS.name()),
            sum(CALLED.col()).as(CALLED.name()))
        .groupBy(TruthRecords.IS_BOT.col(), RECORDS.col(), CALLED.col())
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(r -> calls.add(r.getBoolean(0), r.getLong(1), r.getLong(2), r.getLong(3)));
    return calls;
  }

  private static MapPartitionsFunction<Row, Row> sessionFold() {
    return rows -> {
      SessionBoundaries boundaries = new SessionBoundaries();
      rows.forEachRemaining(r -> boundaries.take(r.getString(0), r.getLong(1), r.getString(2)));
      return rows(boundaries.pairs()).iterator();
    };
  }

  private static MapPartitionsFunction<Row, Row> journeyFold() {
    return rows -> {
      JourneyOutcomes outcomes = new JourneyOutcomes();
      rows.forEachRemaining(r -> outcomes.take(r.getLong(0), r.getString(1), found(r)));
      return rows(outcomes.outcomes()).iterator();
    };
  }

  private static Optional<JourneyOutcomes.Found> found(Row row) {
    return row.isNullAt(2)
        ? Optional.empty()
        : Optional.of(
            new JourneyOutcomes.Found(
                row.getString(2),
                row.getString(3),
                ChronoUnit.MICROS.between(Instant.EPOCH, row.<Instant>getAs(4))));
  }

  private static List<Row> rows(Confusion confusion) {
    return confusion.cells().stream()
        .map(c -> RowFactory.create(c.truth(), c.found(), c.count()))
        .toList();
  }

  /** What the fold makes of each partition, together. */
  private static Confusion confusion(Dataset<Row> sorted, MapPartitionsFunction<Row, Row> fold) {
    Confusion confusion = new Confusion();
    sorted
        .mapPartitions(fold, Encoders.row(CONFUSED))
        .collectAsList()
        .forEach(r -> confusion.add(r.getString(0), r.getString(1), r.getLong(2)));
    return confusion;
  }
}
