package io.percorso.journeys;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.lit;

import io.percorso.identity.CustomerInteractions;
import io.percorso.interactions.Channel;
import io.percorso.interactions.Interactions;
import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.SharedPass;
import io.percorso.lake.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The one pass over customers' histories: one shuffle by customer, one sort by (occurred_at,
 * sequence, channel rank, interaction_id), one fold that tells sessions, steps, visits, journeys
 * and timers to its parts, each of which makes the rows of one table.
 *
 * <p>The result is a function of the set of interactions before the cut-off: neither their split
 * into partitions nor the order of arrival matters. The fold streams; it keeps open sessions and
 * journeys and at most one day of {@code customers.daily-cap} interactions, never a history.
 *
 * <p>Bots by behaviour are judged within one customer: a browser that serves several customers is
 * judged once for each. Run it with {@code spark.sql.codegen.hugeMethodLimit=8000}: the generated
 * method that writes the rows of all parts is longer than Java compiles, and by that setting Spark
 * writes them in short methods instead. Measured on 2 million interactions and 2 busy cores: 12.7 s
 * against 22 to 30 s, of which 5.5 s are the shuffle and the sort.
 */
public final class Timeline {
  /** Hears what the fold finds in one customer's history after another. Knows no Spark. */
  public interface Listener {
    /**
     * Every interaction at its time, those of the company and of programs too, before anything is
     * made of it.
     */
    default void interactionTaken(Interaction interaction) {}

    /** A session, all of whose steps were told; or one still open at the cut-off. */
    default void sessionEnded(Session session) {}

    /** A step at its time, in the customer's order; what follows it is not known yet. */
    default void stepTaken(Step step) {}

    /** The same step, later, when what follows it in journey and session is known. */
    default void stepEnded(Step step) {}

    /** All its steps were taken. */
    default void visitEnded(Visit visit) {}

    /** A journey that ended, or is still open at the cut-off. */
    default void journeyEnded(Journey journey) {}

    default void timerSet(Timer timer) {}

    /** A day begins at this interaction, and nothing of before is open: {@link RestartPoints}. */
    default void nothingOpen(String customerId, long at) {}

    /** Nothing more comes of this customer. */
    default void customerEnded() {}
  }

  /** Takes the rows of one part's table. */
  public interface Rows {
    /**
     * @param values one per column of the table, in their order
     */
    void add(Object... values);
  }

  /** Makes a listener that turns what it hears into rows. */
  public interface Factory extends Serializable {
    Listener open(Rows rows);
  }

  /**
   * A table that is made in this pass, and how.
   *
   * @param at when what a row tells begins: by it a night that begins at a restart point knows the
   *     rows that it makes anew
   * @param lookBack how far a row depends on what lies before it, beyond its session and journey
   * @param lookAhead how far a row depends on what lies behind it, beyond its session and journey
   */
  public record Part(
      Table table, Field at, Duration lookBack, Duration lookAhead, Factory factory) {
    /** Whose rows depend on their session and their journey alone. */
    public Part(Table table, Field at, Factory factory) {
      this(table, at, Duration.ZERO, Duration.ZERO, factory);
    }
  }

  /**
   * The business numbers of all stages.
   *
   * @param dailyCap interactions of a customer on a UTC day beyond which it is a flood
   */
  public record Rules(
      Touchpoints.Rules touchpoints,
      Goals goals,
      Sessions.Rules sessions,
      Journeys.Rules journeys,
      BotDay.Rules bots,
      int dailyCap,
      ZoneId zone)
      implements Serializable {
    /** The intents that there are, {@code intents.names}. */
    public static List<String> intents(Settings settings) {
      return Arrays.stream(settings.text("intents.names").split(",", -1))
          .map(String::strip)
          .toList();
    }

    /**
     * @param trustedHints sources whose session id bounds a session
     * @param pointerSources sources that report pointer events
     */
    public static Rules from(
        Settings settings,
        Touchpoints.Rules touchpoints,
        Goals goals,
        Set<String> trustedHints,
        Set<String> pointerSources) {
      return new Rules(
          touchpoints,
          goals,
          Sessions.Rules.from(settings, trustedHints),
          Journeys.Rules.from(settings),
          BotDay.Rules.from(settings, pointerSources),
          (int) settings.integer("customers.daily-cap"),
          settings.zone("business.zone"));
    }

    /**
     * How long before an interaction the sessions, steps and journeys may lie that it bears on: the
     * longest silence of a journey, the time in which a success counts for it, the one in which a
     * resolution may be taken back, the longest session, whose intent it may say, and the day in
     * which programs are judged.
     */
    public Duration reach() {
      return journeys.longest().plus(sessions.longest()).plusDays(1);
    }
  }

  private Timeline() {}

  /** The tables of this package that the pass makes from sessions and journeys alone. */
  public static List<Part> parts(Rules rules) {
    return List.of(
        Sessions.part(rules.sessions(), rules.zone()),
        JourneySteps.part(rules.zone()),
        Journeys.part(rules.zone()),
        RestartPoints.part(rules.zone()),
        Timers.part());
  }

  /** How the rows of these parts lie in the dataset that {@link #build} gives. */
  public static SharedPass pass(List<Part> parts) {
    return SharedPass.of(parts.stream().map(Part::table).toList());
  }

  /**
   * @param customerInteractions rows of {@link CustomerInteractions}
   * @param cutoff only what occurred strictly before it is read
   * @return the rows of all parts; take them apart with {@link #pass} of the same parts
   */
  public static Dataset<Row> build(
      Dataset<Row> customerInteractions, Rules rules, Instant cutoff, List<Part> parts) {
    return fold(
        visible(customerInteractions, cutoff).repartition(CustomerInteractions.CUSTOMER_ID.col()),
        rules,
        cutoff,
        parts);
  }

  /** What the pass reads: the rows before the cut-off. */
  static Dataset<Row> visible(Dataset<Row> customerInteractions, Instant cutoff) {
    return customerInteractions
        .where(Interactions.OCCURRED_AT.col().lt(lit(cutoff)))
        .select(CustomerInteractions.TABLE.columns());
  }

  /**
   * The pass without its shuffle.
   *
   * @param together rows of {@link #visible}, those of each customer in one partition
   */
  static Dataset<Row> fold(Dataset<Row> together, Rules rules, Instant cutoff, List<Part> parts) {
    SharedPass pass = pass(parts);
    List<Factory> factories = new ArrayList<>(parts.stream().map(Part::factory).toList());
    long cutoffMicros = BusinessDays.micros(cutoff);
    MapPartitionsFunction<Row, Row> fold =
        rows -> new TimelineRows(rows, rules, cutoffMicros, pass, factories);
    return inOrder(together).mapPartitions(fold, Encoders.row(pass.schema()));
  }

  /** Each partition in the order in which the fold takes it. */
  static Dataset<Row> inOrder(Dataset<Row> together) {
    return together.sortWithinPartitions(
        CustomerInteractions.CUSTOMER_ID.col(),
        Interactions.OCCURRED_AT.col(),
        Interactions.SEQUENCE.col(),
        channelRank(),
        Interactions.INTERACTION_ID.col());
  }

  private static Column channelRank() {
    Column[] ranked =
        Arrays.stream(Channel.values()).map(c -> lit(c.word())).toArray(Column[]::new);
    return array_position(array(ranked), Interactions.CHANNEL.col());
  }
}
