package io.percorso.journeys;

import io.percorso.identity.CustomerInteractions;
import io.percorso.interactions.Action;
import io.percorso.interactions.Channel;
import io.percorso.interactions.Interactions;
import io.percorso.lake.Field;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Makes an {@link Interaction} of a row of {@link CustomerInteractions}, and names its place. */
final class InteractionReader {
  private static final Map<String, Channel> CHANNELS = byWord(Channel.values(), Channel::word);
  private static final Map<String, Action> ACTIONS = byWord(Action.values(), Action::word);
  private static final String OUTBOUND = "outbound";

  private static final int CUSTOMER_ID = at(CustomerInteractions.CUSTOMER_ID);
  private static final int INTERACTION_ID = at(Interactions.INTERACTION_ID);
  private static final int SOURCE = at(Interactions.SOURCE);
  private static final int CHANNEL = at(Interactions.CHANNEL);
  private static final int PLACE = at(Interactions.PLACE);
  private static final int ACTION = at(Interactions.ACTION);
  private static final int OCCURRED_AT = at(Interactions.OCCURRED_AT);
  private static final int WEAK_TOKEN = at(CustomerInteractions.WEAK_TOKEN);
  private static final int DEVICE_TOKEN = at(CustomerInteractions.DEVICE_TOKEN);
  private static final int SESSION_HINT = at(Interactions.SESSION_HINT);
  private static final int CONVERSATION_ID = at(Interactions.CONVERSATION_ID);
  private static final int DIRECTION = at(Interactions.DIRECTION);
  private static final int INTENT = at(Interactions.INTENT);
  private static final int ELEMENT = at(Interactions.ELEMENT);
  private static final int X = at(Interactions.X);
  private static final int Y = at(Interactions.Y);
  private static final int IS_ERROR = at(Interactions.IS_ERROR);
  private static final int ERROR_CODE = at(Interactions.ERROR_CODE);
  private static final int VALUE_AMOUNT = at(Interactions.VALUE_AMOUNT);
  private static final int CURRENCY = at(Interactions.CURRENCY);
  private static final int CAMPAIGN = at(Interactions.CAMPAIGN);
  private static final int DEVICE = at(Interactions.DEVICE);
  private static final int IS_BOT_AGENT = at(Interactions.IS_BOT_AGENT);
  private static final int OUTCOME = at(Interactions.OUTCOME);
  private static final int WAIT_SECONDS = at(CustomerInteractions.WAIT_SECONDS);
  private static final int LOAD_MS = at(CustomerInteractions.LOAD_MS);
  private static final int SCORE_KIND = at(CustomerInteractions.SCORE_KIND);
  private static final int SCORE = at(CustomerInteractions.SCORE);
  private static final int STATED = at(CustomerInteractions.STATED);

  private final Touchpoints.Naming naming;

  InteractionReader(Touchpoints.Naming naming) {
    this.naming = naming;
  }

  Interaction read(Row row) {
    String source = row.getString(SOURCE);
    Channel channel = CHANNELS.get(row.getString(CHANNEL));
    Action action = ACTIONS.get(row.getString(ACTION));
    Touchpoints.Name name = naming.name(source, channel, row.getString(PLACE), action);
    String said = row.getString(INTENT);
    return new Interaction(
        row.getString(CUSTOMER_ID),
        row.getString(INTERACTION_ID),
        source,
        channel,
        action,
        micros(row.get(OCCURRED_AT)),
        name,
        row.getString(WEAK_TOKEN),
        row.getString(DEVICE_TOKEN),
        row.getString(SESSION_HINT),
        row.getString(CONVERSATION_ID),
        OUTBOUND.equals(row.getString(DIRECTION)),
        said == null ? name.intent() : said,
        row.getString(ELEMENT),
        (Integer) row.get(X),
        (Integer) row.get(Y),
        Boolean.TRUE.equals(row.get(IS_ERROR)),
        row.getString(ERROR_CODE),
        row.getDecimal(VALUE_AMOUNT),
        row.getString(CURRENCY),
        row.getString(CAMPAIGN),
        row.getString(DEVICE),
        Boolean.TRUE.equals(row.get(IS_BOT_AGENT)),
        measured(row),
        stated(row));
  }

  private static Map<String, String> stated(Row row) {
    if (row.isNullAt(STATED)) {
      return Map.of();
    }
    Map<String, String> stated = new TreeMap<>();
    for (Row each : row.<Row>getList(STATED)) {
      if (!each.isNullAt(1)) {
        stated.put(each.getString(0), each.getString(1));
      }
    }
    return stated;
  }

  private static Measured measured(Row row) {
    return new Measured(
        row.getString(OUTCOME),
        (Double) row.get(WAIT_SECONDS),
        (Double) row.get(LOAD_MS),
        row.getString(SCORE_KIND),
        (Double) row.get(SCORE));
  }

  /** Spark gives Instants or, without its Java 8 times, Timestamps. */
  private static long micros(Object time) {
    return BusinessDays.micros(
        time instanceof Instant instant ? instant : ((Timestamp) time).toInstant());
  }

  private static int at(Field field) {
    return CustomerInteractions.TABLE.indexOf(field);
  }

  private static <T> Map<String, T> byWord(T[] values, Function<T, String> word) {
    return Arrays.stream(values).collect(Collectors.toMap(word, Function.identity()));
  }
}
