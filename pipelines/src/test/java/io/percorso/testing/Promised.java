package io.percorso.testing;

import static org.apache.spark.sql.functions.not;

import io.percorso.lake.Expectation;
import io.percorso.lake.Table;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Holds rows against the row promises of their table, as the lake does before it publishes. */
public final class Promised {
  private Promised() {}

  /** The sentences of the promises that at least one row breaks, in the table's order. */
  public static List<String> broken(Table table, Dataset<Row> rows) {
    return table.expectations().stream()
        .filter(promise -> !rows.where(not(promise.holds())).isEmpty())
        .map(Expectation::sentence)
        .toList();
  }
}
