package io.percorso.lake;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of several tables in one dataset, so that one pass over the input can give them all:
 * column {@code part} says which table a row belongs to, and each table has a struct column, null
 * but in its own rows.
 *
 * <p>Serializable, and so usable inside the function that makes the rows: it holds schemas, not
 * tables.
 */
public final class SharedPass implements Serializable {
  private static final String PART = "part";

  private final List<String> names;
  private final List<StructType> schemas;

  private SharedPass(List<String> names, List<StructType> schemas) {
    this.names = names;
    this.schemas = schemas;
  }

  /** A pass over these tables; a row's part is the table's place in this order. */
  public static SharedPass of(List<Table> tables) {
    List<String> names = new ArrayList<>();
    List<StructType> schemas = new ArrayList<>();
    for (Table table : tables) {
      names.add(table.name().replace('.', '_'));
      schemas.add(table.schema());
    }
    return new SharedPass(names, schemas);
  }

  public StructType schema() {
    List<StructField> fields = new ArrayList<>();
    fields.add(DataTypes.createStructField(PART, DataTypes.IntegerType, false));
    for (int i = 0; i < names.size(); i++) {
      fields.add(DataTypes.createStructField(names.get(i), schemas.get(i), true));
    }
    return DataTypes.createStructType(fields);
  }

  /**
   * @param part the table's place in the order given to {@link #of}
   * @param values the table's columns in their order
   */
  public Row row(int part, Object... values) {
    if (values.length != schemas.get(part).length()) {
      throw new IllegalArgumentException(
          "%s has %d columns, got %d values"
              .formatted(names.get(part), schemas.get(part).length(), values.length));
    }
    Object[] cells = new Object[names.size() + 1];
    cells[0] = part;
    cells[part + 1] = RowFactory.create(values);
    return RowFactory.create(cells);
  }

  /** The rows of one table, with its columns. */
  public Dataset<Row> rowsOf(Dataset<Row> pass, Table table) {
    String name = table.name().replace('.', '_');
    int part = names.indexOf(name);
    if (part < 0) {
      throw new IllegalArgumentException(table + " is not in this pass over " + names);
    }
    return pass.where(col(PART).equalTo(part)).select(name + ".*");
  }
}
