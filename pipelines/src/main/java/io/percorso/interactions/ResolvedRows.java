package io.percorso.interactions;

import io.percorso.lake.Field;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * The rows of {@link LoadInteractions#RESOLVED} that sorted candidates give, one group at a time.
 */
final class ResolvedRows implements Iterator<Row> {
  private static final int LOADED = 0;
  private static final int REJECTED = 1;
  private static final int DISPLACED = 2;
  private static final int LOST = 3;
  private static final int GROUP_KEY = Candidates.TABLE.indexOf(Candidates.GROUP_KEY);
  private static final int IS_STORED = Candidates.TABLE.indexOf(Candidates.IS_STORED);
  private static final int FIRST = IS_STORED + 1;
  private static final int ID = at(Interactions.INTERACTION_ID);
  private static final int SOURCE = at(Interactions.SOURCE);
  private static final int OCCURRED_AT = at(Interactions.OCCURRED_AT);
  private static final int OCCURRED_DAY = at(Interactions.OCCURRED_DAY);
  private static final int SEQUENCE = at(Interactions.SEQUENCE);
  private static final int IDENTIFIERS = at(Interactions.IDENTIFIERS);
  private static final int VERSION = at(Interactions.VERSION);
  private static final int CONTENT_HASH = at(Interactions.CONTENT_HASH);
  private static final int FILE = at(Interactions.FILE_SHA256);
  private static final int FRAME = at(Interactions.FRAME_NUMBER);
  private static final int ELEMENT = at(Interactions.ELEMENT_INDEX);
  private static final int RUN_ID = at(Interactions.RUN_ID);

  private final Iterator<Row> rows;
  private final LoadPlan plan;
  private final Contest contest;
  private final Map<String, Source> sources = new HashMap<>();
  private final Queue<Row> ready = new ArrayDeque<>();
  private Optional<Row> ahead = Optional.empty();

  ResolvedRows(Iterator<Row> rows, LoadPlan plan) {
    this.rows = rows;
    this.plan = plan;
    this.contest = new Contest(plan.rules().dedupeDays());
  }

  private static int at(Field field) {
    return Candidates.TABLE.indexOf(field);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty()) {
      List<Row> group = group();
      if (group.isEmpty()) {
        return false;
      }
      decide(group);
    }
    return true;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private List<Row> group() {
    List<Row> group = new ArrayList<>(2);
    ahead.ifPresent(group::add);
    ahead = Optional.empty();
    while (rows.hasNext()) {
      Row row = rows.next();
      if (!group.isEmpty() && !group.get(0).getString(GROUP_KEY).equals(row.getString(GROUP_KEY))) {
        ahead = Optional.of(row);
        break;
      }
      group.add(row);
    }
    return group;
  }

  private void decide(List<Row> group) {
    String name = group.get(0).getString(SOURCE);
    Source source = sources.computeIfAbsent(name, plan::source);
    List<Contest.Delivery> deliveries = new ArrayList<>(group.size());
    group.forEach(row -> deliveries.add(delivery(row)));
    Contest.Order order = source.orderInFile() ? Contest.Order.IN_FILE : Contest.Order.AS_GIVEN;
    List<Contest.Result> results = contest.decide(deliveries, source.repeats(), order);
    for (int i = 0; i < group.size(); i++) {
      emit(group.get(i), results.get(i));
    }
    tellLostTimes(group, results);
  }

  private static Contest.Delivery delivery(Row row) {
    boolean isStored = row.getBoolean(IS_STORED);
    Instant occurred = row.getAs(OCCURRED_AT);
    return new Contest.Delivery(
        row.getString(ID),
        occurred.getEpochSecond() * 1_000_000 + occurred.getNano() / 1_000,
        row.getLong(VERSION),
        row.isNullAt(CONTENT_HASH) ? "" : row.getString(CONTENT_HASH),
        row.getLong(SEQUENCE),
        standing(row),
        isStored ? "" : row.getString(FILE),
        isStored ? 0 : row.getLong(FRAME),
        isStored ? 0 : row.getInt(ELEMENT));
  }

  /** Of a delivery that lost in an earlier run no content is kept. */
  private static Contest.Standing standing(Row row) {
    if (!row.getBoolean(IS_STORED)) {
      return Contest.Standing.NEW;
    }
    return row.isNullAt(CONTENT_HASH) ? Contest.Standing.LOST : Contest.Standing.STORED;
  }

  /** The times of losers that no earlier run has told. */
  private void tellLostTimes(List<Row> group, List<Contest.Result> results) {
    Set<Known> known = new HashSet<>();
    results.stream()
        .filter(result -> result.verdict() == Contest.Verdict.PAST)
        .forEach(result -> known.add(Known.of(result.delivery())));
    for (int i = 0; i < group.size(); i++) {
      Contest.Result result = results.get(i);
      if (result.losesItsTime() && known.add(Known.of(result.delivery()))) {
        ready.add(
            LoadInteractions.RESOLVED.row(
                LOST,
                result.delivery().id(),
                group.get(i).get(OCCURRED_AT),
                group.get(i).get(OCCURRED_DAY),
                group.get(i).get(SOURCE),
                plan.runId()));
      }
    }
  }

  /** A thing and a time at which it was told. */
  private record Known(String id, long micros) {
    static Known of(Contest.Delivery delivery) {
      return new Known(delivery.id(), delivery.occurredMicros());
    }
  }

  private void emit(Row row, Contest.Result result) {
    switch (result.verdict()) {
      case KEPT, PAST -> {}
      case LOADED -> ready.add(LoadInteractions.RESOLVED.row(LOADED, loaded(row, result)));
      case DUPLICATE -> ready.add(rejected(row, Reason.DUPLICATE));
      case CONFLICT -> ready.add(rejected(row, Reason.DUP_CONFLICT));
      case DISPLACED ->
          ready.add(
              LoadInteractions.RESOLVED.row(
                  DISPLACED,
                  row.get(ID),
                  row.get(OCCURRED_AT),
                  row.get(OCCURRED_DAY),
                  row.get(SOURCE),
                  row.get(IDENTIFIERS),
                  plan.runId()));
    }
  }

  private static Object[] loaded(Row row, Contest.Result result) {
    Object[] values = new Object[Candidate.WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(FIRST + i);
    }
    values[ID - FIRST] = result.delivery().id();
    values[SEQUENCE - FIRST] = result.delivery().sequence();
    return values;
  }

  private Row rejected(Row row, Reason reason) {
    return LoadInteractions.RESOLVED.row(
        REJECTED,
        row.get(SOURCE),
        row.get(FILE),
        row.get(FRAME),
        row.get(ELEMENT),
        null,
        Verdict.DUPLICATE.word(),
        reason.name(),
        "another delivery of the same thing is kept",
        null,
        row.get(RUN_ID),
        plan.loadedAt());
  }
}
