package io.percorso.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A night in which all records are one customer's beside nights of as many records of many
 * customers, each in a new workspace and a new JVM with a 2 GB heap: a kiosk, just below the daily
 * cap if there are five million, and a flood, far above it.
 *
 * <p>Arguments: folder for workspaces, folder for results, records, rounds.
 */
public final class HeavyBench {
  private static final String HEAP = "2g";
  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);

  /** Five million records in as many days stay below customers.daily-cap. */
  private static final int DAYS = 300;

  /** 200,000 records in as few days are beyond it. */
  private static final int FLOOD_DAYS = 5;

  private static final String SPREAD = "many customers";
  private static final String KIOSK = "one customer, below the cap";
  private static final String SHORT_SPREAD = "many customers in five days";
  private static final String FLOOD = "one customer, a flood";

  private record Contender(int days, HeavyLog.Visitor visitor) {}

  private record Measured(GarbageLog garbage, PercorsoCommand.Ended ended) {}

  private HeavyBench() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    long records = Long.parseLong(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    Map<String, Contender> contenders = new LinkedHashMap<>();
    contenders.put(SPREAD, new Contender(DAYS, HeavyLog.spread(records)));
    contenders.put(KIOSK, new Contender(DAYS, HeavyLog.one()));
    contenders.put(SHORT_SPREAD, new Contender(FLOOD_DAYS, HeavyLog.spread(records)));
    contenders.put(FLOOD, new Contender(FLOOD_DAYS, HeavyLog.one()));
    Map<String, List<Measured>> measured = new LinkedHashMap<>();
    contenders.keySet().forEach(name -> measured.put(name, new ArrayList<>()));
    for (int round = 1; round <= rounds; round++) {
      for (Map.Entry<String, Contender> each : contenders.entrySet()) {
        Measured night = night(folder, records, each.getValue());
        System.out.printf(
            "round %d %s: %.1f s, %d MB%n",
            round, each.getKey(), night.ended().seconds(), night.garbage().leftMost());
        measured.get(each.getKey()).add(night);
      }
    }
    report(Path.of(arguments[1]), records, rounds, measured);
  }

  private static Measured night(Path folder, long records, Contender contender)
      throws IOException, InterruptedException {
    Path workspace = folder.resolve("workspace");
    Path garbage = folder.resolve("gc.log");
    HeavyLog.write(
        workspace.resolve("landing").resolve("ecom"),
        FIRST_DAY,
        contender.days(),
        records,
        contender.visitor());
    PercorsoCommand.Ended ended =
        PercorsoCommand.nightly(workspace, FIRST_DAY.plusDays(contender.days()))
            .heap(HEAP)
            .jvm(GarbageLog.option(garbage))
            .run();
    long loaded = ended.step("load-interactions").path("rows").asLong();
    if (loaded != records) {
      throw new IllegalStateException(
          "%d of %d records were loaded: contenders would not do the same"
              .formatted(loaded, records));
    }
    Measured night = new Measured(GarbageLog.read(garbage), ended);
    Folders.delete(workspace);
    return night;
  }

  private static void report(
      Path results, long records, int rounds, Map<String, List<Measured>> measured)
      throws IOException {
    Report report =
        new Report("heavy", "A night of one heavy customer beside a night of many")
            .fact("heap", HEAP)
            .fact("records", records)
            .fact("rounds", rounds);
    section(report, measured, "seconds of the whole command", m -> m.ended().seconds());
    section(report, measured, "seconds of load", m -> m.ended().secondsOf("load-interactions"));
    section(
        report,
        measured,
        "seconds of identities, timeline and aggregates",
        m -> m.ended().secondsOf("build-timeline"));
    section(
        report,
        measured,
        "heap after a collection, at most, MB",
        m -> (double) m.garbage().leftMost());
    section(report, measured, "seconds of collections of garbage", m -> m.garbage().pauseSeconds());
    report.section("one customer over many, of the same round");
    ratio(report, measured, KIOSK, SPREAD, "seconds, below the cap", m -> m.ended().seconds());
    ratio(report, measured, FLOOD, SHORT_SPREAD, "seconds, a flood", m -> m.ended().seconds());
    ratio(report, measured, KIOSK, SPREAD, "heap, below the cap", HeavyBench::left);
    ratio(report, measured, FLOOD, SHORT_SPREAD, "heap, a flood", HeavyBench::left);
    report
        .note(
            "The goal: at most twice the seconds, and no more memory, whoever the records are of.")
        .write(results);
  }

  private static double left(Measured night) {
    return night.garbage().leftMost();
  }

  private static void section(
      Report report,
      Map<String, List<Measured>> measured,
      String heading,
      Function<Measured, Double> value) {
    report.section(heading);
    measured.forEach((name, nights) -> report.row(name, nights.stream().map(value).toList()));
  }

  private static void ratio(
      Report report,
      Map<String, List<Measured>> measured,
      String one,
      String over,
      String name,
      Function<Measured, Double> value) {
    List<Double> ratios =
        Rounds.quotients(
            measured.get(one).stream().map(value).toList(),
            measured.get(over).stream().map(value).toList());
    report.row(name, ratios);
  }
}
