package io.percorso.interactions;

import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Several deliveries of what is one row of a table: which of them is stored, and what becomes of
 * the others. A function of the set of deliveries, not of their arrival: of those that are equal in
 * all that {@code bestFirst} asks, a stored one stays.
 *
 * @param table whose grain says what one row is; it has source, file, frame, element and run
 * @param said the column in which rivals that differ contradict each other
 * @param bestFirst what makes one the better, the weightiest first
 * @param told what the loser is told
 */
public record Rivals(Table table, Field said, List<Column> bestFirst, String told) {
  private static final Field PLACE =
      Field.bigint("place", "Place among the deliveries of one row, the winner at 1");

  public Rivals {
    bestFirst = List.copyOf(bestFirst);
  }

  /**
   * The delivered rows with their place among all deliveries of the same row.
   *
   * @param delivered rows of the table that files brought, any number for one grain
   * @param stored rows of the table of earlier runs
   */
  public Dataset<Row> judge(Dataset<Row> delivered, Dataset<Row> stored) {
    List<Column> order = new ArrayList<>(bestFirst);
    order.add(desc(Candidates.IS_STORED.name()));
    order.add(asc(Interactions.FILE_SHA256.name()));
    order.add(asc(Interactions.FRAME_NUMBER.name()));
    order.add(asc(Interactions.ELEMENT_INDEX.name()));
    WindowSpec window =
        Window.partitionBy(table.grain().stream().map(Field::col).toArray(Column[]::new))
            .orderBy(order.toArray(Column[]::new));
    return delivered
        .withColumn(Candidates.IS_STORED.name(), lit(false))
        .unionByName(stored.withColumn(Candidates.IS_STORED.name(), lit(true)))
        .withColumn(PLACE.name(), row_number().over(window))
        .withColumn(winning().name(), first(said.col()).over(window))
        .where(Candidates.IS_STORED.col().equalTo(false));
  }

  /**
   * The deliveries to be stored: they are new, or take the place of a stored one.
   *
   * @param judged rows of {@link #judge}
   */
  public Dataset<Row> won(Dataset<Row> judged) {
    return judged.where(PLACE.col().equalTo(1)).select(table.columns());
  }

  /**
   * The deliveries that came before, or lost, as rows of {@link RejectedRecords}.
   *
   * @param judged rows of {@link #judge}
   */
  public Dataset<Row> lost(Dataset<Row> judged, LoadPlan plan) {
    Column reason =
        when(said.col().equalTo(winning().col()), Reason.DUPLICATE.name())
            .otherwise(Reason.DUP_CONFLICT.name());
    return RejectedRecords.lost(judged.where(PLACE.col().gt(1)), reason, told, plan);
  }

  /**
   * Of the stored rows those whose place others take.
   *
   * @param won rows of {@link #won}
   */
  public Dataset<Row> replaced(Dataset<Row> stored, Dataset<Row> won) {
    Column same = lit(true);
    for (Field field : table.grain()) {
      same = same.and(stored.col(field.name()).equalTo(won.col(field.name())));
    }
    return stored.join(won, same, "left_semi");
  }

  private Field winning() {
    return said.as("winning_" + said.name(), "What the winner among the deliveries says");
  }
}
