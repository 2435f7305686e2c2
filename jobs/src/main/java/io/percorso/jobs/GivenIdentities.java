package io.percorso.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import io.percorso.identity.CustomerIds;
import io.percorso.identity.CustomerInteractions;
import io.percorso.interactions.Interactions;
import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.Timeline;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.SharedPass;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Sessions and journeys as the product builds them when it is told whose each interaction is: what
 * is wrong in them is not the fault of identities. Programs are left out.
 */
final class GivenIdentities implements AutoCloseable {
  /** Person, source and device as one text. */
  static final Field WHO = Field.id("who", "Person, source and device");

  private static final Set<String> MADE = Set.of(JourneySteps.TABLE.name(), Journeys.TABLE.name());
  private static final String[] INTERACTION = {
    Interactions.INTERACTION_ID.name(), Interactions.OCCURRED_AT.name()
  };

  private final Dataset<Row> interactions;
  private final Dataset<Row> pass;
  private final SharedPass parts;

  /**
   * @param loaded {@link FoundRecords#loaded}
   */
  GivenIdentities(Lake lake, ConfFiles conf, Dataset<Row> loaded, Cutoff cutoff) {
    Dataset<Row> people =
        loaded
            .where(TruthRecords.PERSON.col().isNotNull())
            .select(
                Interactions.INTERACTION_ID.col(),
                Interactions.OCCURRED_AT.col(),
                TruthRecords.PERSON.col(),
                TruthRecords.JOURNEY.col(),
                TruthRecords.SESSION.col());
    List<Timeline.Part> made =
        Timeline.parts(conf.timeline()).stream()
            .filter(p -> MADE.contains(p.table().name()))
            .toList();
    this.interactions =
        CustomerInteractions.build(
                lake.read(Interactions.TABLE, cutoff, Interactions.OCCURRED_AT),
                lake.rows(CustomerIds.TABLE, List.of()))
            .join(people, INTERACTION)
            .withColumn(
                CustomerInteractions.CUSTOMER_ID.name(),
                concat(lit("person-"), TruthRecords.PERSON.col()))
            .persist(StorageLevel.DISK_ONLY());
    this.parts = Timeline.pass(made);
    this.pass =
        Timeline.build(interactions, conf.timeline(), cutoff.end(), made)
            .persist(StorageLevel.DISK_ONLY());
  }

  /** Who, true session and found session of each interaction of web and app, in order. */
  Dataset<Row> sessions() {
    return interactions
        .where(TruthRecords.SESSION.col().isNotNull())
        .join(
            steps()
                .select(
                    JourneySteps.INTERACTION_ID.col(),
                    JourneySteps.OCCURRED_AT.col(),
                    JourneySteps.SESSION_ID.col()),
            INTERACTION,
            "left")
        .withColumn(
            WHO.name(),
            concat_ws(
                " ",
                TruthRecords.PERSON.col(),
                Interactions.SOURCE.col(),
                CustomerInteractions.DEVICE_TOKEN.col()))
        .repartition(WHO.col())
        .sortWithinPartitions(
            WHO.col(),
            Interactions.OCCURRED_AT.col(),
            Interactions.SEQUENCE.col(),
            Interactions.INTERACTION_ID.col())
        .select(
            WHO.col(),
            TruthRecords.SESSION.col(),
            coalesce(JourneySteps.SESSION_ID.col(), lit("")));
  }

  /**
   * True journey and its outcome, and the found one's id, outcome and end, of each interaction that
   * belongs to a true journey; those of one journey together.
   *
   * @param truth rows of {@link TruthRecords#journeys}
   */
  Dataset<Row> journeys(Dataset<Row> truth) {
    return matched(interactions, truth, steps(), parts.rowsOf(pass, Journeys.TABLE));
  }

  /**
   * @param interactions with {@link TruthRecords#JOURNEY}
   * @param truth rows of {@link TruthRecords#journeys}
   * @param steps rows of {@link JourneySteps}
   * @param journeys rows of {@link Journeys}
   */
  static Dataset<Row> matched(
      Dataset<Row> interactions, Dataset<Row> truth, Dataset<Row> steps, Dataset<Row> journeys) {
    Field found = Journeys.OUTCOME.as("found_outcome", "Outcome of the found journey");
    Dataset<Row> ended =
        journeys.select(
            Journeys.JOURNEY_ID.col(),
            Journeys.OUTCOME.col().as(found.name()),
            Journeys.ENDED_AT.col());
    Dataset<Row> held =
        steps
            .select(
                JourneySteps.INTERACTION_ID.col(),
                JourneySteps.OCCURRED_AT.col(),
                JourneySteps.JOURNEY_ID.col())
            .join(ended, new String[] {Journeys.JOURNEY_ID.name()});
    return interactions
        .select(
            Interactions.INTERACTION_ID.col(),
            Interactions.OCCURRED_AT.col(),
            TruthRecords.JOURNEY.col())
        .join(truth, new String[] {TruthRecords.JOURNEY.name()})
        .join(held, INTERACTION, "left")
        .repartition(TruthRecords.JOURNEY.col())
        .sortWithinPartitions(TruthRecords.JOURNEY.col())
        .select(
            TruthRecords.JOURNEY.col(),
            TruthRecords.OUTCOME.col(),
            Journeys.JOURNEY_ID.col(),
            found.col(),
            Journeys.ENDED_AT.col());
  }

  private Dataset<Row> steps() {
    return parts.rowsOf(pass, JourneySteps.TABLE);
  }

  @Override
  public void close() {
    pass.unpersist();
    interactions.unpersist();
  }
}
