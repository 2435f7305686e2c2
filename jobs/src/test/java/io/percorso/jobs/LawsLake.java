package io.percorso.jobs;

import io.percorso.friction.FrictionSignals;
import io.percorso.identity.CustomerIds;
import io.percorso.interactions.CurrencyRates;
import io.percorso.interactions.IdentityCorrections;
import io.percorso.interactions.Interactions;
import io.percorso.interactions.RejectedRecords;
import io.percorso.jobs.Engine.RunOutcome;
import io.percorso.jobs.Engine.RunRequest;
import io.percorso.jobs.Engine.Setup;
import io.percorso.journeys.FunnelEntries;
import io.percorso.journeys.JourneySteps;
import io.percorso.journeys.Journeys;
import io.percorso.journeys.RestartPoints;
import io.percorso.journeys.Sessions;
import io.percorso.journeys.Timers;
import io.percorso.lake.Digest;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import io.percorso.lake.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A workspace in which the nights of an order are run, and what can be asked of it. */
final class LawsLake {
  /** When all files arrived: behind everything that happens in the world. */
  private static final FileTime ARRIVED = FileTime.from(Instant.parse("2026-06-01T00:00:00Z"));

  /** Verdicts among deliveries of one thing: the one that came first wins or is displaced. */
  private static final Set<String> OF_THE_WAY = Set.of("DUPLICATE", "DUP_CONFLICT");

  /** Times that lie ahead by what they mean. */
  private static final Set<Field> AHEAD =
      Set.of(
          Timers.DUE_AT, FunnelEntries.CLOSES_AT, CustomerIds.VALID_FROM, CustomerIds.VALID_UNTIL);

  private static final int SHOWN = 2;

  private final Path root;
  private final TestWorkspace workspace;
  private final Path conf;
  final Lake lake;

  LawsLake(Path root) {
    this.root = root;
    this.workspace = new TestWorkspace(root.resolve("workspace"), LawsSettings.settings());
    this.conf = LawsSettings.write(root.resolve("conf"));
    this.lake = workspace.lake;
  }

  void land(Map<String, String> files) {
    files.forEach(
        (name, text) -> {
          Path file = workspace.folders.landing().resolve(name);
          try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            Files.setLastModifiedTime(file, ARRIVED);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  RunOutcome night(LocalDate day, StepListener listener) {
    return workspace.night(
        day,
        listener,
        (given, request) -> {
          Setup setup = new Setup(given.workspace(), conf, given.settings(), Map.of());
          return new Night(
              setup, lake, muchLater(request), listener, List.of(), pointerAlone(setup));
        });
  }

  /** The tables are asked themselves: files and pages for readers would cost a third of a night. */
  private PublishStep pointerAlone(Setup setup) {
    return new PublishStep(
        setup, lake, List.of(), (of, whose) -> whose.workspace().site().resolve("none"));
  }

  /** The same run, begun when everything has happened: its records may lie behind its cut-off. */
  private static RunRequest muchLater(RunRequest request) {
    return new RunRequest(
        request.runId(),
        request.pipeline(),
        request.steps(),
        request.from(),
        request.to(),
        ARRIVED.toInstant());
  }

  RunOutcome night(LocalDate day) {
    return night(day, TestWorkspace.SILENT);
  }

  Ledger.Entry lastRun() {
    return new Ledger(lake).lastDone().orElseThrow();
  }

  /** Versions of all tables: a table whose version stands holds what it held. */
  Map<String, Long> versions() {
    Map<String, Long> versions = new TreeMap<>();
    Catalogue.tables().forEach(table -> versions.put(table.name(), lake.version(table)));
    return versions;
  }

  /**
   * The facts of all tables but those that say how records came, and the verdicts that do not
   * depend on it, by name.
   */
  Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    workspace.facts().forEach((name, digest) -> facts.put(name, digest.toString()));
    facts.put("verdicts", verdicts());
    return facts;
  }

  private String verdicts() {
    Map<String, Long> counts = new TreeMap<>();
    lake.read(RejectedRecords.TABLE)
        .groupBy(RejectedRecords.REASON.col())
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    counts.keySet().removeAll(OF_THE_WAY);
    return counts.toString();
  }

  /** The tables whose facts differ from another lake's, with the rows and columns that do. */
  List<String> differences(LawsLake expected, Map<String, String> expectedFacts, Set<String> but) {
    Map<String, String> facts = facts();
    List<String> told = new ArrayList<>();
    for (String name : expectedFacts.keySet()) {
      if (!but.contains(name) && !expectedFacts.get(name).equals(facts.get(name))) {
        told.add(
            name.equals("verdicts")
                ? "verdicts are %s, not %s".formatted(facts.get(name), expectedFacts.get(name))
                : difference(expected, Catalogue.requireTable(name)));
      }
    }
    return told;
  }

  private String difference(LawsLake expected, Table table) {
    Column[] columns = Digest.factsOf(table).stream().map(Field::col).toArray(Column[]::new);
    List<String> names = Arrays.stream(columns).map(Column::toString).toList();
    Dataset<Row> are = lake.read(table).select(columns);
    Dataset<Row> should = expected.lake.read(table).select(columns);
    List<Row> tooMany = are.exceptAll(should).collectAsList();
    List<Row> missing = should.exceptAll(are).collectAsList();
    return "%s has %d rows too many and lacks %d; columns %s%n  has   %s%n  lacks %s"
        .formatted(
            table.name(), tooMany.size(), missing.size(), names, some(tooMany), some(missing));
  }

  private static String some(List<Row> rows) {
    return String.join(
        "\n        ", rows.stream().map(Row::toString).sorted().limit(SHOWN).toList());
  }

  /** Columns of tables that stand at the cut-off and tell of a time behind it. */
  List<String> behind(LocalDate day) {
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    List<String> found = new ArrayList<>();
    for (Table table : Catalogue.tables()) {
      List<Field> times =
          Digest.factsOf(table).stream()
              .filter(f -> f.name().endsWith("_at") && !AHEAD.contains(f))
              .toList();
      if (standsAtTheCutoff(table) && !times.isEmpty()) {
        Column[] latest =
            times.stream()
                .map(f -> org.apache.spark.sql.functions.max(f.col()).as(f.name()))
                .toArray(Column[]::new);
        Row row = lake.read(table).select(latest).head();
        for (int i = 0; i < times.size(); i++) {
          if (!row.isNullAt(i) && !row.<Instant>getAs(i).isBefore(end)) {
            found.add("%s.%s %s".formatted(table.name(), times.get(i).name(), row.get(i)));
          }
        }
      }
    }
    return found;
  }

  /** Tables of what was delivered hold everything; those that are made from it do not. */
  static boolean standsAtTheCutoff(Table table) {
    return !table.layer().equals("ops")
        && !table.layer().equals("bronze")
        && !DELIVERED.contains(table.name());
  }

  private static final Set<String> DELIVERED =
      Set.of(
          Interactions.TABLE.name(), IdentityCorrections.TABLE.name(), CurrencyRates.TABLE.name());

  /** Tables whose rows are somebody's. */
  static boolean isOfCustomers(String name) {
    return OF_CUSTOMERS.contains(name);
  }

  private static final Set<String> OF_CUSTOMERS =
      Stream.of(
              Sessions.TABLE,
              JourneySteps.TABLE,
              Journeys.TABLE,
              RestartPoints.TABLE,
              FunnelEntries.TABLE,
              FrictionSignals.TABLE)
          .map(Table::name)
          .collect(Collectors.toUnmodifiableSet());

  long runNumber() {
    return new Ledger(lake).last().map(Ledger.Entry::number).orElse(0L);
  }

  /** Nothing is left of it. */
  void delete() {
    KilledWorld.delete(root);
  }
}
