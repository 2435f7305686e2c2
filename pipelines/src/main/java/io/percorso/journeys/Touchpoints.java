package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.percorso.interactions.Action;
import io.percorso.interactions.Channel;
import io.percorso.interactions.Interactions;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per touchpoint and channel: the places where customers meet the company, with when each
 * was first and last seen.
 *
 * <p>Built from {@link PlaceMonths}, bots included: a place that only bots visit exists too. The
 * first rule of conf/touchpoints.yaml that fits names a place; without one the place keeps its own
 * name, and an interaction without a place is at the channel itself. Where rules give one
 * touchpoint different stages, intents or units, the first in the alphabet is shown.
 */
public final class Touchpoints {
  public static final Field TOUCHPOINT =
      Field.text("touchpoint", "Where it happened, named by conf/touchpoints.yaml, else the place");
  public static final Field CHANNEL = Interactions.CHANNEL;
  public static final Field STAGE =
      Field.word("stage", "Stage of the customer's relation that the rule names");
  public static final Field INTENT =
      Field.word("intent", "What the customer wants, from a rule or from the source");
  public static final Field BUSINESS_UNIT =
      Field.text("business_unit", "Brand, shop or department that the rule names");
  public static final Field FIRST_SEEN_AT = PlaceMonths.FIRST_SEEN_AT;
  public static final Field LAST_SEEN_AT = PlaceMonths.LAST_SEEN_AT;
  public static final Field INTERACTION_COUNT = PlaceMonths.INTERACTION_COUNT;

  public static final Table TABLE =
      Table.named(
              "silver.touchpoints",
              "One row per touchpoint and channel",
              TOUCHPOINT,
              CHANNEL,
              STAGE,
              INTENT,
              BUSINESS_UNIT,
              FIRST_SEEN_AT,
              LAST_SEEN_AT,
              INTERACTION_COUNT)
          .grain(TOUCHPOINT, CHANNEL)
          .expect(
              fail(
                  "a touchpoint is first seen before it is last seen",
                  FIRST_SEEN_AT.col().leq(LAST_SEEN_AT.col())));

  /**
   * What a rule says of a place.
   *
   * @param stage null where no rule says it, like the two after it
   */
  public record Name(String touchpoint, String stage, String intent, String businessUnit) {}

  /**
   * One rule: what must fit (an empty set fits everything) and the name it gives.
   *
   * @param places patterns over the whole place; {@code *} stands for any letters
   * @param touchpoint null: the place keeps its own name
   */
  public record Rule(
      Set<Channel> channels,
      Set<String> sources,
      List<Pattern> places,
      Set<Action> actions,
      String touchpoint,
      String stage,
      String intent,
      String businessUnit)
      implements Serializable {
    boolean fits(Place at) {
      return (channels.isEmpty() || channels.contains(at.channel))
          && (sources.isEmpty() || sources.contains(at.source))
          && (actions.isEmpty() || actions.contains(at.action))
          && (places.isEmpty()
              || at.place != null
                  && places.stream().anyMatch(pattern -> pattern.matcher(at.place).matches()));
    }
  }

  private record Place(String source, Channel channel, String place, Action action) {}

  /** The ordered rules of conf/touchpoints.yaml. */
  public record Rules(List<Rule> rules) implements Serializable {
    public Rules {
      rules = List.copyOf(rules);
    }

    /**
     * Rules from the text of conf/touchpoints.yaml.
     *
     * @param file the name for messages
     * @param intents the intents that there are
     * @throws UserError when a key, channel, action or intent is unknown, with the nearest known
     */
    public static Rules parse(String file, String yaml, Collection<String> intents) {
      List<String> channels = Arrays.stream(Channel.values()).map(Channel::word).toList();
      List<String> actions = Arrays.stream(Action.values()).map(Action::word).toList();
      List<Rule> rules = new ArrayList<>();
      for (StrictYaml item : StrictYaml.parse(file, yaml).only("touchpoints").list("touchpoints")) {
        item.only(
            "channel",
            "source",
            "place",
            "action",
            "touchpoint",
            "stage",
            "intent",
            "business-unit");
        rules.add(
            new Rule(
                item.words("channel", channels, Channel::of),
                item.words("source"),
                item.words("place").stream().map(Rules::pattern).toList(),
                item.words("action", actions, Action::of),
                item.text("touchpoint").orElse(null),
                item.text("stage").orElse(null),
                item.text("intent").map(i -> item.known("intent", i, intents)).orElse(null),
                item.text("business-unit").orElse(null)));
      }
      return new Rules(rules);
    }

    /** A namer that remembers what it named; for one thread. */
    public Naming naming() {
      return new Naming(rules);
    }

    private static Pattern pattern(String glob) {
      return Pattern.compile(
          Arrays.stream(glob.split("\\*", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*")),
          Pattern.DOTALL);
    }
  }

  /** Names places; each combination is matched once, since places repeat. */
  public static final class Naming {
    /** Keeps the memory small where a source delivers raw, never repeating places. */
    private static final int REMEMBERED = 100_000;

    private final List<Rule> rules;
    private final Map<Place, Name> names = new HashMap<>();

    private Naming(List<Rule> rules) {
      this.rules = rules;
    }

    /**
     * @param place null where the source gives none
     */
    public Name name(String source, Channel channel, String place, Action action) {
      Place at = new Place(source, channel, place, action);
      Name name = names.get(at);
      if (name == null) {
        if (names.size() >= REMEMBERED) {
          names.clear();
        }
        name = match(at);
        names.put(at, name);
      }
      return name;
    }

    private Name match(Place at) {
      String own = at.place == null ? at.channel.word() : at.place;
      return rules.stream()
          .filter(rule -> rule.fits(at))
          .findFirst()
          .map(
              rule ->
                  new Name(
                      rule.touchpoint == null ? own : rule.touchpoint,
                      rule.stage,
                      rule.intent,
                      rule.businessUnit))
          .orElseGet(() -> new Name(own, null, null, null));
    }
  }

  private Touchpoints() {}

  /**
   * @param places rows of {@link PlaceMonths}
   */
  public static Dataset<Row> build(Dataset<Row> places, Rules rules) {
    return named(places, rules)
        .groupBy(TOUCHPOINT.col(), CHANNEL.col())
        .agg(
            min(STAGE.col()).as(STAGE.name()),
            min(INTENT.col()).as(INTENT.name()),
            min(BUSINESS_UNIT.col()).as(BUSINESS_UNIT.name()),
            min(FIRST_SEEN_AT.col()).as(FIRST_SEEN_AT.name()),
            max(LAST_SEEN_AT.col()).as(LAST_SEEN_AT.name()),
            sum(INTERACTION_COUNT.col()).as(INTERACTION_COUNT.name()))
        .select(TABLE.columns());
  }

  private static Dataset<Row> named(Dataset<Row> places, Rules rules) {
    MapPartitionsFunction<Row, Row> name =
        rows -> {
          Naming naming = rules.naming();
          List<Row> named = new ArrayList<>();
          rows.forEachRemaining(row -> named.add(named(row, naming)));
          return named.iterator();
        };
    return places.mapPartitions(name, Encoders.row(TABLE.schema()));
  }

  private static Row named(Row row, Naming naming) {
    String channel = row.getAs(PlaceMonths.CHANNEL.name());
    String place = row.getAs(PlaceMonths.PLACE.name());
    Name name =
        naming.name(
            row.getAs(PlaceMonths.SOURCE.name()),
            Channel.of(channel),
            place.equals(PlaceMonths.NOT_SAID) ? null : place,
            Action.of(row.getAs(PlaceMonths.ACTION.name())));
    return RowFactory.create(
        name.touchpoint(),
        channel,
        name.stage(),
        name.intent(),
        name.businessUnit(),
        row.getAs(FIRST_SEEN_AT.name()),
        row.getAs(LAST_SEEN_AT.name()),
        row.getAs(INTERACTION_COUNT.name()));
  }
}
