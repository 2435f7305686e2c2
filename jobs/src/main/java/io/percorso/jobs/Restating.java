package io.percorso.jobs;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.percorso.identity.CustomerAliases;
import io.percorso.identity.CustomerIds;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.RestartPoints;
import io.percorso.journeys.Sessions;
import io.percorso.journeys.Timeline;
import io.percorso.journeys.Timers;
import io.percorso.lake.ChangeCount;
import io.percorso.lake.ChangeCount.Change;
import io.percorso.lake.ChangeKinds;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Publications;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import io.percorso.quality.Cause;
import io.percorso.quality.Restatements;
import io.percorso.quality.Restatements.Restated;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What of the last publication a run's customers say otherwise: counted while their rows are
 * written, by the reasons for which each customer is told again.
 */
final class Restating {
  /** Rows that tell of published days only. */
  private static final String PAST = "past";

  /** Rows that tell of a later day, too. */
  private static final String GOING_ON = "going_on";

  private static final Map<String, Told> TOLD =
      Map.of(
          Sessions.TABLE.name(), new Told(Restatements.SESSIONS, Sessions.ENDED_AT),
          Journeys.TABLE.name(), new Told(Restatements.JOURNEYS, Journeys.ENDED_AT));

  private final Lake lake;
  private final Run run;
  private final ZoneId zone;
  private final Optional<Publications.Publication> published;
  private List<Replaced> replaced = List.of();

  Restating(Lake lake, Run run, ZoneId zone) {
    this.lake = lake;
    this.run = run;
    this.zone = zone;
    this.published = Publications.newest(lake);
  }

  /** A table whose rows are a subject. */
  private record Told(String subject, Field endedAt) {}

  /** Customer ids that lost identifiers to another. */
  private record Replaced(int reasons, long ids) {}

  /** What readers see until this run publishes. */
  Optional<Publications.Publication> published() {
    return published;
  }

  /**
   * Tells a part's changed rows apart: past or going on, and the reasons of their customers. By
   * nothing before the first publication, nor where no published figure is built from them.
   *
   * @param touched empty: every customer, for no reason of their own
   */
  ChangeKinds kinds(Timeline.Part part, Optional<Touched> touched) {
    Table table = part.table();
    boolean isSource = !List.of(Timers.TABLE, RestartPoints.TABLE).contains(table);
    if (published.isEmpty() || !isSource) {
      return ChangeKinds.NONE;
    }
    Cutoff cutoff = Cutoff.endOf(published.get().dataDay(), zone);
    Optional<Told> told = Optional.ofNullable(TOLD.get(table.name()));
    Column end = told.map(Told::endedAt).orElse(part.at()).col();
    Column day = to_date(from_utc_timestamp(part.at().col(), zone.getId()));
    Column when = when(end.lt(lit(cutoff.end())), PAST).otherwise(GOING_ON);
    return changes ->
        touched
            .map(these -> these.withReasons(changes))
            .orElseGet(() -> changes.withColumn(Touched.REASONS.name(), lit(0)))
            .withColumn(
                ChangeKinds.KIND.name(),
                concat(when, lit(" "), Touched.REASONS.col().cast("string")))
            .withColumn(ChangeKinds.DAY.name(), day);
  }

  /** Counts the customer ids that the publication knows and that the run replaced. */
  void customerIds(Optional<Touched> touched) {
    boolean isAny =
        run.written().stream()
            .anyMatch(w -> w.table().equals(CustomerAliases.TABLE.name()) && w.rows() > 0);
    if (published.isEmpty() || !isAny) {
      return;
    }
    Dataset<Row> ids =
        lake.read(CustomerAliases.TABLE)
            .where(CustomerAliases.RUN_ID.col().equalTo(run.id()))
            .select(CustomerAliases.OLD_CUSTOMER_ID.col().as(CustomerIds.CUSTOMER_ID.name()))
            .distinct();
    Function<Touched, Dataset<Row>> theirs = these -> these.withReasons(these.known(ids));
    replaced =
        touched
            .map(theirs)
            .orElseGet(
                () ->
                    ids.join(
                            run.before(RestartPoints.TABLE),
                            new String[] {CustomerIds.CUSTOMER_ID.name()},
                            "left_semi")
                        .withColumn(Touched.REASONS.name(), lit(0)))
            .groupBy(Touched.REASONS.col())
            .agg(count(lit(1)))
            .collectAsList()
            .stream()
            .map(row -> new Replaced(row.getInt(0), row.getLong(1)))
            .toList();
  }

  /**
   * Customer ids, sessions and journeys that were restated, by the reasons of their customers.
   *
   * @param skipped tables of which the counts are not against the publication
   */
  List<Restated> told(Set<Table> skipped) {
    List<Restated> told = new ArrayList<>();
    replaced.forEach(
        r ->
            told.add(
                new Restated(
                    Restatements.CUSTOMER_IDS,
                    Cause.first(r.reasons()),
                    Change.UPDATE,
                    r.ids(),
                    Optional.empty(),
                    Optional.empty())));
    Set<String> others = names(skipped);
    run.written().stream()
        .filter(w -> TOLD.containsKey(w.table()) && !others.contains(w.table()))
        .forEach(
            w ->
                w.kinds().stream()
                    .filter(Restating::isPast)
                    .forEach(
                        c ->
                            told.add(
                                new Restated(
                                    TOLD.get(w.table()).subject(),
                                    Cause.first(reasons(c)),
                                    c.change(),
                                    c.rows(),
                                    c.firstDay(),
                                    c.lastDay()))));
    return told;
  }

  /**
   * Why rows changed from which figures of some days are counted: those of rows whose days, as far
   * as they are known, reach into them. What is new and tells of later days only bears on no
   * published day.
   */
  Set<Cause> causes(LocalDate first, LocalDate last) {
    return run.written().stream()
        .flatMap(w -> w.kinds().stream())
        .filter(c -> isPast(c) || c.change() != Change.INSERT)
        .filter(c -> c.firstDay().filter(day -> !day.isAfter(last)).isPresent())
        .filter(c -> c.lastDay().filter(day -> !day.isBefore(first)).isPresent())
        .map(c -> Cause.first(reasons(c)))
        .collect(Collectors.toSet());
  }

  private static Set<String> names(Set<Table> tables) {
    return tables.stream().map(Table::name).collect(Collectors.toSet());
  }

  private static boolean isPast(ChangeCount count) {
    return count.kind().startsWith(PAST + " ");
  }

  private static int reasons(ChangeCount count) {
    return Integer.parseInt(count.kind().substring(count.kind().indexOf(' ') + 1));
  }
}
