package io.percorso.jobs;

import io.percorso.friction.FrictionSignals.Signal;
import io.percorso.friction.FrictionVisits;
import io.percorso.friction.hazard.Sizes;
import io.percorso.friction.hazard.Visit;
import io.percorso.friction.hazard.Visits;
import io.percorso.lake.Field;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * The visits of a lake, for the friction model. They lie in parts by their id, in its order, and
 * the sums of parts are joined in the order of parts: the same visits give the same sums to the
 * last bit, however their tables are stored. Nothing is shuffled after that.
 */
final class StoredVisits implements Visits, AutoCloseable {
  /** More than cores, so that each has work to the end; few enough for their sums. */
  private static final int PARTS = 16;

  private static final Signal[] SIGNALS =
      Arrays.stream(Signal.values())
          .filter(s -> s.kind().equals("predictor"))
          .toArray(Signal[]::new);

  /** What the customer reached and gave up before, and the journey's friction so far. */
  private static final int HISTORY = 3;

  private static final String CUSTOMER_HASH = "customer_hash";

  private final List<String> touchpoints;
  private final Sizes sizes;
  private final JavaRDD<Visit> visits;

  /**
   * @param rows of {@link FrictionVisits}
   */
  StoredVisits(Dataset<Row> rows) {
    touchpoints = words(rows, FrictionVisits.TOUCHPOINT);
    Map<String, Integer> places = numbered(touchpoints);
    Map<String, Integer> channels = numbered(words(rows, FrictionVisits.CHANNEL));
    Map<String, Integer> intents = numbered(words(rows, FrictionVisits.INTENT));
    Map<String, Integer> signals = numbered(Arrays.stream(SIGNALS).map(Signal::word).toList());
    sizes = new Sizes(places.size(), channels.size(), HISTORY + intents.size(), signals.size());
    visits =
        rows.withColumn(CUSTOMER_HASH, functions.xxhash64(FrictionVisits.CUSTOMER_ID.col()))
            .repartition(PARTS, FrictionVisits.VISIT_ID.col())
            .sortWithinPartitions(FrictionVisits.VISIT_ID.col())
            .javaRDD()
            .map(row -> visit(row, places, channels, intents, signals))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
  }

  List<String> touchpoints() {
    return touchpoints;
  }

  Sizes sizes() {
    return sizes;
  }

  private static List<String> words(Dataset<Row> rows, Field field) {
    return rows.select(field.col()).distinct().collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private static Map<String, Integer> numbered(List<String> words) {
    Map<String, Integer> numbers = new TreeMap<>();
    words.forEach(word -> numbers.put(word, numbers.size()));
    return numbers;
  }

  private static Visit visit(
      Row row,
      Map<String, Integer> touchpoints,
      Map<String, Integer> channels,
      Map<String, Integer> intents,
      Map<String, Integer> signals) {
    double[] confounders = new double[HISTORY + intents.size()];
    confounders[0] = Math.log1p(StoredVisits.<Integer>of(row, FrictionVisits.EARLIER_REACHED));
    confounders[1] = Math.log1p(StoredVisits.<Integer>of(row, FrictionVisits.EARLIER_ABANDONED));
    confounders[2] = StoredVisits.<Double>of(row, FrictionVisits.EARLIER_FRICTION);
    confounders[HISTORY + intents.get(StoredVisits.<String>of(row, FrictionVisits.INTENT))] = 1;
    double[] strengths = new double[signals.size()];
    int shown = row.fieldIndex(FrictionVisits.SIGNALS.name());
    if (!row.isNullAt(shown)) {
      row.<Row>getList(shown).forEach(s -> strengths[signals.get(s.getString(0))] = s.getDouble(1));
    }
    return new Visit(
        row.getLong(row.fieldIndex(CUSTOMER_HASH)),
        touchpoints.get(StoredVisits.<String>of(row, FrictionVisits.TOUCHPOINT)),
        channels.get(StoredVisits.<String>of(row, FrictionVisits.CHANNEL)),
        StoredVisits.<Integer>of(row, FrictionVisits.POSITION),
        StoredVisits.<Long>of(row, FrictionVisits.ELAPSED_SECONDS),
        confounders,
        strengths,
        end(of(row, FrictionVisits.END)),
        of(row, FrictionVisits.IS_CONVERTED));
  }

  private static Visit.End end(String word) {
    return switch (word) {
      case FrictionVisits.ABANDONED -> Visit.End.ABANDONED;
      case FrictionVisits.ESCALATED -> Visit.End.ESCALATED;
      default -> Visit.End.CONTINUED;
    };
  }

  private static <T> T of(Row row, Field field) {
    return row.getAs(field.name());
  }

  @Override
  public <S extends Serializable> S sum(Empty<S> empty, Add<S> add, Join<S> join) {
    S all = empty.get();
    for (S part : visits.mapPartitions(rows -> summed(rows, empty, add)).collect()) {
      all = join.apply(all, part);
    }
    return all;
  }

  private static <S> Iterator<S> summed(Iterator<Visit> visits, Empty<S> empty, Add<S> add) {
    S sum = empty.get();
    visits.forEachRemaining(visit -> add.accept(sum, visit));
    List<S> one = new ArrayList<>();
    one.add(sum);
    return one.iterator();
  }

  @Override
  public void close() {
    visits.unpersist();
  }
}
