package io.percorso.lake;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The end of a day in the business zone. What happened at this instant or later does not exist for
 * tables that stand at this cut-off.
 *
 * @param day the last day that is seen
 * @param end the first instant that is not
 */
public record Cutoff(LocalDate day, Instant end) implements Serializable {
  public static Cutoff endOf(LocalDate day, ZoneId zone) {
    return new Cutoff(day, day.plusDays(1).atStartOfDay(zone).toInstant());
  }

  /** The rows that happened before the cut-off. */
  public Dataset<Row> before(Dataset<Row> rows, Field occurredAt) {
    return rows.where(occurredAt.col().lt(functions.lit(end)));
  }
}
