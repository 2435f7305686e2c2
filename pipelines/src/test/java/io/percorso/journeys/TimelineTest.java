package io.percorso.journeys;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_timestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percorso.friction.FrictionSignals;
import io.percorso.identity.CustomerInteractions;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.testing.BaseSettings;
import io.percorso.testing.Frames;
import io.percorso.testing.RealData;
import io.percorso.testing.SparkExtension;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class TimelineTest {
  private static final Instant CUTOFF = Instant.parse("2026-03-31T00:00:00Z");

  @Test
  void theResultIsAFunctionOfTheSetOfInteractions(SparkSession spark) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int customer = 0; customer < 20; customer++) {
      for (Interaction interaction : TimelineFoldTest.history(customer)) {
        rows.add(row(customer, interaction));
      }
    }
    Dataset<Row> once = Frames.of(spark, CustomerInteractions.TABLE, rows);
    Dataset<Row> shuffled = once.repartition(7, col("interaction_id")).orderBy(col("action"));
    List<Timeline.Part> parts = parts();
    Dataset<Row> first = Timeline.build(once, ShippedConf.rules(), CUTOFF, parts);
    Dataset<Row> second = Timeline.build(shuffled, ShippedConf.rules(), CUTOFF, parts);
    for (Timeline.Part part : parts) {
      List<String> found = Frames.sorted(rowsOf(first, part.table()));
      assertThat(found).as(part.table().name()).isNotEmpty();
      assertThat(Frames.sorted(rowsOf(second, part.table()))).isEqualTo(found);
    }
  }

  @Test
  void everyPromiseHoldsOnTheRealClickstream(SparkSession spark) {
    Dataset<Row> clicks = clickstream(spark);
    Instant cutoff = Instant.parse("2024-06-30T00:00:00Z");
    List<Timeline.Part> parts = parts();
    Dataset<Row> pass = Timeline.build(clicks, ShippedConf.rules(), cutoff, parts).cache();
    for (Timeline.Part part : parts) {
      Dataset<Row> rows = rowsOf(pass, part.table());
      part.table()
          .expectations()
          .forEach(
              promise ->
                  assertThat(rows.where(functions.not(promise.holds())).count())
                      .as("%s: %s", part.table().name(), promise.sentence())
                      .isZero());
      Column[] grain = part.table().grain().stream().map(Field::col).toArray(Column[]::new);
      assertThat(rows.groupBy(grain).agg(count(lit(1)).as("n")).where("n > 1").count())
          .as("%s: the grain is unique", part.table().name())
          .isZero();
    }
    Dataset<Row> steps = rowsOf(pass, JourneySteps.TABLE);
    Dataset<Row> sessions = rowsOf(pass, Sessions.TABLE);
    assertThat(sum(sessions, "step_count")).isEqualTo(clicks.count());
    assertThat(steps.count())
        .isEqualTo(sum(sessions.where("not is_bot and not is_flood"), "step_count"));
    Dataset<Row> journeys = rowsOf(pass, Journeys.TABLE);
    assertThat(journeys.where("outcome = 'converted'").count())
        .isEqualTo(steps.where("action = 'purchase'").count())
        .isPositive();
    Dataset<Row> edges = JourneyEdges.build(steps).cache();
    assertThat(
            sum(edges.where("from_touchpoint = 'START' and scope = 'journey'"), "transition_count"))
        .isEqualTo(journeys.count());
    assertThat(sum(edges.where("to_touchpoint = 'END' and scope = 'journey'"), "transition_count"))
        .isEqualTo(journeys.where("outcome <> 'open'").count());
    assertThat(
            edges
                .groupBy("scope", "day", "from_touchpoint")
                .agg(functions.sum("share_out").as("s"))
                .where(abs(col("s").minus(1)).gt(1e-9))
                .count())
        .isZero();
    assertThat(edges.where("scope = 'session'").agg(functions.max("share_in")).head().getDouble(0))
        .isCloseTo(1, within(1e-9));
    requireWholeMatrix(journeys.where("outcome <> 'open'"));
    requireWholeFunnels(
        rowsOf(pass, FunnelEntries.TABLE), Cutoff.endOf(LocalDate.of(2024, 6, 29), ZoneOffset.UTC));
  }

  private static void requireWholeMatrix(Dataset<Row> ended) {
    JourneyStepsMatrix.Rules rules = JourneyStepsMatrix.Rules.from(BaseSettings.inUtc());
    Dataset<Row> matrix = JourneyStepsMatrix.build(ended, rules).cache();
    Dataset<Row> positions =
        matrix
            .groupBy("month", "intent", "step_position")
            .agg(
                functions.sum("share").as("s"),
                functions.sum("journey_count").as("n"),
                functions.sum(functions.expr("if(touchpoint = 'END', share, 0)")).as("ended"));
    assertThat(positions.where(abs(col("s").minus(1)).gt(1e-9)).count()).isZero();
    assertThat(sum(positions, "n")).isEqualTo(ended.count() * rules.positions());
    Column before =
        functions
            .lag("ended", 1, 0.0)
            .over(Window.partitionBy("month", "intent").orderBy("step_position"));
    assertThat(positions.withColumn("before", before).where("ended < before - 1e-9").count())
        .as("positions at which journeys came back from their end")
        .isZero();
  }

  private static void requireWholeFunnels(Dataset<Row> entries, Cutoff cutoff) {
    Dataset<Row> funnels = Funnels.build(entries, cutoff).cache();
    Dataset<Row> closed = entries.where(FunnelEntries.isClosed(cutoff));
    assertThat(closed.count()).isPositive().isLessThan(entries.count());
    for (FunnelOrdering ordering : FunnelOrdering.values()) {
      Dataset<Row> first =
          funnels.where(
              col("step_number").equalTo(1).and(col("ordering").equalTo(ordering.word())));
      assertThat(sum(first, "reached_count"))
          .isEqualTo(sum(first, "entered_count"))
          .isEqualTo(closed.count());
    }
    Dataset<Row> compared =
        funnels
            .groupBy("funnel", "day", "step_number")
            .pivot("ordering", List.of("strict", "sequential", "any"))
            .agg(functions.sum("reached_count"));
    assertThat(compared.where("strict > sequential or sequential > any").count()).isZero();
    assertThat(compared.where("strict < sequential").count()).isPositive();
    Dataset<Row> dropOffs = DropOffs.build(entries, cutoff).cache();
    assertThat(sum(dropOffs, "drop_off_count"))
        .isEqualTo(closed.where("not is_complete").count())
        .isPositive();
    assertThat(
            dropOffs
                .groupBy("month", "funnel", "step_number")
                .agg(functions.sum("share").as("s"))
                .where(abs(col("s").minus(1)).gt(1e-9))
                .count())
        .isZero();
  }

  private static List<Timeline.Part> parts() {
    Timeline.Rules rules = ShippedConf.rules();
    List<Timeline.Part> parts = new ArrayList<>(Timeline.parts(rules));
    parts.add(FunnelEntries.part(FunnelTest.shipped(), rules.zone()));
    parts.add(FrictionSignals.part(FrictionSignals.Rules.from(BaseSettings.inUtc()), rules.zone()));
    return parts;
  }

  private static Dataset<Row> rowsOf(Dataset<Row> pass, Table table) {
    return Timeline.pass(parts()).rowsOf(pass, table);
  }

  private static long sum(Dataset<Row> rows, String column) {
    return rows.agg(functions.sum(column)).head().getLong(0);
  }

  /** The clicks as interactions, in the order of the file where times are equal. */
  private static Dataset<Row> clickstream(SparkSession spark) {
    Map<String, Column> given = new HashMap<>();
    given.put("customer_id", col("user_id"));
    given.put(
        "interaction_id",
        functions.sha1(functions.concat_ws("|", col("user_id"), col("event"), col("timestamp"))));
    given.put("source", lit("ecom"));
    given.put("channel", lit("web"));
    given.put("place", col("event"));
    given.put(
        "action",
        functions
            .when(col("event").equalTo("purchase"), "purchase")
            .when(col("event").equalTo("search"), "search")
            .when(col("event").rlike("error|bug"), "error")
            .otherwise("view"));
    given.put("occurred_at", to_timestamp(col("timestamp")));
    given.put("is_error", col("event").rlike("error|bug"));
    given.put("device", col("platform"));
    given.put("campaign", col("acquisition_channel"));
    Column[] columns =
        CustomerInteractions.TABLE.fields().stream()
            .map(
                field ->
                    given.getOrDefault(field.name(), lit(null)).cast(field.type()).as(field.name()))
            .toArray(Column[]::new);
    return spark
        .read()
        .option("header", true)
        .csv(RealData.path("ecom/ecom.csv.gz").toString())
        .dropDuplicates()
        .select(columns);
  }

  private static Map<String, Object> row(int customer, Interaction interaction) {
    Map<String, Object> row = new HashMap<>();
    row.put("customer_id", "customer-" + customer);
    row.put("interaction_id", customer + "-" + interaction.interactionId());
    row.put("source", interaction.source());
    row.put("channel", interaction.channel().word());
    row.put("place", interaction.place());
    row.put("action", interaction.action().word());
    row.put("occurred_at", BusinessDays.instant(interaction.at()));
    row.put("sequence", 0L);
    row.put("intent", interaction.intent());
    row.put("conversation_id", interaction.conversationId());
    row.put("direction", interaction.isOutbound() ? "outbound" : "inbound");
    return row;
  }
}
