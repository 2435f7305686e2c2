package io.percorso.identity;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.percorso.interactions.Interactions;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per interaction, with whose it is.
 *
 * <p>Built from {@link Interactions}. For now a customer is one identifier: the kind that the
 * source's description names ({@code customer-identifier}), else the first that the record gives.
 * customer_id is a hash of kind and token; with a weak kind (cookie, device, ip_agent,
 * conversation), which names a browser, a device or a case rather than a person, it begins with
 * {@code anon-}. A projection: nothing is shuffled, and it is not stored.
 */
public final class CustomerInteractions {
  public static final Field CUSTOMER_ID =
      Field.id(
          "customer_id",
          "Hash of the identifier that stands for the customer; anon- where it names a device"
              + " only");
  public static final Field WEAK_TOKEN =
      Field.token(
          "weak_token",
          "Most specific weak identifier: cookie, else device, else address and agent; kind and"
              + " pseudonym");
  public static final Field DEVICE_TOKEN =
      Field.token("device_token", "Cookie, else device: what tells two devices of a person apart");

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
              Interactions.IS_BOT_AGENT)
          .grain(Interactions.INTERACTION_ID, Interactions.OCCURRED_AT)
          .expect(fail("an interaction has a customer", CUSTOMER_ID.col().isNotNull()));

  /**
   * @param identifierOfSource source to the kind of identifier that stands for its customers; a
   *     source that is missing here takes the first identifier of each record
   */
  public record Rules(Map<String, String> identifierOfSource) {
    public Rules {
      identifierOfSource = Map.copyOf(identifierOfSource);
    }
  }

  /** Letters of a hash that are kept: 128 of 256 bits. */
  private static final int ID_LENGTH = 32;

  private CustomerInteractions() {}

  /**
   * @param interactions rows of {@link Interactions}
   */
  public static Dataset<Row> build(Dataset<Row> interactions, Rules rules) {
    return interactions
        .withColumn(CUSTOMER_ID.name(), customerId(rules))
        .withColumn(DEVICE_TOKEN.name(), coalesce(tagged("cookie"), tagged("device")))
        .withColumn(WEAK_TOKEN.name(), coalesce(DEVICE_TOKEN.col(), tagged("ip_agent")))
        .select(TABLE.columns());
  }

  /**
   * The customer of a row that has {@link Interactions#SOURCE} and {@link
   * Interactions#IDENTIFIERS}.
   */
  public static Column customerId(Rules rules) {
    Column identifier = coalesce(identifierOf(rules), get(identifiers(), lit(0)));
    Column kind = identifier.getField("kind");
    Column hash =
        substring(
            sha2(concat_ws("\u001f", kind, identifier.getField("token")).cast("binary"), 256),
            1,
            ID_LENGTH);
    Column isWeak = kind.isin("cookie", "device", "ip_agent", "conversation");
    return when(isWeak, concat(lit("anon-"), hash)).otherwise(hash);
  }

  /** The first identifier of the kind that the source names; null where there is none. */
  private static Column identifierOf(Rules rules) {
    if (rules.identifierOfSource.isEmpty()) {
      return lit(null);
    }
    Column[] pairs =
        new TreeMap<>(rules.identifierOfSource)
            .entrySet().stream()
                .flatMap(e -> Stream.of(lit(e.getKey()), lit(e.getValue())))
                .toArray(Column[]::new);
    return firstOf(element_at(map(pairs), Interactions.SOURCE.col()));
  }

  /** Kind and pseudonym of the first identifier of a kind, as one string; null without one. */
  private static Column tagged(String kind) {
    Column token = firstOf(lit(kind)).getField("token");
    return when(token.isNotNull(), concat(lit(kind + ":"), token));
  }

  private static Column firstOf(Column kind) {
    return get(filter(identifiers(), each -> each.getField("kind").equalTo(kind)), lit(0));
  }

  private static Column identifiers() {
    return Interactions.IDENTIFIERS.col();
  }
}
