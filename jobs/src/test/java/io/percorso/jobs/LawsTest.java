package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.Engine.RunStatus;
import io.percorso.jobs.LawsCounters.Event;
import io.percorso.testing.SparkExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LawsTest {
  private static final int FIRST_ORDER = Integer.getInteger("percorso.laws.from", 1);
  private static final int ORDERS = Integer.getInteger("percorso.laws.orders", 5);
  private static final int MINUTES = Integer.getInteger("percorso.laws.minutes", 600);

  @TempDir private Path folder;
  private Map<String, String> session = Map.of();

  @BeforeAll
  void lighten() {
    session = KilledWorld.lighten();
  }

  @AfterAll
  void giveBack() {
    session.forEach(SparkExtension.session().conf()::set);
  }

  @Test
  void everyOrderEndsAsOneNightWithAll() throws Exception {
    long begun = System.nanoTime();
    List<String> wrong = new ArrayList<>();
    List<LawsWorld.Raw> records = LawsWorld.records(1);
    LawsLake reference = new LawsLake(folder.resolve("reference"));
    LawsOrder all = LawsOrder.atOnce(records, LawsWorld.LAST);
    reference.land(all.nights().get(0).files());
    Map<String, Double> steps = new HashMap<>();
    assertThat(reference.night(LawsWorld.LAST, timing(steps)).status())
        .isEqualTo(RunStatus.SUCCESS);
    say("reference: %d records, %.1f s; %s", records.size(), seconds(begun), steps);
    Map<String, String> expected = reference.facts();
    say("facts %s", expected);
    for (int order = FIRST_ORDER; order < FIRST_ORDER + ORDERS; order++) {
      if (seconds(begun) > MINUTES * 60.0) {
        break;
      }
      long started = System.nanoTime();
      LawsOrder nights = LawsOrder.of(records, order);
      LawsLake lake = new LawsLake(folder.resolve("order-" + order));
      LawsCounters counters = new LawsCounters(lake.lake);
      Optional<Instant> stood = Optional.empty();
      double nightSeconds = 0;
      for (LawsOrder.Night night : nights.nights()) {
        lake.land(night.files());
        long now = System.nanoTime();
        steps.clear();
        lake.night(night.day(), timing(steps));
        double took = seconds(now);
        nightSeconds += took;
        say("  night %s %.1f s %s", night.day(), took, top(steps));
        LocalDate cutoff = lake.lastRun().cutoffDay();
        Instant end = cutoff.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        counters.afterNight(lake.lastRun().runId(), stood.orElse(Instant.EPOCH), end);
        stood = Optional.of(end);
        for (int i = 1; i < night.times(); i++) {
          Map<String, Long> versions = lake.versions();
          assertThat(lake.night(night.day()).status()).isEqualTo(RunStatus.EMPTY);
          assertThat(lake.versions()).isEqualTo(versions);
        }
      }
      List<String> differences = lake.differences(reference, expected, Set.of());
      say(
          "order %d: %s, %.1f s, nights %.1f s, %s: %s",
          order,
          nights.cuts(),
          seconds(started),
          nightSeconds,
          LawsCounters.told(counters.counts()),
          differences.isEmpty() ? "same" : "DIFFERS");
      differences.forEach(d -> say("%s", d));
      differences.forEach(d -> wrong.add("order " + d));
    }
    assertThat(wrong).isEmpty();
  }

  private static String top(Map<String, Double> steps) {
    return steps.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(12)
        .map(e -> String.format(Locale.ROOT, "%s %.1f", e.getKey(), e.getValue()))
        .toList()
        .toString();
  }

  private static StepListener timing(Map<String, Double> seconds) {
    return new StepListener() {
      @Override
      public void planned(int steps) {}

      @Override
      public void started(String step) {}

      @Override
      public void ended(StepResult result) {
        seconds.put(result.name(), result.seconds());
      }
    };
  }

  private static void say(String format, Object... values) {
    System.out.println("laws: " + String.format(Locale.ROOT, format, values));
  }

  private static double seconds(long startedNanos) {
    return (System.nanoTime() - startedNanos) / 1e9;
  }

  @SuppressWarnings("unused")
  private static final Event UNUSED = Event.MERGES;
}
