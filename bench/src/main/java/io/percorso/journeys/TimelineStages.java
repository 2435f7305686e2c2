package io.percorso.journeys;

import io.percorso.identity.CustomerInteractions;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The pass of {@link Timeline} stage by stage, for a profile of it.
 *
 * @param parts whose rows it makes
 */
public record TimelineStages(Timeline.Rules rules, Instant cutoff, List<Timeline.Part> parts) {
  public TimelineStages {
    parts = List.copyOf(parts);
  }

  /** What is read. */
  public Dataset<Row> scanned(Dataset<Row> customerInteractions) {
    return Timeline.visible(customerInteractions, cutoff);
  }

  /** Each customer's rows in one partition, by a shuffle. */
  public Dataset<Row> exchanged(Dataset<Row> customerInteractions) {
    return scanned(customerInteractions).repartition(CustomerInteractions.CUSTOMER_ID.col());
  }

  /**
   * @param together each customer's rows in one partition
   */
  public Dataset<Row> sorted(Dataset<Row> together) {
    return Timeline.inOrder(together);
  }

  /**
   * @param together each customer's rows in one partition
   */
  public Dataset<Row> folded(Dataset<Row> together) {
    return Timeline.fold(together, rules, cutoff, parts);
  }
}
