package io.percorso.lake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A stored table: its name, what one row is, its columns in order, its grain, its partitions and
 * its promises.
 */
public final class Table {
  private static final Pattern NAME =
      Pattern.compile("(bronze|silver|gold|ops)\\.([a-z][a-z0-9_]*)");

  private final String name;
  private final String rows;
  private final List<Field> fields;
  private final List<Field> grain;
  private final List<Field> partitions;
  private final List<Expectation> expectations;

  private Table(
      String name,
      String rows,
      List<Field> fields,
      List<Field> grain,
      List<Field> partitions,
      List<Expectation> expectations) {
    this.name = name;
    this.rows = rows;
    this.fields = List.copyOf(fields);
    this.grain = List.copyOf(grain);
    this.partitions = List.copyOf(partitions);
    this.expectations = List.copyOf(expectations);
    Set<String> seen = new LinkedHashSet<>();
    for (Field field : fields) {
      if (!seen.add(field.name())) {
        throw new IllegalArgumentException(name + " names column " + field.name() + " twice");
      }
    }
    requireColumns(grain);
    requireColumns(partitions);
  }

  /**
   * @param name layer and table, for example {@code silver.sessions}
   * @param rows the grain as a sentence, "One row per …"; becomes the table's comment
   */
  public static Table named(String name, String rows, Field... fields) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "table '" + name + "' must be bronze|silver|gold|ops and a snake_case name");
    }
    if (!rows.startsWith("One row per ")) {
      throw new IllegalArgumentException(
          name + ": the sentence must begin with 'One row per', not '" + rows + "'");
    }
    return new Table(name, rows, List.of(fields), List.of(), List.of(), List.of());
  }

  /**
   * The columns whose values together name one row. Never null, checked for uniqueness before
   * publication.
   */
  public Table grain(Field... columns) {
    return new Table(name, rows, fields, List.of(columns), partitions, expectations);
  }

  /** The columns by which files are laid out, and by which a night replaces rows. */
  public Table partitionedBy(Field... columns) {
    return new Table(name, rows, fields, grain, List.of(columns), expectations);
  }

  /** Adds promises about each row. */
  public Table expect(Expectation... promises) {
    List<Expectation> all = new ArrayList<>(expectations);
    all.addAll(List.of(promises));
    return new Table(name, rows, fields, grain, partitions, all);
  }

  public String name() {
    return name;
  }

  /** bronze, silver, gold or ops. */
  public String layer() {
    return name.substring(0, name.indexOf('.'));
  }

  /** The name without its layer. */
  public String shortName() {
    return name.substring(name.indexOf('.') + 1);
  }

  /** The grain as a sentence. */
  public String rows() {
    return rows;
  }

  public List<Field> fields() {
    return fields;
  }

  public List<Field> grain() {
    return grain;
  }

  public List<Field> partitions() {
    return partitions;
  }

  /** The partition that is a period: a first day of a month, by which aggregates are rebuilt. */
  public Optional<Field> period() {
    return partitions.stream().filter(p -> p.type().equals(DataTypes.DateType)).findFirst();
  }

  /** The row promises, those of the grain (never null) first. */
  public List<Expectation> expectations() {
    List<Expectation> all = new ArrayList<>();
    for (Field field : grain) {
      all.add(Expectation.fail(field.name() + " is never null", field.col().isNotNull()));
    }
    all.addAll(expectations);
    return all;
  }

  public Optional<Field> field(String columnName) {
    return fields.stream().filter(f -> f.name().equals(columnName)).findFirst();
  }

  public int indexOf(Field field) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(field.name())) {
        return i;
      }
    }
    throw new IllegalArgumentException(name + " has no column " + field.name());
  }

  public Column[] columns() {
    return fields.stream().map(Field::col).toArray(Column[]::new);
  }

  public StructType schema() {
    return DataTypes.createStructType(
        fields.stream().map(Field::structField).toArray(StructField[]::new));
  }

  private void requireColumns(List<Field> columns) {
    columns.forEach(this::indexOf);
  }

  @Override
  public String toString() {
    return name;
  }
}
