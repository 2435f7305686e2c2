package io.percorso.retention;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percent_rank;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One row per customer and snapshot day of whom a model in use says something: how likely they are
 * to leave, why, what they are worth, and what to do. As it was said on that day: no later run
 * changes it.
 *
 * <p>{@code probability} prices, {@code percentile} ranks: among the customers of the same model on
 * the same day. Reasons are told of the highest, {@code retention.explain-from}: what a group of
 * features adds to the log odds, the three largest that raise it. They are the model's, not causes
 * in the world.
 */
public final class RetentionRisk {
  public static final Field CUSTOMER_ID = CustomerFeatures.CUSTOMER_ID;
  public static final Field SNAPSHOT_DAY = CustomerFeatures.SNAPSHOT_DAY;
  public static final Field CONTRACT_KIND = CustomerFeatures.CONTRACT_KIND;
  public static final Field TIER = CustomerFeatures.TIER;
  public static final Field MODEL_ID = RiskModels.MODEL_ID;
  public static final Field MODEL_VERSION =
      RiskModels.VERSION.as("model_version", "Version of the model that says so");
  public static final Field HORIZON_DAYS = RiskModels.HORIZON_DAYS;
  public static final Field PROBABILITY =
      Field.real("probability", "Of leaving within the horizon").fitted();
  public static final Field PERCENTILE =
      Field.real("percentile", "Part of the model's customers with a lower score").fitted();
  public static final Field RISK_BAND =
      Field.word("risk_band", "high, medium or low, by percentile").fitted();
  public static final Field REASONS =
      Field.structs(
              "reasons",
              Field.Content.TEXT,
              "Up to three, the largest first; null: not told of this customer",
              Field.word("reason", "Which, from the closed list of reasons"),
              Field.real("contribution", "What it adds to the log odds"),
              Field.real("value", "Of the feature that the text names; null: not known"),
              Field.real(
                  "peer_percentile", "Part of the customers it was fitted on with a lower one"),
              Field.text("text_en", "In English"),
              Field.text("text_it", "In Italian"))
          .fitted();
  public static final Field TOP_REASON =
      Field.word("top_reason", "The first of the reasons").fitted();
  public static final Field SUGGESTED_ACTION =
      Field.text("suggested_action", "What could be done about it").fitted();
  public static final Field CUSTOMER_VALUE =
      Field.real(
              "customer_value",
              "What is lost with the customer, currency of reports; null: not known")
          .fitted();
  public static final Field REVENUE_AT_RISK =
      Field.real("revenue_at_risk", "probability x customer_value").fitted();

  public static final Table TABLE =
      Table.named(
              "gold.retention_risk",
              "One row per customer and snapshot day of whom a model in use says something",
              CUSTOMER_ID,
              SNAPSHOT_DAY,
              MODEL_ID,
              CONTRACT_KIND,
              TIER,
              MODEL_VERSION,
              HORIZON_DAYS,
              PROBABILITY,
              PERCENTILE,
              RISK_BAND,
              REASONS,
              TOP_REASON,
              SUGGESTED_ACTION,
              CUSTOMER_VALUE,
              REVENUE_AT_RISK)
          .grain(CUSTOMER_ID, SNAPSHOT_DAY, MODEL_ID)
          .partitionedBy(SNAPSHOT_DAY)
          .expect(
              fail(
                  "a probability lies between 0 and 1",
                  PROBABILITY.col().gt(0).and(PROBABILITY.col().lt(1))),
              fail(
                  "nothing at risk is not a number",
                  coalesce(REVENUE_AT_RISK.col().isNaN(), lit(false)).equalTo(false)));

  static final Field SCORE = Field.real("score", "Log odds before calibration");
  static final Field VALUES = Field.real("one", "Feature").listed("values", "Features, in order");

  static final StructType SCORED =
      new StructType()
          .add(CUSTOMER_ID.structField())
          .add(SNAPSHOT_DAY.structField())
          .add(CONTRACT_KIND.structField())
          .add(TIER.structField())
          .add(MODEL_ID.structField())
          .add(MODEL_VERSION.structField())
          .add(HORIZON_DAYS.structField())
          .add(SCORE.structField())
          .add(PROBABILITY.structField())
          .add(VALUES.structField());

  static final Field TOLD_REASONS = REASONS.as("told_reasons", "Reasons");
  static final StructType EXPLAINED =
      SCORED.add(PERCENTILE.structField()).add(TOLD_REASONS.structField());

  /**
   * Business numbers, from conf/base.yaml, section retention.
   *
   * @param high percentile from which the band is high
   * @param medium percentile from which it is medium
   * @param explainFrom percentile from which reasons are told
   */
  public record Rules(double high, double medium, double explainFrom) implements Serializable {
    public static Rules from(Settings settings) {
      return new Rules(
          settings.real("retention.band.high"),
          settings.real("retention.band.medium"),
          settings.real("retention.explain-from"));
    }
  }

  private RetentionRisk() {}

  /**
   * @param features rows of {@link CustomerFeatures} of one day
   * @param inUse models by the kind of contract of the customers that each is asked about; several
   *     where there are several horizons
   * @param values rows with {@link #CUSTOMER_ID} and {@link #CUSTOMER_VALUE}, at most one each
   */
  public static Dataset<Row> build(
      Dataset<Row> features,
      Map<String, List<RiskModels.Stored>> inUse,
      Dataset<Row> values,
      Rules rules) {
    MapPartitionsFunction<Row, Row> score = rows -> new RiskScores(rows, inUse);
    List<RiskModels.Stored> models =
        inUse.values().stream().flatMap(List::stream).distinct().toList();
    double explainFrom = rules.explainFrom;
    MapPartitionsFunction<Row, Row> explain = rows -> new RiskReasons(rows, models, explainFrom);
    Column percentile =
        percent_rank().over(Window.partitionBy(MODEL_ID.col()).orderBy(SCORE.col()));
    Column band =
        when(PERCENTILE.col().geq(rules.high), "high")
            .when(PERCENTILE.col().geq(rules.medium), "medium")
            .otherwise("low");
    Column top = TOLD_REASONS.col().getItem(0).getField("reason");
    return features
        .mapPartitions(score, Encoders.row(SCORED))
        .withColumn(PERCENTILE.name(), percentile)
        .mapPartitions(explain, Encoders.row(EXPLAINED))
        .join(
            values.select(CUSTOMER_ID.col(), CUSTOMER_VALUE.col()),
            new String[] {CUSTOMER_ID.name()},
            "left")
        .withColumn(RISK_BAND.name(), band)
        .withColumn(REASONS.name(), TOLD_REASONS.col())
        .withColumn(TOP_REASON.name(), top)
        .withColumn(SUGGESTED_ACTION.name(), action(top))
        .withColumn(
            REVENUE_AT_RISK.name(), round(PROBABILITY.col().multiply(CUSTOMER_VALUE.col()), 6))
        .select(TABLE.columns());
  }

  private static Column action(Column reason) {
    Column action = lit(null).cast(DataTypes.StringType);
    for (Reason each : Reason.values()) {
      action = when(reason.equalTo(each.word()), each.action()).otherwise(action);
    }
    return action;
  }
}
