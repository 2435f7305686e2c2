package io.percorso.jobs;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Rows that a step computes once and names several times, until it is closed. */
final class Kept implements AutoCloseable {
  private final List<Dataset<Row>> kept = new ArrayList<>();

  /**
   * Computes rows once. What follows forgets how they were made: each step names those before it
   * several times, and a plan that held them all would have half a million parts. They are kept a
   * second time, in a form that knows its size: small ones are then sent to every task instead of
   * shuffling what they are joined with.
   */
  Dataset<Row> keep(Dataset<Row> rows) {
    Dataset<Row> made =
        rows.localCheckpoint(true, StorageLevel.MEMORY_AND_DISK())
            .persist(StorageLevel.MEMORY_AND_DISK());
    made.count();
    kept.add(made);
    return made;
  }

  /** Lets go of them; none is to be read after this. */
  @Override
  public void close() {
    kept.forEach(Dataset::unpersist);
  }
}
