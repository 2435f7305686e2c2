package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.percorso.interactions.Interactions;
import io.percorso.jobs.Engine.RunStatus;
import io.percorso.jobs.LawsCounters.Event;
import io.percorso.jobs.LawsWorld.Raw;
import io.percorso.journeys.JourneySteps;
import io.percorso.lake.RunSteps;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Laws 2, 3, 5 and 6 over whole nights of a world made for them, in one warm JVM: the facts of all
 * tables are those of one night that brings everything, however the records came.
 *
 * <p>One short order belongs to every build: a night costs half a minute of planning however small
 * it is. {@code ./mvnw -Plaws -pl jobs -am test} tries fifty and adds a line for each to
 * docs/laws.md, and makes all analyses, which {@link NightTest} holds against each other in every
 * build; {@code percorso.laws.from} and {@code percorso.laws.orders} say which, {@code
 * percorso.laws.minutes} begins none after that time.
 */
@ExtendWith(LightNights.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LawsTest {
  private static final int FROM = Integer.getInteger("percorso.laws.from", 4);
  private static final int ORDERS = Integer.getInteger("percorso.laws.orders", 1);
  private static final int MINUTES = Integer.getInteger("percorso.laws.minutes", 600);
  private static final long WORLD = Long.getLong("percorso.laws.world", 1);

  /** So many orders together must hold every event; one alone may be of few nights with files. */
  private static final int SHOWING = 5;

  private static final LocalDate MIDDLE = LawsWorld.FIRST.plusDays(13);

  private final List<Raw> records = LawsWorld.records(WORLD);
  private Path folder;
  private LawsLake reference;
  private Map<String, String> expected = Map.of();

  /** One night over everything, against which the others are held. */
  @BeforeAll
  void runAtOnce(@TempDir Path temporary) {
    folder = temporary;
    long started = System.nanoTime();
    reference = new LawsLake(folder.resolve("reference"));
    once(reference, records, LawsWorld.LAST);
    expected = reference.facts();
    say("%d records at once in %.0f s", records.size(), seconds(started));
  }

  @Test
  void everyOrderOfDeliveryEndsAsOneNightWithEverything() {
    long begun = System.nanoTime();
    List<String> wrong = new ArrayList<>();
    Map<Event, Integer> happened = new EnumMap<>(Event.class);
    int tried = 0;
    LawsLog log = LawsLog.open(WORLD);
    for (int seed = FROM; seed < FROM + ORDERS; seed++) {
      if (seconds(begun) > MINUTES * 60.0) {
        say("orders from %d on were not begun: the time was over", seed);
        break;
      }
      long started = System.nanoTime();
      double cpu = cpuSeconds();
      LawsOrder order = LawsOrder.of(records, seed);
      LawsLake lake = new LawsLake(folder.resolve("order-" + seed));
      Map<Event, Integer> counts = run(order, lake);
      List<String> differences = lake.differences(reference, expected, Set.of());
      log.add(
          new LawsLog.Line(
              seed,
              order,
              counts,
              seconds(started),
              cpuSeconds() - cpu,
              differences.isEmpty() ? "same" : "DIFFERS"));
      counts.forEach((event, count) -> happened.merge(event, count, Integer::sum));
      tried++;
      for (String difference : differences) {
        String told =
            "order %d of world %d, nights %s: %s%n  again with: ./mvnw -B -pl jobs -am test -Dtest=LawsTest -Dsurefire.failIfNoSpecifiedTests=false -Dpercorso.laws.world=%d -Dpercorso.laws.from=%d -Dpercorso.laws.orders=1"
                .formatted(seed, WORLD, order.cuts(), difference, WORLD, seed);
        say("%s", told);
        wrong.add(told);
      }
      lake.delete();
    }
    assertThat(wrong).isEmpty();
    if (tried >= SHOWING) {
      for (Event event : Event.values()) {
        assertThat(happened.get(event)).as(event.words()).isGreaterThanOrEqualTo(event.least);
      }
    }
  }

  /** Runs the nights; each that is run again must find nothing to do. */
  private static Map<Event, Integer> run(LawsOrder order, LawsLake lake) {
    LawsCounters counters = new LawsCounters(lake.lake);
    Instant stood = Instant.EPOCH;
    for (LawsOrder.Night night : order.nights()) {
      lake.land(night.files());
      long before = lake.runNumber();
      long started = System.nanoTime();
      double cpu = cpuSeconds();
      lake.night(night.day());
      say("  %s %.0f s, %.0f of CPU", night.day(), seconds(started), cpuSeconds() - cpu);
      if (lake.runNumber() > before) {
        Instant end = endOf(lake.lastRun().cutoffDay());
        counters.afterNight(lake.lastRun().runId(), stood, end);
        stood = end;
      }
      for (int again = 1; again < night.times(); again++) {
        Map<String, Long> versions = lake.versions();
        assertThat(lake.night(night.day()).status()).isEqualTo(RunStatus.EMPTY);
        assertThat(lake.versions()).as("law 2: the same night again").isEqualTo(versions);
      }
    }
    return counters.counts();
  }

  @Test
  void whatLiesBehindTheCutoffIsNotSeenUntilTheCutoffMovesBehindItAndThenASmallNightIsSmall() {
    LawsLake ahead = new LawsLake(folder.resolve("ahead"));
    once(ahead, records, MIDDLE);
    Instant end = endOf(MIDDLE);
    List<Raw> past = LawsWorld.knownBy(records, end);
    LawsLake ignorant = new LawsLake(folder.resolve("ignorant"));
    once(ignorant, past, MIDDLE);

    assertThat(past).hasSizeLessThan(records.size() * 2 / 3);
    assertThat(ahead.behind(MIDDLE)).isEmpty();
    assertThat(ahead.differences(ignorant, ignorant.facts(), Set.of(Interactions.TABLE.name())))
        .as("law 5: tables that saw the future")
        .isEmpty();

    ahead.night(LawsWorld.LAST);
    assertThat(ahead.differences(reference, expected, Set.of()))
        .as("one step over %d days without files", LawsWorld.DAYS - 14)
        .isEmpty();
    aSmallNightIsSmall(ahead);
  }

  /** Law 6: three records of one customer cost her rows, not everybody's. */
  private static void aSmallNightIsSmall(LawsLake lake) {
    Map<String, Long> before = rowCounts(lake);
    lake.land(Map.of("generic-json/small.jsonl", LawsWorld.smallNight()));
    lake.night(LawsWorld.LAST);
    String runId = lake.lastRun().runId();
    String customers = JourneySteps.CUSTOMER_ID.name();
    Set<String> touched =
        lake
            .lake
            .read(JourneySteps.TABLE)
            .join(
                lake.lake
                    .read(Interactions.TABLE)
                    .where(Interactions.RUN_ID.col().equalTo(runId))
                    .select(Interactions.INTERACTION_ID.col()),
                Interactions.INTERACTION_ID.name())
            .select(customers)
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(touched).hasSize(1);
    for (Row step :
        lake.lake
            .read(RunSteps.TABLE)
            .where(RunSteps.RUN_ID.col().equalTo(runId))
            .collectAsList()) {
      String name = step.getAs(RunSteps.TABLE_NAME.name());
      long moved =
          step.<Long>getAs(RunSteps.ROW_COUNT.name())
              + step.<Long>getAs(RunSteps.REMOVED_COUNT.name());
      if (LawsLake.isOfCustomers(name)) {
        var theirs = lake.lake.read(Catalogue.requireTable(name));
        long rows = theirs.where(theirs.col(customers).isin(touched.toArray())).count();
        say(
            "small night: %s wrote and removed %d; hers are %d of %d",
            name, moved, rows, before.get(name));
        assertThat(moved).as(name).isLessThanOrEqualTo(2 * rows);
      }
    }
  }

  private static Map<String, Long> rowCounts(LawsLake lake) {
    Map<String, Long> counts = new TreeMap<>();
    Catalogue.tables().stream()
        .filter(table -> LawsLake.isOfCustomers(table.name()))
        .forEach(table -> counts.put(table.name(), lake.lake.read(table).count()));
    return counts;
  }

  private static void once(LawsLake lake, List<Raw> records, LocalDate day) {
    lake.land(LawsOrder.atOnce(records, day).nights().get(0).files());
    assertThat(lake.night(day).status()).isEqualTo(RunStatus.SUCCESS);
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** What this JVM has used: unlike the time it took, little touched by others' work. */
  private static double cpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  private static void say(String format, Object... values) {
    System.out.println("laws: " + String.format(Locale.ROOT, format, values));
  }

  private static double seconds(long startedNanos) {
    return (System.nanoTime() - startedNanos) / 1e9;
  }
}
