package io.percorso.friction;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_append;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.percorso.friction.hazard.Sizes;
import io.percorso.friction.hazard.Visit;
import io.percorso.lake.Field;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The words of visits and the numbers that the model of {@link io.percorso.friction.hazard} knows
 * them by. Touchpoints beyond the most visited are one, {@link #OTHER}: the work grows with the
 * cube of their number.
 */
public final class VisitLabels implements Serializable {
  /** The touchpoints that are not among the most visited. */
  public static final String OTHER = "OTHER";

  /** In place of a signal: whether one shows or not. */
  static final String ALL = "";

  /** What a visit tells of its customer beside intent and device. */
  static final int HISTORY = 4;

  /** Of these, whether a campaign brought the session. */
  static final int CAMPAIGN = 3;

  static final int HOUR_BANDS = 4;
  private static final int HOURS_OF_A_BAND = 6;

  /** More kinds of devices than are met, fewer than a free text may bring. */
  private static final int MOST_DEVICES = 8;

  /** Sources may name intents of their own. */
  private static final int MOST_INTENTS = 20;

  /** Failures first. */
  private static final List<FrictionSignals.Signal> SIGNALS =
      Arrays.stream(FrictionSignals.Signal.values())
          .filter(FrictionSignals.Signal::isModelled)
          .sorted(Comparator.comparing(signal -> !signal.isFailure()))
          .toList();

  private final TreeMap<String, Integer> touchpoints;
  private final TreeMap<String, Integer> channels;
  private final TreeMap<String, Integer> intents;
  private final TreeMap<String, Integer> devices;
  private final long visits;

  private VisitLabels(
      List<String> touchpoints,
      List<String> channels,
      List<String> intents,
      List<String> devices,
      long visits) {
    this.touchpoints = numbered(touchpoints);
    this.channels = numbered(channels);
    this.intents = numbered(intents);
    this.devices = numbered(devices);
    this.visits = visits;
  }

  /**
   * How often words come together: few rows, from which the labels are made.
   *
   * @param visits rows of {@link VisitsAtRisk}
   */
  public static Dataset<Row> words(Dataset<Row> visits) {
    return visits
        .groupBy(
            VisitsAtRisk.TOUCHPOINT.col(),
            VisitsAtRisk.CHANNEL.col(),
            VisitsAtRisk.INTENT.col(),
            VisitsAtRisk.DEVICE.col())
        .count();
  }

  /**
   * @param words rows of {@link #words}
   * @param mostTouchpoints that are told apart
   */
  public static VisitLabels of(List<Row> words, int mostTouchpoints) {
    Map<String, Long> byTouchpoint = new HashMap<>();
    Map<String, Long> byDevice = new HashMap<>();
    TreeSet<String> channels = new TreeSet<>();
    Map<String, Long> byIntent = new HashMap<>();
    for (Row row : words) {
      byTouchpoint.merge(row.getString(0), row.getLong(4), Long::sum);
      channels.add(row.getString(1));
      byIntent.merge(row.getString(2), row.getLong(4), Long::sum);
      if (!row.isNullAt(3)) {
        byDevice.merge(row.getString(3), row.getLong(4), Long::sum);
      }
    }
    List<String> touchpoints = withOther(byTouchpoint, mostTouchpoints);
    return new VisitLabels(
        touchpoints,
        List.copyOf(channels),
        withOther(byIntent, MOST_INTENTS),
        most(byDevice, MOST_DEVICES),
        byTouchpoint.values().stream().mapToLong(Long::longValue).sum());
  }

  /**
   * One row per touchpoint that is told apart and signal that a visit shows there, and one per
   * touchpoint without a signal: distinct customers.
   *
   * @param visits rows of {@link VisitsAtRisk}
   */
  public Dataset<Row> customers(Dataset<Row> visits) {
    Column signals =
        transform(
            coalesce(VisitsAtRisk.SIGNALS.col(), array()),
            one -> one.getField(FrictionSignals.SIGNAL.name()));
    return visits
        .where(VisitsAtRisk.END.col().notEqual(VisitsAtRisk.ESCALATED))
        .select(
            toldApart(VisitsAtRisk.TOUCHPOINT).as(VisitsAtRisk.TOUCHPOINT.name()),
            VisitsAtRisk.CUSTOMER_ID.col(),
            explode(array_append(signals, lit(ALL))).as(FrictionSignals.SIGNAL.name()))
        .groupBy(VisitsAtRisk.TOUCHPOINT.col(), FrictionSignals.SIGNAL.col())
        .agg(countDistinct(VisitsAtRisk.CUSTOMER_ID.col()));
  }

  /**
   * A touchpoint as the model knows it: its name, or {@link #OTHER}; null where it is null.
   *
   * @param touchpoint a column of {@link VisitsAtRisk}
   */
  Column toldApart(Field touchpoint) {
    return when(touchpoint.col().isin(touchpoints.keySet().toArray()), touchpoint.col())
        .when(touchpoint.col().isNotNull(), OTHER);
  }

  /**
   * What {@link FittedFriction} knows customers by.
   *
   * @param rows of {@link #customers(Dataset)}
   */
  public static Map<List<String>, Long> customers(List<Row> rows) {
    Map<List<String>, Long> customers = new HashMap<>();
    rows.forEach(row -> customers.put(List.of(row.getString(0), row.getString(1)), row.getLong(2)));
    return customers;
  }

  private static List<String> withOther(Map<String, Long> counts, int most) {
    List<String> words = most(counts, most);
    if (words.size() < counts.size() && !words.contains(OTHER)) {
      words.add(OTHER);
    }
    return words;
  }

  private static List<String> most(Map<String, Long> counts, int most) {
    Comparator<Map.Entry<String, Long>> byCount =
        Map.Entry.<String, Long>comparingByValue().reversed();
    return counts.entrySet().stream()
        .sorted(byCount.thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static TreeMap<String, Integer> numbered(List<String> words) {
    TreeMap<String, Integer> numbers = new TreeMap<>();
    words.stream().sorted().forEach(word -> numbers.put(word, numbers.size()));
    return numbers;
  }

  /** All visits that the words were taken from. */
  public long visits() {
    return visits;
  }

  /** In the order of their numbers. */
  public List<String> touchpoints() {
    return List.copyOf(touchpoints.keySet());
  }

  /** In the order of their numbers. */
  public List<String> signals() {
    return modelled();
  }

  /** The words of the signals that a model knows. */
  static List<String> modelled() {
    return SIGNALS.stream().map(FrictionSignals.Signal::word).toList();
  }

  public Sizes sizes() {
    return new Sizes(
        touchpoints.size(),
        channels.size(),
        intents.size(),
        placebo() + 1,
        SIGNALS.size(),
        (int) SIGNALS.stream().filter(FrictionSignals.Signal::isFailure).count());
  }

  /** The confounder that means nothing, drawn by lot. */
  public int placebo() {
    return HISTORY + HOUR_BANDS + devices.size() + intents.size();
  }

  /** The number of a channel; none when no visit has it. */
  OptionalInt channel(String word) {
    Integer number = channels.get(word);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** The number of a touchpoint that is told apart; none for another. */
  OptionalInt touchpoint(String word) {
    Integer number = touchpoints.get(word);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private int touchpointOf(Row row) {
    return number(touchpoints, of(row, VisitsAtRisk.TOUCHPOINT));
  }

  private static int number(Map<String, Integer> numbers, String word) {
    Integer number = numbers.get(word);
    return number == null ? numbers.get(OTHER) : number;
  }

  /** Tells visits apart by channel, device, intent, and whether a campaign brought them. */
  public VisitSlices slicing() {
    return new VisitSlices(
        List.copyOf(channels.keySet()),
        List.copyOf(devices.keySet()),
        List.copyOf(intents.keySet()));
  }

  /**
   * @param row of {@link VisitsAtRisk}
   */
  public Visit visit(Row row) {
    int intent = number(intents, of(row, VisitsAtRisk.INTENT));
    BigDecimal worth = of(row, VisitsAtRisk.WORTH);
    boolean isConverted = of(row, VisitsAtRisk.IS_CONVERTED);
    return new Visit(
        VisitLabels.<Long>of(row, VisitsAtRisk.CUSTOMER_HASH),
        touchpointOf(row),
        channels.get(VisitLabels.<String>of(row, VisitsAtRisk.CHANNEL)),
        VisitLabels.<Integer>of(row, VisitsAtRisk.POSITION),
        VisitLabels.<Long>of(row, VisitsAtRisk.ELAPSED_SECONDS),
        (int) VisitLabels.<LocalDate>of(row, VisitsAtRisk.VISIT_DAY).toEpochDay(),
        confounders(row, intent),
        strengths(row),
        end(of(row, VisitsAtRisk.END)),
        new Visit.Journey(
            intent,
            isConverted,
            worth == null || !isConverted ? Double.NaN : worth.doubleValue(),
            of(row, VisitsAtRisk.IS_RECAPTURED)));
  }

  private double[] confounders(Row row, int intent) {
    double[] confounders = new double[placebo() + 1];
    confounders[0] = Math.log1p(VisitLabels.<Integer>of(row, VisitsAtRisk.EARLIER_REACHED));
    confounders[1] = Math.log1p(VisitLabels.<Integer>of(row, VisitsAtRisk.EARLIER_ABANDONED));
    confounders[2] = VisitLabels.<Double>of(row, VisitsAtRisk.EARLIER_FRICTION);
    confounders[CAMPAIGN] = VisitLabels.<Boolean>of(row, VisitsAtRisk.HAS_CAMPAIGN) ? 1 : 0;
    int hour =
        VisitLabels.<Instant>of(row, VisitsAtRisk.OCCURRED_AT).atOffset(ZoneOffset.UTC).getHour();
    confounders[HISTORY + hour / HOURS_OF_A_BAND] = 1;
    String device = of(row, VisitsAtRisk.DEVICE);
    Integer ofDevice = device == null ? null : devices.get(device);
    if (ofDevice != null) {
      confounders[HISTORY + HOUR_BANDS + ofDevice] = 1;
    }
    confounders[HISTORY + HOUR_BANDS + devices.size() + intent] = 1;
    confounders[placebo()] = VisitLabels.<Boolean>of(row, VisitsAtRisk.IS_PLACEBO) ? 1 : 0;
    return confounders;
  }

  private double[] strengths(Row row) {
    double[] strengths = new double[SIGNALS.size()];
    List<Row> shown =
        row.isNullAt(row.fieldIndex(VisitsAtRisk.SIGNALS.name()))
            ? List.of()
            : row.getList(row.fieldIndex(VisitsAtRisk.SIGNALS.name()));
    shown.forEach(one -> strengths[number(one.getString(0))] = one.getDouble(1));
    return strengths;
  }

  private static int number(String signal) {
    return SIGNALS.indexOf(FrictionSignals.Signal.valueOf(signal.toUpperCase(Locale.ROOT)));
  }

  private static Visit.End end(String word) {
    return switch (word) {
      case VisitsAtRisk.ABANDONED -> Visit.End.ABANDONED;
      case VisitsAtRisk.ESCALATED -> Visit.End.ESCALATED;
      default -> Visit.End.CONTINUED;
    };
  }

  private static <T> T of(Row row, Field field) {
    return row.getAs(field.name());
  }
}
