package io.percorso.quality;

import static io.percorso.lake.Expectation.fail;

import io.percorso.interactions.Interactions;
import io.percorso.lake.ChangeCount.Change;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per run, subject and {@link Cause}: how much of what the publication before said of its
 * days the run says otherwise.
 *
 * <p>Growth is no restatement. Of sessions and journeys, a row counts when it ended before the end
 * of the last published day; one that goes on beyond it is still being told. Of published figures
 * (tables of gold), a row counts when its day, or else the last day of its month, is not after the
 * last published day. A customer id counts when it was in sessions of the publication and the run
 * gave identifiers of it to another id (silver.customer_aliases). A row is the same row when its
 * table's grain is the same, so one that moves to another customer is withdrawn and added.
 *
 * <p>The cause of a session or journey is its customer's. A figure has the one cause of the rows of
 * its day or month that changed, else {@code several}: which customer's change moved which figure
 * is not known. A run that restates nothing has no row, and neither has the first.
 */
public final class Restatements {
  public static final Field RUN_ID = Interactions.RUN_ID;
  public static final Field PUBLICATION_NUMBER =
      Field.bigint("publication_number", "The publication that the run is compared with").arrival();
  public static final Field PUBLISHED_DAY =
      Field.day("published_day", "Last day that it saw, business zone").arrival();
  public static final Field SUBJECT =
      Field.word("subject", "customer_ids, sessions, journeys, or the name of a table of gold")
          .arrival();
  public static final Field CAUSE =
      Field.word(
              "cause",
              "correction, identity, displaced, late_record, silence, later_days, restore, reload,"
                  + " rebuild, several or other")
          .arrival();
  public static final Field CHANGED_COUNT =
      Field.bigint("changed_count", "Rows that were published with other values").arrival();
  public static final Field WITHDRAWN_COUNT =
      Field.bigint("withdrawn_count", "Rows that were published and are no more").arrival();
  public static final Field ADDED_COUNT =
      Field.bigint("added_count", "Rows of published days that were not published").arrival();
  public static final Field FIRST_DAY =
      Field.day("first_day", "Earliest day of them; null for customer ids").arrival();
  public static final Field LAST_DAY =
      Field.day("last_day", "Latest day of them; null for customer ids").arrival();

  public static final Table TABLE =
      Table.named(
              "ops.restatements",
              "One row per run, subject and cause: what of the last publication the run says"
                  + " otherwise",
              RUN_ID,
              PUBLICATION_NUMBER,
              PUBLISHED_DAY,
              SUBJECT,
              CAUSE,
              CHANGED_COUNT,
              WITHDRAWN_COUNT,
              ADDED_COUNT,
              FIRST_DAY,
              LAST_DAY)
          .grain(RUN_ID, SUBJECT, CAUSE)
          .expect(
              fail(
                  "what is listed was restated",
                  CHANGED_COUNT.col().plus(WITHDRAWN_COUNT.col()).plus(ADDED_COUNT.col()).geq(1)));

  /** The words for what is no figure. */
  public static final String CUSTOMER_IDS = "customer_ids";

  public static final String SESSIONS = "sessions";
  public static final String JOURNEYS = "journeys";

  private Restatements() {}

  /** True for the rows of a published table, false for what is told of customers themselves. */
  public static boolean isFigure(String subject) {
    return !List.of(CUSTOMER_IDS, SESSIONS, JOURNEYS).contains(subject);
  }

  /**
   * Rows of one subject that were restated.
   *
   * @param firstDay the earliest of their days, where they have one
   */
  public record Restated(
      String subject,
      Cause cause,
      Change change,
      long rows,
      Optional<LocalDate> firstDay,
      Optional<LocalDate> lastDay) {}

  /** The rows of the table for one run, by subject and cause; the order of parts does not count. */
  public static List<Row> rows(
      Collection<Restated> parts, String runId, long publication, LocalDate publishedDay) {
    Map<String, Map<Cause, List<Restated>>> groups =
        parts.stream()
            .collect(
                Collectors.groupingBy(
                    Restated::subject,
                    TreeMap::new,
                    Collectors.groupingBy(
                        Restated::cause, () -> new EnumMap<>(Cause.class), Collectors.toList())));
    List<Row> rows = new ArrayList<>();
    groups.forEach(
        (subject, causes) ->
            causes.forEach(
                (cause, group) ->
                    rows.add(
                        RowFactory.create(
                            runId,
                            publication,
                            publishedDay,
                            subject,
                            cause.word(),
                            count(group, Change.UPDATE),
                            count(group, Change.DELETE),
                            count(group, Change.INSERT),
                            group.stream()
                                .flatMap(p -> p.firstDay().stream())
                                .min(Comparator.naturalOrder())
                                .orElse(null),
                            group.stream()
                                .flatMap(p -> p.lastDay().stream())
                                .max(Comparator.naturalOrder())
                                .orElse(null)))));
    return rows;
  }

  private static long count(List<Restated> group, Change change) {
    return group.stream().filter(p -> p.change() == change).mapToLong(Restated::rows).sum();
  }

  /**
   * What was restated in words, and by which cause most; empty when nothing was, or by the course
   * of time alone, of which every night brings some.
   *
   * @param publishedDay last day that the publication before saw
   */
  public static Optional<String> sentence(Collection<Restated> all, LocalDate publishedDay) {
    List<Restated> parts = all.stream().filter(p -> !p.cause().isCourseOfTime()).toList();
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    List<String> amounts = new ArrayList<>();
    tell(amounts, rowsOf(parts, CUSTOMER_IDS), "customer id");
    tell(amounts, rowsOf(parts, SESSIONS), "session");
    tell(amounts, rowsOf(parts, JOURNEYS), "journey");
    long others = parts.stream().filter(p -> isFigure(p.subject())).mapToLong(Restated::rows).sum();
    tell(amounts, others, "published figure");
    return Optional.of(
        "restated of the days up to %s: %s, most by %s"
            .formatted(publishedDay, String.join(", ", amounts), most(parts).word()));
  }

  private static void tell(List<String> amounts, long rows, String word) {
    if (rows > 0) {
      amounts.add(String.format(Locale.ROOT, "%,d %s%s", rows, word, rows == 1 ? "" : "s"));
    }
  }

  private static long rowsOf(Collection<Restated> parts, String subject) {
    return parts.stream().filter(p -> p.subject().equals(subject)).mapToLong(Restated::rows).sum();
  }

  /** The cause of most rows; of equal ones the first in their order. */
  private static Cause most(Collection<Restated> parts) {
    Map<Cause, Long> rows = new EnumMap<>(Cause.class);
    parts.forEach(p -> rows.merge(p.cause(), p.rows(), Long::sum));
    return rows.entrySet().stream()
        .max(
            Map.Entry.<Cause, Long>comparingByValue()
                .thenComparing(Map.Entry.<Cause, Long>comparingByKey().reversed()))
        .orElseThrow()
        .getKey();
  }
}
