package io.percorso.lake;

import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Tells the rows that a write changes apart, so that they are counted by kind in the same look that
 * counts them at all. The counts are kept with the commit: a continued run, which skips the write,
 * knows them.
 */
public interface ChangeKinds {
  Field KIND = Field.word("change_kind", "What the caller tells apart; empty: not counted by kind");
  Field DAY = Field.day("change_day", "Day that the row is of, business zone");

  /** Nothing is told apart. */
  ChangeKinds NONE =
      changes ->
          changes
              .withColumn(KIND.name(), lit(""))
              .withColumn(DAY.name(), lit(null).cast(DataTypes.DateType));

  /**
   * @param changes the rows that come, go (as they were) or change (as they are), with the table's
   *     columns
   * @return each once, with {@link #KIND} and {@link #DAY} beside its columns
   */
  Dataset<Row> tell(Dataset<Row> changes);
}
