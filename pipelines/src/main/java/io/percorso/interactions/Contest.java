package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which of several deliveries of one thing is the interaction. Takes one group at a time
 * and knows no Spark.
 *
 * <p>Winner: the greatest version, else the smallest (occurred_at, content_hash), else the smallest
 * sequence. Deliveries whose times lie more than {@code dedupe.days} apart (chained) are two
 * things. A delivery that lost in an earlier run still ties what lies around it: {@link LostTimes}.
 */
final class Contest {
  private static final long DAY_MICROS = 86_400_000_000L;

  private final long windowMicros;
  private final ContentHash ordinals = new ContentHash("ordinal".getBytes(UTF_8));

  Contest(int dedupeDays) {
    this.windowMicros = dedupeDays * DAY_MICROS;
  }

  /** What is asked of the records of a source. */
  enum Order {
    /** The source's own counter, or nothing. */
    AS_GIVEN,
    /** The ordinal among different records of one file. */
    IN_FILE
  }

  /** How a delivery stands before it is judged. */
  enum Standing {
    /** This run brings it. */
    NEW,
    /** An earlier run loaded it. */
    STORED,
    /** An earlier run judged it, and it lost: its id and time alone are known. */
    LOST
  }

  /**
   * A record, new or of an earlier run.
   *
   * @param id its id, before repeats of one file are told apart
   */
  record Delivery(
      String id,
      long occurredMicros,
      long version,
      String contentHash,
      long sequence,
      Standing standing,
      String file,
      long frame,
      int element) {
    private Delivery as(String otherId, long otherSequence) {
      return new Delivery(
          otherId,
          occurredMicros,
          version,
          contentHash,
          otherSequence,
          standing,
          file,
          frame,
          element);
    }
  }

  /** What became of a delivery. */
  enum Verdict {
    /** New, and the interaction. */
    LOADED,
    /** New, and told before. */
    DUPLICATE,
    /** New, other content under the same id, and lost. */
    CONFLICT,
    /** Stored, and stays. */
    KEPT,
    /** Stored, and lost against a new one. */
    DISPLACED,
    /** Lost before this run. */
    PAST
  }

  /**
   * A delivery with its final id and sequence.
   *
   * @param wonMicros when the delivery that stands says that the thing happened
   */
  record Result(Delivery delivery, Verdict verdict, long wonMicros) {
    /** True for one that loses now against a delivery of another time. */
    boolean losesItsTime() {
      return verdict != Verdict.PAST && delivery.occurredMicros != wonMicros;
    }
  }

  private static final Comparator<Delivery> PLACE =
      Comparator.comparing(Delivery::file)
          .thenComparingLong(Delivery::frame)
          .thenComparingInt(Delivery::element);

  private static final Comparator<Delivery> BEST_FIRST =
      Comparator.comparingLong(Delivery::version)
          .reversed()
          .thenComparingLong(Delivery::occurredMicros)
          .thenComparing(Delivery::contentHash)
          .thenComparingLong(Delivery::sequence)
          .thenComparing(d -> d.standing == Standing.STORED ? 0 : 1)
          .thenComparing(PLACE);

  /** One result per delivery, in the order given. */
  List<Result> decide(List<Delivery> group, Source.Repeats repeats, Order order) {
    if (group.size() == 1 && repeats == Source.Repeats.COLLAPSE) {
      Delivery only = group.get(0);
      return List.of(new Result(only, alone(only), only.occurredMicros));
    }
    List<Delivery> numbered = numbered(group, repeats, order);
    Map<String, List<Integer>> sameId = new HashMap<>();
    for (int i = 0; i < numbered.size(); i++) {
      sameId.computeIfAbsent(numbered.get(i).id, id -> new ArrayList<>()).add(i);
    }
    Result[] results = new Result[group.size()];
    for (List<Integer> indices : sameId.values()) {
      indices.sort(Comparator.comparingLong(i -> numbered.get(i).occurredMicros));
      int from = 0;
      for (int i = 1; i <= indices.size(); i++) {
        if (i == indices.size()
            || numbered.get(indices.get(i)).occurredMicros
                    - numbered.get(indices.get(i - 1)).occurredMicros
                > windowMicros) {
          judge(indices.subList(from, i), numbered, results);
          from = i;
        }
      }
    }
    return List.of(results);
  }

  private static Verdict alone(Delivery delivery) {
    return switch (delivery.standing) {
      case NEW -> Verdict.LOADED;
      case STORED -> Verdict.KEPT;
      case LOST -> Verdict.PAST;
    };
  }

  private static void judge(List<Integer> indices, List<Delivery> numbered, Result[] results) {
    Optional<Delivery> winner =
        indices.stream()
            .map(numbered::get)
            .filter(d -> d.standing != Standing.LOST)
            .min(BEST_FIRST);
    for (int i : indices) {
      Delivery delivery = numbered.get(i);
      Delivery won = winner.orElse(delivery);
      results[i] = new Result(delivery, verdict(delivery, won), won.occurredMicros);
    }
  }

  private static Verdict verdict(Delivery delivery, Delivery winner) {
    if (delivery == winner || delivery.standing == Standing.LOST) {
      return alone(delivery);
    }
    if (delivery.standing == Standing.STORED) {
      return Verdict.DISPLACED;
    }
    return delivery.contentHash.equals(winner.contentHash) ? Verdict.DUPLICATE : Verdict.CONFLICT;
  }

  /** Gives ordinals within each file: to repeats that are kept, and to the order of rows. */
  private List<Delivery> numbered(List<Delivery> group, Source.Repeats repeats, Order order) {
    List<Delivery> numbered = new ArrayList<>(group);
    List<Integer> byPlace = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      if (group.get(i).standing == Standing.NEW) {
        byPlace.add(i);
      }
    }
    byPlace.sort(Comparator.comparing(group::get, PLACE));
    Map<String, Integer> repeat = new HashMap<>();
    Set<String> seen = new HashSet<>();
    Map<String, Integer> sequences = new HashMap<>();
    for (int i : byPlace) {
      Delivery delivery = group.get(i);
      String id = delivery.id;
      if (repeats == Source.Repeats.KEEP) {
        int ordinal = repeat.merge(delivery.file + id, 1, Integer::sum) - 1;
        id = ordinal == 0 ? id : ordinals.add(id).add(Integer.toString(ordinal)).done();
      }
      long sequence = delivery.sequence;
      if (order == Order.IN_FILE) {
        boolean isNew = seen.add(delivery.file + id);
        sequence = sequences.merge(delivery.file, isNew ? 1 : 0, Integer::sum) - 1;
      }
      numbered.set(i, delivery.as(id, sequence));
    }
    return numbered;
  }
}
