package io.percorso.jobs;

import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.to_date;

import io.percorso.interactions.Displaced;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.Sessions;
import io.percorso.lake.ChangeCount.Change;
import io.percorso.lake.Lake;
import io.percorso.lake.Publications.Publication;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import io.percorso.quality.Cause;
import io.percorso.quality.ColumnNulls;
import io.percorso.quality.Restatements;
import io.percorso.quality.Restatements.Restated;
import io.percorso.quality.SourceDays;
import io.percorso.quality.VersionChange;
import io.percorso.quality.VersionChange.Compared;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes what of the last publication a run says otherwise, before it publishes. Customer ids,
 * sessions and journeys were counted as they were written; of published figures the months that the
 * run wrote are compared between the two versions, all tables in one query. Where tables had been
 * put back by hand since, what was counted is not against the publication: these are compared
 * whole.
 */
final class RestatementStep {
  private final Lake lake;
  private final Run run;
  private final ZoneId zone;

  RestatementStep(Lake lake, Run run, ZoneId zone) {
    this.lake = lake;
    this.run = run;
    this.zone = zone;
  }

  /**
   * @param causeOfAll where customers were not told one by one
   * @return what was restated, as a sentence; empty when nothing was
   */
  Optional<String> build(Restating restating, Optional<Cause> causeOfAll) {
    List<Restated> all =
        restating.published().map(p -> restated(restating, p, causeOfAll)).orElse(List.of());
    List<Row> rows =
        restating
            .published()
            .map(p -> Restatements.rows(all, run.id(), p.number(), p.dataDay()))
            .orElse(List.of());
    run.append(Restatements.TABLE, List.of(), lake.rows(Restatements.TABLE, rows));
    return restating
        .published()
        .flatMap(p -> Restatements.sentence(all, p.dataDay()))
        .map(
            told ->
                told
                    + ": ./percorso sql \"select * from ops.restatements where run_id = '%s'\""
                        .formatted(run.id()));
  }

  private List<Restated> restated(
      Restating restating, Publication published, Optional<Cause> causeOfAll) {
    Set<Table> putBack = putBack(published);
    Optional<Cause> ofAll = putBack.isEmpty() ? causeOfAll : Optional.of(Cause.RESTORE);
    List<Restated> all =
        new ArrayList<>(
            restating.told(putBack).stream().map(r -> ofAll.map(c -> as(r, c)).orElse(r)).toList());
    List<Compared> compared = compared(published, putBack);
    if (!compared.isEmpty()) {
      VersionChange.build(compared, published.dataDay()).collectAsList().stream()
          .map(row -> figure(row, restating, ofAll))
          .forEach(all::add);
    }
    return all;
  }

  private static Restated as(Restated restated, Cause cause) {
    return new Restated(
        restated.subject(),
        cause,
        restated.change(),
        restated.rows(),
        restated.firstDay(),
        restated.lastDay());
  }

  /** Tables that the run began from otherwise than they were published. */
  private Set<Table> putBack(Publication published) {
    Set<Table> tables = new LinkedHashSet<>(Catalogue.restatable());
    tables.addAll(List.of(Sessions.TABLE, Journeys.TABLE));
    tables.removeIf(
        table ->
            publishedVersion(published, table) < 0
                || run.startVersion(table) < 0
                || lake.holdsSameRows(
                    table, publishedVersion(published, table), run.startVersion(table)));
    return tables;
  }

  private static long publishedVersion(Publication published, Table table) {
    return published.versions().getOrDefault(table.name(), -1L);
  }

  private List<Compared> compared(Publication published, Set<Table> putBack) {
    List<Compared> compared = new ArrayList<>();
    for (Table table : Catalogue.restatable()) {
      if (putBack.contains(table)) {
        VersionChange.figures(table, published(published, table), lake.read(table))
            .ifPresent(compared::add);
      } else if (publishedVersion(published, table) >= 0) {
        Set<LocalDate> months = months(table, published.dataDay());
        if (!months.isEmpty()) {
          Column isOne = table.period().orElseThrow().col().isin(months.toArray());
          VersionChange.figures(
                  table, published(published, table).where(isOne), lake.read(table).where(isOne))
              .ifPresent(compared::add);
        }
      }
    }
    if (putBack.contains(Sessions.TABLE)) {
      compared.add(
          told(published, Sessions.TABLE, Sessions.SESSION_DAY.col(), Sessions.ENDED_AT.col()));
    }
    if (putBack.contains(Journeys.TABLE)) {
      compared.add(
          told(published, Journeys.TABLE, Journeys.STARTED_DAY.col(), Journeys.ENDED_AT.col()));
    }
    return compared;
  }

  private Dataset<Row> published(Publication published, Table table) {
    return lake.readVersion(table, publishedVersion(published, table));
  }

  private Compared told(Publication published, Table table, Column day, Column endedAt) {
    return new Compared(
        table,
        day,
        to_date(from_utc_timestamp(endedAt, zone.getId())),
        published(published, table),
        lake.read(table));
  }

  /** Months that the run wrote and in which figures of published days may be. */
  private Set<LocalDate> months(Table table, LocalDate publishedDay) {
    boolean isOfDays = VersionChange.dayOf(table).isPresent();
    LocalDate last = isOfDays ? publishedDay : publishedDay.plusDays(1).minusMonths(1);
    Set<LocalDate> months = new TreeSet<>();
    run.written().stream()
        .filter(w -> w.table().equals(table.name()) && w.changed())
        .forEach(w -> months.addAll(w.periods()));
    months.removeIf(month -> month.isAfter(last));
    return months;
  }

  private Restated figure(Row row, Restating restating, Optional<Cause> causeOfAll) {
    Table table = Catalogue.requireTable(row.getAs(VersionChange.TABLE_NAME.name()));
    LocalDate day = row.getAs(VersionChange.DAY.name());
    return new Restated(
        subject(table),
        causeOfAll.orElseGet(() -> cause(table, day, restating)),
        Change.of(row.getAs(VersionChange.CHANGE.name())),
        row.<Long>getAs(VersionChange.ROW_COUNT.name()),
        Optional.of(day),
        Optional.of(day));
  }

  private Cause cause(Table table, LocalDate day, Restating restating) {
    if (List.of(SourceDays.TABLE, ColumnNulls.TABLE).contains(table)) {
      return ofRecords();
    }
    LocalDate last = VersionChange.dayOf(table).isPresent() ? day : day.plusMonths(1).minusDays(1);
    return Cause.together(restating.causes(day, last));
  }

  /** Why counts of records themselves change: those of a day change by late ones alone. */
  private Cause ofRecords() {
    boolean isDisplaced =
        run.written().stream()
            .anyMatch(w -> w.table().equals(Displaced.TABLE.name()) && w.rows() > 0);
    return isDisplaced ? Cause.SEVERAL : Cause.LATE_RECORD;
  }

  private static String subject(Table table) {
    if (table.equals(Sessions.TABLE)) {
      return Restatements.SESSIONS;
    }
    return table.equals(Journeys.TABLE) ? Restatements.JOURNEYS : table.name();
  }
}
