package io.percorso.interactions;

import io.percorso.testing.BaseSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Checks and reads the files of three landing folders, {@code judged} and {@code limited} by the
 * shipped rules but for the limits that would refuse them before, {@code read} without such limits,
 * and prints what became of each and the largest heap. For a JVM of its own.
 */
final class Bombs {
  private static final long NO_LIMIT = 1L << 50;

  private Bombs() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    LoadRules shipped = LoadRules.from(BaseSettings.inUtc());
    List<Source> sources = new ArrayList<>(Loading.shipped());
    sources.add(Loading.SHOP);
    check("judged", folder.resolve("judged/ratio.json.gz"), shipped);
    check(
        "limited", folder.resolve("limited/inflated.json.gz"), limits(shipped, 1 << 25, NO_LIMIT));
    LoadRules open = limits(shipped, NO_LIMIT, NO_LIMIT);
    LoadPlan plan = new LoadPlan(sources, Loading.KEYS, open, "run", Loading.NOW);
    long started = System.nanoTime();
    for (LandingFile file :
        new Landing(sources, f -> false, Set.of(), open, Loading.NOW)
            .scan(folder.resolve("read"))) {
      Map<String, Long> found = new TreeMap<>();
      new ChunkRows(file.chunks().stream().map(Reading::taskRow).iterator(), plan)
          .forEachRemaining(row -> count(row, found));
      print(file.path(), file.reason().isEmpty() ? found.toString() : file.reason(), started);
    }
  }

  private static void check(String folder, Path file, LoadRules rules) {
    long started = System.nanoTime();
    try {
      FileCheck check =
          FileCheck.of(file, java.nio.file.Files.size(file), Loading.SHOP, rules, Loading.NOW);
      print(folder + "/" + file.getFileName(), check.reason().orElseThrow().name(), started);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void count(Row row, Map<String, Long> found) {
    if (row.get(2) != null) {
      int reason = RejectedRecords.TABLE.indexOf(RejectedRecords.REASON);
      found.merge(row.getStruct(2).getString(reason), 1L, Long::sum);
    }
  }

  private static LoadRules limits(LoadRules rules, long inflated, long ratio) {
    return new LoadRules(
        rules.earliest(),
        rules.clockSkew(),
        rules.lateLimit(),
        rules.lateReject(),
        rules.dedupeDays(),
        rules.chunkBytes(),
        rules.frameBytes(),
        rules.keptBytes(),
        rules.jsonDepth(),
        inflated,
        ratio,
        rules.numberLength(),
        rules.nameLength(),
        rules.identifierLength());
  }

  private static void print(String file, String found, long started) {
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(p -> p.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(java.lang.management.MemoryUsage::getUsed)
            .sum();
    System.out.printf(
        "read %s %s %d MB %.1f s%n",
        file, found.replace(" ", ""), peak >> 20, (System.nanoTime() - started) / 1e9);
  }
}
