package io.percorso.testing;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Rows of a table as a Dataset, from maps of column to value; what a map leaves out is null. */
public final class Frames {
  private Frames() {}

  public static Dataset<Row> of(
      SparkSession spark, Table table, List<? extends Map<String, ?>> rows) {
    List<Row> made = new ArrayList<>();
    for (Map<String, ?> row : rows) {
      made.add(
          RowFactory.create(table.fields().stream().map(field -> row.get(field.name())).toArray()));
    }
    return spark.createDataFrame(made, table.schema());
  }

  /** Every row as text, sorted: for comparing tables whose rows have no order. */
  public static List<String> sorted(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  /** One column's values as text, sorted and without repeats. */
  public static TreeSet<String> values(Dataset<Row> rows, Field field) {
    return rows.select(field.col()).collectAsList().stream()
        .map(row -> String.valueOf(row.get(0)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Rows as maps, for grids. */
  public static List<Map<String, Object>> maps(Dataset<Row> rows) {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (Row row : rows.collectAsList()) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (String column : rows.columns()) {
        map.put(column, row.getAs(column));
      }
      maps.add(map);
    }
    return maps;
  }
}
