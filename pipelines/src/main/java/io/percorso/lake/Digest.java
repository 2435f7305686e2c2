package io.percorso.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a table holds, in three numbers that do not depend on the order of rows: how many rows, and
 * two sums of 64-bit hashes of them with different seeds. Each hash is over (place of the column in
 * name order, is-null flag, canonical value): negative zero is zero, there is one NaN, arrays keep
 * their order, and a null is not the same as a value that is absent. A doubled row changes all
 * three.
 *
 * @param rows how many rows
 * @param first sum of the hashes with the first seed
 * @param second sum of the hashes with the second seed
 */
public record Digest(long rows, BigDecimal first, BigDecimal second) {
  private static final long FIRST_SEED = 0x9E3779B97F4A7C15L;
  private static final long SECOND_SEED = 0xC2B2AE3D27D4EB4FL;
  private static final DataType SUM = DataTypes.createDecimalType(38, 0);

  /** The digest of these columns of a dataset. Reads every one of them. */
  public static Digest of(Dataset<Row> rows, List<Field> fields) {
    List<String> names = fields.stream().map(Field::name).sorted().toList();
    StructType schema = rows.schema();
    List<Column> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      StructField field = schema.apply(names.get(i));
      parts.add(lit(i));
      addCanonical(parts, col(field.name()), field.dataType());
    }
    Row sums =
        rows.select(hash(FIRST_SEED, parts).as("first"), hash(SECOND_SEED, parts).as("second"))
            .agg(count(lit(1)), sum(col("first")), sum(col("second")))
            .head();
    return new Digest(sums.getLong(0), orZero(sums.getDecimal(1)), orZero(sums.getDecimal(2)));
  }

  /**
   * The columns that a comparison of this strictness looks at. Law 3 compares facts; laws 2 and 4
   * compare all.
   */
  public static List<Field> factsOf(Table table) {
    return table.fields().stream().filter(f -> f.origin() == Field.Origin.FACT).toList();
  }

  private static Column hash(long seed, List<Column> parts) {
    List<Column> seeded = new ArrayList<>();
    seeded.add(lit(seed));
    seeded.addAll(parts);
    return xxhash64(seeded.toArray(Column[]::new)).cast(SUM);
  }

  /**
   * xxhash64 skips nulls and sees no ends of arrays, so flags and sizes are hashed beside the
   * values.
   */
  private static void addCanonical(List<Column> parts, Column value, DataType type) {
    parts.add(value.isNull());
    if (type instanceof ArrayType array) {
      parts.add(size(value));
      parts.add(transform(value, element -> canonicalStruct(element, array.elementType())));
    } else if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        addCanonical(parts, value.getField(field.name()), field.dataType());
      }
    } else if (type instanceof MapType) {
      throw new IllegalArgumentException(
          "a stored table holds no maps: use an array of key and value");
    } else if (type instanceof DoubleType || type instanceof FloatType) {
      parts.add(
          when(isnan(value), lit(Double.NaN)).when(value.equalTo(0), lit(0.0)).otherwise(value));
    } else {
      parts.add(value);
    }
  }

  private static Column canonicalStruct(Column value, DataType type) {
    List<Column> parts = new ArrayList<>();
    addCanonical(parts, value, type);
    return struct(parts.toArray(Column[]::new));
  }

  private static BigDecimal orZero(BigDecimal sum) {
    return sum == null ? BigDecimal.ZERO : sum;
  }

  @Override
  public String toString() {
    return "%d:%s:%s".formatted(rows, first.toPlainString(), second.toPlainString());
  }
}
