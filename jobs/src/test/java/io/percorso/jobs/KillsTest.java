package io.percorso.jobs;

import static io.percorso.jobs.KilledWorld.Moment.PUT_BACK;
import static io.percorso.jobs.KilledWorld.Moment.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.KilledWorld.Moment;
import io.percorso.lake.CrashPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 4: killed anywhere, any number of times, then run again, a night leaves the same tables,
 * files and page. The killed night has a JVM of its own; the run after it is this JVM's.
 *
 * <p>A few kills belong to every build. {@code ./mvnw -Pkills -pl jobs -am test} kills at every
 * named point and at forty random moments and leaves {@code target/kills.log}; of the properties,
 * {@code percorso.kills.seed} repeats a choice, {@code percorso.kills.from} leaves out the cases
 * before that one, and {@code percorso.kills.minutes} begins no further case after that time.
 */
@ExtendWith(LightNights.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillsTest {
  private static final boolean IS_LONG = "long".equals(System.getProperty("percorso.kills"));
  private static final int RANDOM_KILLS = Integer.getInteger("percorso.kills.random", 40);
  private static final int MINUTES = Integer.getInteger("percorso.kills.minutes", 600);
  private static final int BEFORE = Integer.getInteger("percorso.kills.from", 1) - 1;
  private static final long SEED = Long.getLong("percorso.kills.seed", 20260322L);

  /** Where a process dies: at a named point, or at a share of the night's length. */
  private record Kill(String point, double share, String signal) {
    static Kill at(String point) {
      return new Kill(point, 0, "KILL");
    }

    static Kill after(double share) {
      return new Kill("", share, "KILL");
    }

    /** As a scheduler or a person stops a process. */
    static Kill stopAfter(double share) {
      return new Kill("", share, "TERM");
    }

    @Override
    public String toString() {
      return point.isEmpty()
          ? String.format(Locale.ROOT, "%s after %.0f%% of the night", signal, share * 100)
          : point;
    }
  }

  /** Kills of one night, each of the run after the one before. */
  private record Case(Moment moment, List<Kill> kills) {
    static Case of(Moment moment, Kill... kills) {
      return new Case(moment, List.of(kills));
    }
  }

  private final Path log = Path.of("target", "kills.log");
  private KilledWorld world;
  private final Map<Moment, Long> millis = new EnumMap<>(Moment.class);
  private final Queue<NightProcess> warm = new ArrayDeque<>();
  private int cases;

  @BeforeAll
  void runUndisturbed(@TempDir Path folder) throws IOException {
    Files.createDirectories(log.getParent());
    Files.deleteIfExists(log);
    long started = System.nanoTime();
    world = new KilledWorld(folder, IS_LONG ? EnumSet.allOf(Moment.class) : EnumSet.of(SECOND));
    say("seed %d; the undisturbed nights took %.0f s", SEED, seconds(started));
  }

  @AfterAll
  void stopProcesses() {
    warm.forEach(NightProcess::close);
  }

  @Test
  void aNightKilledAtANamedPointIsBroughtToTheSameEndByTheNext() throws Exception {
    check(List.of(Case.of(SECOND, Kill.at("commit.before-link@silver.sessions"))));
  }

  @Test
  void aNightKilledAtARandomMomentAndAgainWhileItIsMendedIsBroughtToTheSameEnd() throws Exception {
    // As long as it takes in this JVM, which is warmer: most kills fall before the night's end.
    millis.put(SECOND, world.millis(SECOND));
    check(
        List.of(
            Case.of(
                SECOND,
                Kill.after(new Random(SEED).nextDouble()),
                Kill.at("append.after-commit@ops.publication"))));
  }

  @Test
  @EnabledIfSystemProperty(named = "percorso.kills", matches = "long")
  void everyNamedPointOnceAndManyRandomMoments() throws Exception {
    Random random = new Random(SEED);
    Map<CrashPoint, List<Case>> byPoint = new EnumMap<>(CrashPoint.class);
    for (Moment moment : Moment.values()) {
      List<String> reached = measure(moment);
      say("%s takes %d ms and reaches %d points", moment, millis.get(moment), reached.size());
      for (Map.Entry<String, Integer> point : numbered(reached).entrySet()) {
        CrashPoint found = point(point.getKey());
        String place = point.getKey() + ":" + (1 + random.nextInt(point.getValue()));
        byPoint.computeIfAbsent(found, p -> new ArrayList<>()).add(Case.of(moment, Kill.at(place)));
      }
    }
    Set<CrashPoint> missing = EnumSet.allOf(CrashPoint.class);
    missing.removeAll(byPoint.keySet());
    assertThat(missing)
        .as("points that no night reaches, but for those of the key, which KeyKillTest has")
        .containsExactlyInAnyOrder(CrashPoint.KEY_BEFORE_RENAME, CrashPoint.KEY_AFTER_RENAME);
    List<Case> all = new ArrayList<>();
    all.add(
        Case.of(PUT_BACK, Kill.at("restore.after-commit:2"), Kill.at("restore.before-commit:4")));
    all.add(Case.of(PUT_BACK, Kill.at("remove.before-delete"), Kill.at("restore.after-commit")));
    all.add(
        Case.of(
            SECOND,
            Kill.at("append.after-commit@ops.publication"),
            Kill.at("current.after-swap"),
            Kill.at("ledger.before-commit@done")));
    byPoint.values().forEach(places -> all.add(places.get(random.nextInt(places.size()))));
    for (int i = 0; i < RANDOM_KILLS; i++) {
      Moment moment = Moment.values()[i % Moment.values().length];
      double share = random.nextDouble();
      Kill first = i % 5 == 4 ? Kill.stopAfter(share) : Kill.after(share);
      all.add(
          i % 4 == 3
              ? Case.of(moment, first, Kill.after(random.nextDouble()))
              : Case.of(moment, first));
    }
    cases += BEFORE;
    check(all.subList(BEFORE, all.size()));
  }

  private static Map<String, Integer> numbered(List<String> reached) {
    Map<String, Integer> times = new LinkedHashMap<>();
    reached.forEach(point -> times.merge(point, 1, Integer::sum));
    return times;
  }

  private static CrashPoint point(String reached) {
    String word = reached.replaceFirst("@.*", "");
    for (CrashPoint point : CrashPoint.values()) {
      if (point.word().equals(word)) {
        return point;
      }
    }
    throw new IllegalArgumentException("no crash point is called " + word);
  }

  /** Runs a night to its end in a process of its own; gives the points that it reaches. */
  private List<String> measure(Moment moment) throws Exception {
    Path root = world.copyOf(moment, "measured-" + moment);
    try (NightProcess process = NightProcess.start("?")) {
      process.go(root, moment.day);
      long started = System.nanoTime();
      assertThat(process.end()).as(process.lines().toString()).isZero();
      millis.put(moment, (long) (seconds(started) * 1000));
      assertThat(KilledWorld.seen(root)).isEqualTo(world.undisturbed(moment));
      return process.points();
    } finally {
      KilledWorld.delete(root);
    }
  }

  /** Kills and mends each night; says all that differ, not only the first. */
  private void check(List<Case> all) throws Exception {
    Queue<Kill> kills = new ArrayDeque<>();
    all.forEach(c -> kills.addAll(c.kills()));
    List<String> wrong = new ArrayList<>();
    long started = System.nanoTime();
    warmUp(kills);
    int begun = 0;
    for (Case next : all) {
      if (seconds(started) > MINUTES * 60.0) {
        say("%d nights were not begun: the time was over", all.size() - begun);
        break;
      }
      begun++;
      try {
        oneCase(next, kills).ifPresent(wrong::add);
      } catch (Exception e) {
        // Spark throws checked exceptions that no signature names.
        wrong.add(next + ": " + e);
        say("    THREW %s", e);
        // The processes that wait are those of the kills that this case did not come to.
        warm.forEach(NightProcess::close);
        warm.clear();
        kills.clear();
        all.subList(begun, all.size()).forEach(c -> kills.addAll(c.kills()));
        warmUp(kills);
      }
    }
    int dead = all.subList(0, begun).stream().mapToInt(c -> c.kills().size()).sum();
    say(
        "%d nights, %d processes killed, %d nights came to another end, %.0f s",
        begun, dead, wrong.size(), seconds(started));
    assertThat(wrong).isEmpty();
  }

  private void warmUp(Queue<Kill> kills) {
    Kill next = kills.poll();
    if (next != null) {
      warm.add(NightProcess.start(next.point()));
    }
  }

  private java.util.Optional<String> oneCase(Case next, Queue<Kill> kills) throws Exception {
    cases++;
    long started = System.nanoTime();
    Path root = world.copyOf(next.moment(), "case-" + cases);
    List<String> deaths = new ArrayList<>();
    for (Kill kill : next.kills()) {
      try (NightProcess process = warm.remove()) {
        process.go(root, next.moment().day);
        deaths.add(die(process, kill, next.moment()));
        warmUp(kills);
      }
    }
    double killed = seconds(started);
    KilledWorld.at(root).night(next.moment().day);
    Map<String, String> seen = KilledWorld.seen(root);
    Map<String, String> expected = world.undisturbed(next.moment());
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (name, value) -> {
          if (!value.equals(seen.get(name))) {
            differences.add("%s is %s instead of %s".formatted(name, seen.get(name), value));
          }
        });
    say(
        "%3d %-8s %5.1f s killed %s; %5.1f s in all: %s",
        cases,
        next.moment(),
        killed,
        String.join(", then ", deaths),
        seconds(started),
        differences.isEmpty() ? "same" : "DIFFERS");
    differences.forEach(d -> say("    %s", d));
    if (differences.isEmpty()) {
      KilledWorld.delete(root);
    }
    return differences.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(next + ": " + differences);
  }

  /** Lets a process die; says where. */
  private String die(NightProcess process, Kill kill, Moment moment) throws Exception {
    if (!kill.point().isEmpty()) {
      int code = process.end();
      if (code != 137 && code != 0) {
        throw new IllegalStateException(
            "%s: the night ended with %d: %s".formatted(kill, code, process.lines()));
      }
      return code == 0 ? kill + " (not reached)" : "at " + kill;
    }
    boolean isOver = process.endsWithin((long) (kill.share() * millis.get(moment)));
    if (kill.signal().equals("TERM")) {
      process.stop();
    } else {
      process.kill();
    }
    return kill
        + (isOver ? " (it was over)" : " behind " + process.lastStep().replaceAll("^$", "nothing"));
  }

  private void say(String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values);
    System.out.println("kills: " + line);
    try {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static double seconds(long startedNanos) {
    return (System.nanoTime() - startedNanos) / 1e9;
  }
}
