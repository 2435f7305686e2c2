package io.percorso.interactions;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * One row per pair of identifiers and moment at which a person decided that they are one customer,
 * or are not, or took that back.
 *
 * <p>Of a pair the last decision is in force ({@link #inForce}). A veto beats every link. A forced
 * link is decided before all others and obeys the same limits. A correction holds for all time, and
 * from the run on that loads it, whatever the cut-off: it says who people are, not what happened.
 *
 * <p>Both identifiers are strong; the surer one stands first. Of several decisions of one moment
 * about one pair the veto stays, else the withdrawal; of equal ones that of the first source,
 * decider and reason by name: a function of the set of records, not of their arrival.
 */
public final class IdentityCorrections {
  public static final Field IDENTIFIER =
      Field.token("identifier", "Kind and pseudonym of the surer identifier, a strong one");
  public static final Field OTHER_IDENTIFIER =
      Field.token("other_identifier", "Kind and pseudonym of the other identifier, a strong one");
  public static final Field DECIDED_AT =
      Field.timestamp("decided_at", "When it was decided, UTC: the last one about a pair counts");
  public static final Field VERDICT =
      Field.word(
          "verdict",
          "veto: never one customer; force: one customer; withdraw: as if neither had been said");
  public static final Field DECIDED_BY =
      Field.text("decided_by", "Role or ticket that decided, never a person; null: not told");
  public static final Field REASON =
      Field.text("reason", "Why, in the words of who decided; redacted");
  public static final Field SOURCE = Interactions.SOURCE;
  public static final Field FILE_SHA256 = Interactions.FILE_SHA256;
  public static final Field FRAME_NUMBER = Interactions.FRAME_NUMBER;
  public static final Field ELEMENT_INDEX = Interactions.ELEMENT_INDEX;
  public static final Field RUN_ID = Interactions.RUN_ID;

  /** What a record says of an identifier before it is a pseudonym; not stored. */
  static final Field KIND = Field.word("kind", "Kind of one identifier");

  static final Field VALUE = Field.token("value", "Value of one identifier, as its source has it");
  static final Field OTHER_KIND = KIND.as("other_kind", "Kind of the other identifier");
  static final Field OTHER_VALUE = VALUE.as("other_value", "Value of the other identifier");

  /** The two are never one customer. */
  public static final String VETO = "veto";

  /** The two are one customer. */
  public static final String FORCE = "force";

  /** Nothing is said of the two any more. */
  public static final String WITHDRAW = "withdraw";

  /** All verdicts. */
  public static final List<String> VERDICTS = List.of(VETO, FORCE, WITHDRAW);

  public static final Table TABLE =
      Table.named(
              "silver.identity_corrections",
              "One row per pair of identifiers and moment at which a person decided that they are"
                  + " one customer, or are not",
              IDENTIFIER,
              OTHER_IDENTIFIER,
              DECIDED_AT,
              VERDICT,
              DECIDED_BY,
              REASON,
              SOURCE,
              FILE_SHA256,
              FRAME_NUMBER,
              ELEMENT_INDEX,
              RUN_ID)
          .grain(IDENTIFIER, OTHER_IDENTIFIER, DECIDED_AT)
          .expect(
              fail(
                  "a correction is a veto, a force or a withdrawal",
                  VERDICT.col().isin(VERDICTS.toArray())),
              fail(
                  "a correction is about two identifiers",
                  IDENTIFIER.col().notEqual(OTHER_IDENTIFIER.col())));

  /** Which of several decisions of one moment about one pair is kept: the most cautious. */
  public static final Rivals RIVALS =
      new Rivals(
          TABLE,
          VERDICT,
          List.of(
              when(VERDICT.col().equalTo(VETO), 0)
                  .when(VERDICT.col().equalTo(WITHDRAW), 1)
                  .otherwise(2),
              asc(SOURCE.name()),
              asc(DECIDED_BY.name()),
              asc(REASON.name())),
          "another correction of the same pair and moment is kept");

  private static final Field PLACE =
      Field.bigint("place", "Place among the decisions of a pair, the one that counts at 1");

  private IdentityCorrections() {}

  /**
   * The vetoes and forces that hold: of each pair the last decision, where that took nothing back.
   *
   * @param stored rows of {@link #TABLE}
   */
  public static Dataset<Row> inForce(Dataset<Row> stored) {
    WindowSpec lastFirst =
        Window.partitionBy(IDENTIFIER.col(), OTHER_IDENTIFIER.col())
            .orderBy(desc(DECIDED_AT.name()));
    return stored
        .withColumn(PLACE.name(), row_number().over(lastFirst))
        .where(PLACE.col().equalTo(1).and(VERDICT.col().notEqual(WITHDRAW)))
        .select(TABLE.columns());
  }
}
