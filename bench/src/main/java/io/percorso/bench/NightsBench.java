package io.percorso.bench;

import io.percorso.interactions.Interactions;
import io.percorso.jobs.NightSteps;
import io.percorso.jobs.WholeNights;
import io.percorso.simulator.SampleLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One night of a day's records on histories of several lengths: seconds, and per table what is
 * scanned and written. Beside each night, a night of a single record, which is what a night costs
 * that has next to nothing to do; and DuckDB, which rebuilds sessions and transitions from all
 * stored interactions. The days are those of a shop's clickstream; a history is loaded in one night
 * and followed by one night that does not count.
 *
 * <p>Arguments: folder, folder for results, records of a day (about so many), lengths of history in
 * days with commas between, nights, threads.
 */
public final class NightsBench {
  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);

  /** Records that a customer of the shop leaves a day. */
  private static final double RECORDS_OF_A_CUSTOMER = 1.2;

  private static final String HEADER =
      "user_id,event,timestamp,platform,acquisition_channel,user_cohort,user_lifecycle\n";

  private final Path folder;
  private final int customers;
  private final int nights;
  private final int threads;
  private final List<Measured> measured = new ArrayList<>();

  /** What a history was found to cost. */
  private record Measured(
      int days,
      long interactions,
      List<WholeNights.Night> full,
      List<WholeNights.Night> single,
      List<Double> duckDb) {
    List<Double> fullSeconds() {
      return full.stream().map(WholeNights.Night::seconds).toList();
    }

    List<Double> singleSeconds() {
      return single.stream().map(WholeNights.Night::seconds).toList();
    }

    List<Double> difference() {
      List<Double> less = new ArrayList<>();
      for (int i = 0; i < full.size(); i++) {
        less.add(full.get(i).seconds() - single.get(i).seconds());
      }
      return less;
    }
  }

  private NightsBench(Path folder, int customers, int nights, int threads) {
    this.folder = folder;
    this.customers = customers;
    this.nights = nights;
    this.threads = threads;
  }

  public static void main(String[] arguments) throws Exception {
    int records = Integer.parseInt(arguments[2]);
    NightsBench bench =
        new NightsBench(
            Path.of(arguments[0]).toAbsolutePath(),
            (int) Math.max(1, records / RECORDS_OF_A_CUSTOMER),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]));
    for (String days : arguments[3].split(",", -1)) {
      bench.measure(Integer.parseInt(days));
      // The longest history takes hours: what is known before it is told before it.
      bench.report(Path.of(arguments[1]), records);
    }
  }

  private void measure(int days) throws Exception {
    Path workspace = folder.resolve("history-" + days);
    StagedFiles files =
        new StagedFiles(folder.resolve("staged-" + days), workspace.resolve("landing"));
    // A night that does not count comes before those that do.
    SampleLogs.writeShop(
        files.staged(), new SampleLogs.Size(1, customers, FIRST_DAY, days + nights + 1));
    LocalDate first = FIRST_DAY.plusDays(days);
    files.deliver(FIRST_DAY, first);
    List<WholeNights.Night> full = new ArrayList<>();
    List<WholeNights.Night> single = new ArrayList<>();
    List<Double> peer = new ArrayList<>();
    try (WholeNights percorso = WholeNights.open(workspace, threads)) {
      told(days, "history", percorso.run(first.minusDays(1)));
      for (int i = 0; i <= nights; i++) {
        LocalDate day = first.plusDays(i);
        files.deliver(day, day.plusDays(1));
        WholeNights.Night night = told(days, "night", percorso.run(day));
        deliverOne(files.landing(), day);
        WholeNights.Night little = told(days, "night of one record", percorso.run(day));
        double recompute = duckDb(workspace);
        System.out.printf("%d days, DuckDB over all: %.2f s%n", days, recompute);
        if (i > 0) {
          full.add(night);
          single.add(little);
          peer.add(recompute);
        }
      }
    }
    long interactions =
        NightSteps.open(NightSteps.shippedConf(), workspace, threads)
            .read(Interactions.TABLE)
            .count();
    measured.add(new Measured(days, interactions, full, single, peer));
    Folders.delete(workspace);
    Folders.delete(files.staged());
  }

  private static WholeNights.Night told(int days, String what, WholeNights.Night night) {
    System.out.printf("%d days, %s: %.2f s %s%n", days, what, night.seconds(), night.steps());
    return night;
  }

  private static void deliverOne(Path landing, LocalDate day) throws IOException {
    Files.writeString(
        landing.resolve("ecom").resolve("one-" + day + ".csv"),
        HEADER + "user_000000,home," + day + " 12:00:00,desktop,organic,2025-01,returning\n");
  }

  private double duckDb(Path workspace) throws Exception {
    NightSteps night = NightSteps.open(NightSteps.shippedConf(), workspace, threads);
    Path names = folder.resolve("names");
    TouchpointNames.write(night, names);
    List<String> files = night.files(Interactions.TABLE);
    long gap = night.timelineRules().sessions().webGap().toMinutes();
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    Path out = Files.createDirectories(folder.resolve("out"));
    try (DuckDb database = DuckDb.open(threads, megabytes, folder.resolve("spill"))) {
      TouchpointNames.load(database, names);
      System.gc();
      long started = System.nanoTime();
      new WindowSql(gap).inDuckDb(database, files, out);
      return (System.nanoTime() - started) / 1e9;
    }
  }

  private void report(Path results, int records) throws IOException {
    Report report =
        new Report("nights", "One night on histories of several lengths")
            .ownHeap()
            .fact("threads", threads)
            .fact("records of a night, about", records)
            .fact("nights", nights)
            .section("seconds");
    for (Measured history : measured) {
      String days = history.days() + " days";
      report
          .row(days + ": a night", history.fullSeconds())
          .row(days + ": a night of one record", history.singleSeconds())
          .row(days + ": a night less one of one record", history.difference());
      for (String step : List.of("load-interactions", "build-timeline", "build-aggregates")) {
        report.row(
            days + ": " + step, history.full().stream().map(n -> n.steps().get(step)).toList());
      }
      report.row(days + ": DuckDB, sessions and transitions of all", history.duckDb());
    }
    report.section("ratio of one night's times");
    for (Measured history : measured) {
      String days = history.days() + " days: ";
      report
          .row(
              days + "a night over DuckDB",
              Rounds.quotients(history.fullSeconds(), history.duckDb()))
          .row(
              days + "a night less one of one record, over DuckDB",
              Rounds.quotients(history.difference(), history.duckDb()));
    }
    for (Measured history : measured) {
      tables(report, history);
    }
    report.note(overtaken()).write(results);
  }

  private static void tables(Report report, Measured history) {
    WholeNights.Night last = history.full().get(history.full().size() - 1);
    report.table(
        "the last night on %d days, %,d interactions stored"
            .formatted(history.days(), history.interactions()),
        List.of(
            "table",
            "rows scanned",
            "files opened",
            "MB of them",
            "rows written",
            "files written",
            "MB written",
            "deletion vectors",
            "files taken out"));
    TreeSet<String> names = new TreeSet<>(last.scanned().keySet());
    names.addAll(last.written().keySet());
    Map<String, List<Double>> rows = new LinkedHashMap<>();
    TableScans.Scanned scanned = TableScans.Scanned.NONE;
    CommittedFiles written = CommittedFiles.NONE;
    for (String name : names) {
      TableScans.Scanned of = last.scanned().getOrDefault(name, TableScans.Scanned.NONE);
      CommittedFiles to = last.written().getOrDefault(name, CommittedFiles.NONE);
      scanned = scanned.plus(of);
      written = written.plus(to);
      rows.put(name, numbers(of, to));
    }
    rows.put("all", numbers(scanned, written));
    rows.forEach(report::values);
  }

  private static List<Double> numbers(TableScans.Scanned scanned, CommittedFiles written) {
    return Stream.of(
            scanned.rows(),
            scanned.files(),
            scanned.bytes() / 1e6,
            written.rows(),
            written.files(),
            written.bytes() / 1e6,
            written.marks(),
            written.removed())
        .map(Number::doubleValue)
        .toList();
  }

  /** Where the lines through the shortest and the longest history meet. */
  private String overtaken() {
    if (measured.size() < 2) {
      return "One history: where a night overtakes DuckDB cannot be said.";
    }
    Measured shortest = measured.get(0);
    Measured longest = measured.get(measured.size() - 1);
    double span = longest.days() - shortest.days();
    double ours = Spread.of(shortest.fullSeconds()).median();
    double theirs = Spread.of(shortest.duckDb()).median();
    double ourSlope = (Spread.of(longest.fullSeconds()).median() - ours) / span;
    double theirSlope = (Spread.of(longest.duckDb()).median() - theirs) / span;
    String slopes =
        "A day more of history costs a night %.4f s and DuckDB %.4f s (medians of the shortest and the longest history)."
            .formatted(ourSlope, theirSlope);
    if (ours <= theirs) {
      return slopes + " A night is the faster one from the shortest history on.";
    }
    if (theirSlope <= ourSlope) {
      return slopes + " The lines do not meet: a night does not overtake DuckDB here.";
    }
    return slopes
        + " The lines meet at about %,.0f days."
            .formatted(shortest.days() + (ours - theirs) / (theirSlope - ourSlope));
  }
}
