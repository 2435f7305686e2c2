package io.percorso.lake;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column: name, type, what it holds, how it came about, and one sentence. Written once; later
 * tables re-use the Field of the table that a value comes from, so "find usages" is the lineage.
 *
 * <p>The type is nullable unless the table's grain names it.
 */
public final class Field implements Serializable {
  /** How a value comes about, which decides what law 3 (order) says of it. */
  public enum Origin {
    /** A function of the set of records up to the cut-off. */
    FACT,
    /** When and how it came: file, run, time of loading. */
    ARRIVAL,
    /** Computed by a trained model. */
    FITTED
  }

  /**
   * What a string may hold. Only {@link #TEXT} can carry something a person typed, and passes the
   * redactor.
   */
  public enum Content {
    /** A hash, or a name that this project chose. */
    ID,
    /** A keyed pseudonym. */
    TOKEN,
    /** One of a closed list. */
    ENUM,
    /** Anything else made of letters. */
    TEXT,
    /** Not a string: number, time, truth value, or raw bytes in bronze. */
    VALUE
  }

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  private final String name;
  private final DataType type;
  private final Content content;
  private final Origin origin;
  private final String meaning;

  private Field(String name, DataType type, Content content, Origin origin, String meaning) {
    this.name = requireNonNull(name);
    this.type = requireNonNull(type);
    this.content = content;
    this.origin = origin;
    this.meaning = requireNonNull(meaning);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("column '" + name + "' is not snake_case");
    }
    if (meaning.isBlank()) {
      throw new IllegalArgumentException(
          "column '" + name + "' has no meaning: write its sentence");
    }
  }

  /** A hash of content, or an identifier that this project made. */
  public static Field id(String name, String meaning) {
    return new Field(name, DataTypes.StringType, Content.ID, Origin.FACT, meaning);
  }

  /** A keyed pseudonym of something personal. */
  public static Field token(String name, String meaning) {
    return new Field(name, DataTypes.StringType, Content.TOKEN, Origin.FACT, meaning);
  }

  /** One word of a closed list. */
  public static Field word(String name, String meaning) {
    return new Field(name, DataTypes.StringType, Content.ENUM, Origin.FACT, meaning);
  }

  /** Free text: passes the redactor before it leaves bronze. */
  public static Field text(String name, String meaning) {
    return new Field(name, DataTypes.StringType, Content.TEXT, Origin.FACT, meaning);
  }

  public static Field bigint(String name, String meaning) {
    return value(name, DataTypes.LongType, meaning);
  }

  public static Field integer(String name, String meaning) {
    return value(name, DataTypes.IntegerType, meaning);
  }

  public static Field real(String name, String meaning) {
    return value(name, DataTypes.DoubleType, meaning);
  }

  /** An amount of money, decimal(18,4). */
  public static Field amount(String name, String meaning) {
    return value(name, DataTypes.createDecimalType(18, 4), meaning);
  }

  /** Units of one currency for one unit of another, decimal(18,8). */
  public static Field exchangeRate(String name, String meaning) {
    return value(name, DataTypes.createDecimalType(18, 8), meaning);
  }

  public static Field timestamp(String name, String meaning) {
    return value(name, DataTypes.TimestampType, meaning);
  }

  public static Field day(String name, String meaning) {
    return value(name, DataTypes.DateType, meaning);
  }

  public static Field flag(String name, String meaning) {
    return value(name, DataTypes.BooleanType, meaning);
  }

  public static Field bytes(String name, String meaning) {
    return value(name, DataTypes.BinaryType, meaning);
  }

  /** An array of words of a closed list, in the order that the meaning states. */
  public static Field words(String name, String meaning) {
    return new Field(
        name,
        DataTypes.createArrayType(DataTypes.StringType, false),
        Content.ENUM,
        Origin.FACT,
        meaning);
  }

  /**
   * An array of structs, in the order that the meaning states. The content is that of its strings.
   */
  public static Field structs(String name, Content content, String meaning, Field... parts) {
    StructType element =
        new StructType(List.of(parts).stream().map(Field::structField).toArray(StructField[]::new));
    return new Field(
        name, DataTypes.createArrayType(element, false), content, Origin.FACT, meaning);
  }

  private static Field value(String name, DataType type, String meaning) {
    return new Field(name, type, Content.VALUE, Origin.FACT, meaning);
  }

  /** An array of values of this column, in the order that the meaning states. */
  public Field listed(String listName, String listMeaning) {
    return new Field(
        listName, DataTypes.createArrayType(type, false), content, origin, listMeaning);
  }

  /** The same column, known to depend on when and how the record came. */
  public Field arrival() {
    return new Field(name, type, content, Origin.ARRIVAL, meaning);
  }

  /** The same column, known to come from a trained model. */
  public Field fitted() {
    return new Field(name, type, content, Origin.FITTED, meaning);
  }

  /** The same values under another name, for a column derived from this one. */
  public Field as(String otherName, String otherMeaning) {
    return new Field(otherName, type, content, origin, otherMeaning);
  }

  public Column col() {
    return functions.col(name);
  }

  /** This column of a dataset that was given an alias. */
  public Column of(String alias) {
    return functions.col(alias + "." + name);
  }

  public String name() {
    return name;
  }

  public DataType type() {
    return type;
  }

  public Content content() {
    return content;
  }

  public Origin origin() {
    return origin;
  }

  public String meaning() {
    return meaning;
  }

  /** The Spark column, nullable, with the meaning as its comment. */
  public StructField structField() {
    return DataTypes.createStructField(name, type, true).withComment(meaning);
  }

  @Override
  public String toString() {
    return name;
  }
}
