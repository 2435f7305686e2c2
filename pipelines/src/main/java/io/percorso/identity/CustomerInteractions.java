package io.percorso.identity;

import static io.percorso.interactions.IdentifierKind.COOKIE;
import static io.percorso.interactions.IdentifierKind.DEVICE;
import static io.percorso.interactions.IdentifierKind.IP_AGENT;
import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.percorso.interactions.IdentifierKind;
import io.percorso.interactions.Interactions;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per interaction, with whose it is.
 *
 * <p>Built from {@link Interactions} and {@link CustomerIds}. An interaction belongs to the
 * customer of its surest identifier: the strong one where it has one, else its cookie, device,
 * conversation, or address and agent, by whose that was at the time; in a time in which it is
 * nobody's, to a customer of its own. A projection: it is not stored.
 */
public final class CustomerInteractions {
  public static final Field CUSTOMER_ID = CustomerIds.CUSTOMER_ID;
  public static final Field WEAK_TOKEN =
      Field.token(
          "weak_token",
          "Most specific weak identifier: cookie, else device, else address and agent; kind and"
              + " pseudonym");
  public static final Field DEVICE_TOKEN =
      Field.token("device_token", "Cookie, else device: what tells two devices of a person apart");

  public static final Field WAIT_SECONDS =
      Field.real("wait_seconds", "Until somebody answered or the customer gave up waiting, s");
  public static final Field LOAD_MS =
      Field.real("load_ms", "Until the largest content of the page or screen was shown, ms");
  public static final Field SCORE_KIND =
      Field.word("score_kind", "Question of a survey that is answered: CSAT, CES, NPS");
  public static final Field SCORE = Field.real("score", "Its answer, on the scale of its kind");
  public static final Field STATED =
      Field.structs(
          "stated",
          Field.Content.TEXT,
          "What a record says of a contract or a customer: contract, collection, segment,"
              + " customer_since; null: nothing",
          Field.word("key", "Name given by the mapping"),
          Field.text("value", "Value, redacted"));

  public static final Table TABLE =
      Table.named(
              "silver.customer_interactions",
              "One row per interaction, with whose it is",
              CUSTOMER_ID,
              Interactions.INTERACTION_ID,
              Interactions.SOURCE,
              Interactions.CHANNEL,
              Interactions.PLACE,
              Interactions.ACTION,
              Interactions.OCCURRED_AT,
              Interactions.SEQUENCE,
              WEAK_TOKEN,
              DEVICE_TOKEN,
              Interactions.SESSION_HINT,
              Interactions.CONVERSATION_ID,
              Interactions.DIRECTION,
              Interactions.INTENT,
              Interactions.ELEMENT,
              Interactions.X,
              Interactions.Y,
              Interactions.IS_ERROR,
              Interactions.ERROR_CODE,
              Interactions.VALUE_AMOUNT,
              Interactions.CURRENCY,
              Interactions.CAMPAIGN,
              Interactions.DEVICE,
              Interactions.IS_BOT_AGENT,
              Interactions.OUTCOME,
              WAIT_SECONDS,
              LOAD_MS,
              SCORE_KIND,
              SCORE,
              STATED)
          .grain(Interactions.INTERACTION_ID, Interactions.OCCURRED_AT)
          .expect(fail("an interaction has a customer", CUSTOMER_ID.col().isNotNull()));

  /** Kinds whose first identifier decides, the surest first. */
  private static final List<IdentifierKind> DECIDING = List.of(IdentifierKind.values());

  private static final Field DECIDES =
      Field.token("decides", "Identifier that decides whose an interaction is; not stored");

  private static final Object[] KEYS_STATED = {
    "contract", "collection", "segment", "customer_since"
  };

  /** Not NaN, nor Infinity, nor a number of which nobody knows the size. */
  private static final String NUMBER = "^-?[0-9]{1,12}([.][0-9]{1,12})?$";

  private CustomerInteractions() {}

  /**
   * @param interactions rows of {@link Interactions}
   * @param ids rows of {@link CustomerIds}, at least all of the identifiers in question
   */
  public static Dataset<Row> build(Dataset<Row> interactions, Dataset<Row> ids) {
    return customers(interactions, ids)
        .withColumn(DEVICE_TOKEN.name(), coalesce(tagged(COOKIE), tagged(DEVICE)))
        .withColumn(WEAK_TOKEN.name(), coalesce(DEVICE_TOKEN.col(), tagged(IP_AGENT)))
        .withColumn(WAIT_SECONDS.name(), number(WAIT_SECONDS.name()))
        .withColumn(LOAD_MS.name(), number(LOAD_MS.name()))
        .withColumn(SCORE_KIND.name(), attribute("kind"))
        .withColumn(SCORE.name(), number(SCORE.name()))
        .withColumn(STATED.name(), stated())
        .select(TABLE.columns());
  }

  /**
   * Rows with {@link #CUSTOMER_ID} beside their own columns.
   *
   * @param rows with {@link Interactions#IDENTIFIERS} and {@link Interactions#OCCURRED_AT}
   * @param ids rows of {@link CustomerIds}
   */
  public static Dataset<Row> customers(Dataset<Row> rows, Dataset<Row> ids) {
    Dataset<Row> spans =
        ids.select(
            CustomerIds.IDENTIFIER.col(),
            CustomerIds.VALID_FROM.col(),
            CustomerIds.VALID_UNTIL.col(),
            CUSTOMER_ID.col());
    Column isThen =
        DECIDES
            .col()
            .equalTo(CustomerIds.IDENTIFIER.col())
            .and(Interactions.OCCURRED_AT.col().geq(CustomerIds.VALID_FROM.col()))
            .and(Interactions.OCCURRED_AT.col().lt(CustomerIds.VALID_UNTIL.col()));
    Column[] columns = new Column[rows.columns().length + 1];
    columns[0] = coalesce(CUSTOMER_ID.col(), ofItself()).as(CUSTOMER_ID.name());
    for (int i = 1; i < columns.length; i++) {
      columns[i] = col(rows.columns()[i - 1]);
    }
    return deciding(rows).join(spans, isThen, "left").select(columns);
  }

  /**
   * The identifiers that decide whose these rows are; each once.
   *
   * @param rows with {@link Interactions#IDENTIFIERS}
   */
  public static Dataset<Row> identifiers(Dataset<Row> rows) {
    return deciding(rows).select(DECIDES.col().as(CustomerIds.IDENTIFIER.name())).distinct();
  }

  /**
   * The rows whose deciding identifier is among these.
   *
   * @param rows with {@link Interactions#IDENTIFIERS}
   * @param identifiers rows with {@link CustomerIds#IDENTIFIER}
   */
  public static Dataset<Row> ofIdentifiers(Dataset<Row> rows, Dataset<Row> identifiers) {
    return deciding(rows)
        .join(
            identifiers.select(CustomerIds.IDENTIFIER.col()),
            DECIDES.col().equalTo(CustomerIds.IDENTIFIER.col()),
            "left_semi")
        .drop(DECIDES.name());
  }

  /** The customer that an identifier is by itself: alone in its core, or nobody's. */
  public static Column customerOf(Column identifier) {
    Column hash = substring(sha2(identifier.cast("binary"), 256), 1, CustomerHash.LETTERS);
    Column isStrong = lit(false);
    for (IdentifierKind kind : DECIDING) {
      if (kind.isStrong()) {
        isStrong = isStrong.or(identifier.startsWith(kind.word() + ":"));
      }
    }
    return when(isStrong, hash).otherwise(concat(lit(CustomerHash.ANONYMOUS), hash));
  }

  private static Column ofItself() {
    return customerOf(DECIDES.col());
  }

  private static Dataset<Row> deciding(Dataset<Row> rows) {
    Column first =
        coalesce(DECIDING.stream().map(CustomerInteractions::tagged).toArray(Column[]::new));
    return rows.withColumn(DECIDES.name(), first);
  }

  /** Kind and pseudonym of the first identifier of a kind, as one text; null without one. */
  private static Column tagged(IdentifierKind kind) {
    Column token = firstOf(lit(kind.word())).getField("token");
    return when(token.isNotNull(), concat(lit(kind.word() + ":"), token));
  }

  private static Column firstOf(Column kind) {
    return get(filter(identifiers(), each -> each.getField("kind").equalTo(kind)), lit(0));
  }

  /** A number among the attributes, by its key; null: there is none, or no number. */
  private static Column number(String key) {
    Column text = attribute(key);
    return when(text.rlike(NUMBER), text.cast("double"));
  }

  private static Column attribute(String key) {
    return get(
            filter(Interactions.ATTRIBUTES.col(), each -> each.getField("key").equalTo(key)),
            lit(0))
        .getField("value");
  }

  private static Column stated() {
    Column all =
        filter(Interactions.ATTRIBUTES.col(), each -> each.getField("key").isin(KEYS_STATED));
    return when(size(all).gt(0), all);
  }

  private static Column identifiers() {
    return Interactions.IDENTIFIERS.col();
  }
}
