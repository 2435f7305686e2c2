package io.percorso.simulator.company;

import io.percorso.simulator.RawFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Writes a world: raw files per day and source, and the truth beside them.
 *
 * <p>Every draw is a function of seed, entity and purpose, and blocks of customers are merged in a
 * fixed order: the same bytes on any number of threads. Memory holds one block of customers per
 * thread, whatever the number of customers.
 */
public final class World {
  private static final int BLOCK = 250;

  /** A bot leaves as many records as a dozen of customers. */
  private static final int BOT_BLOCK = 20;

  /** Tables that are drawn customer by customer, and whose values hold no comma. */
  private static final Set<Truth> TOLD =
      EnumSet.of(
          Truth.PERSON,
          Truth.IDENTITY,
          Truth.JOURNEY,
          Truth.VISIT,
          Truth.LOSS,
          Truth.CHURN,
          Truth.UPLIFT,
          Truth.TOPIC);

  private final WorldSize size;
  private final Effects effects;
  private final List<Format> formats = Formats.all();

  private World(WorldSize size) {
    this.size = size;
    this.effects = Effects.of(size);
  }

  /**
   * What was written.
   *
   * @param records records by source
   * @param bytes of the raw files
   */
  public record Summary(Map<String, Long> records, long bytes, int bots) {
    public long total() {
      return records.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * @param rows file of rows of the truth, each behind the name of its table and a blank
   */
  private record Block(Path frames, Path rows, Losses losses) {}

  /**
   * Writes all files. They are made in a folder beside the landing folder and moved when all are
   * whole: a world that dies half-way leaves no day that could be taken for whole.
   *
   * @param landing files go to {@code landing/<source>/}
   * @param truth folder of the truth's tables
   * @param threads at least 1
   * @param progress is told how many customers and bots are done
   * @throws UncheckedIOException when a file cannot be written; names it
   */
  public static Summary write(
      WorldSize size, Path landing, Path truth, int threads, LongConsumer progress) {
    return new World(size).write(landing, truth, threads, progress);
  }

  /**
   * Draws a world and hands out the rows of one table of its truth, without writing any file: for
   * models that are to be fed with many worlds.
   *
   * @param table person, identity, journey, visit, loss, churn, uplift or topic
   * @param row gets the values of each row in the order of {@link #columns}, customer by customer
   */
  public static void tell(WorldSize size, String table, Consumer<List<String>> row) {
    Truth wanted = Truth.valueOf(table.toUpperCase(java.util.Locale.ROOT));
    if (!TOLD.contains(wanted)) {
      throw new IllegalArgumentException(
          table + " is known of a world with files alone; without files there are " + TOLD);
    }
    Effects effects = Effects.of(size);
    Losses losses = new Losses();
    for (int number = 0; number < size.customers(); number++) {
      Diary diary = new Diary();
      Life.live(size, effects, Person.of(size, number), diary, losses);
      for (Diary.TruthRow told : diary.rows()) {
        if (told.table() == wanted) {
          row.accept(List.of(told.csv().split(",", -1)));
        }
      }
    }
  }

  /** Names of the columns of a table of the truth. */
  public static List<String> columns(String table) {
    return List.of(Truth.valueOf(table.toUpperCase(java.util.Locale.ROOT)).header().split(","));
  }

  /** Customers and bots, the unit of the progress. */
  public static long entities(WorldSize size) {
    return size.customers() + (long) Bots.count(size);
  }

  private Summary write(Path landing, Path truth, int threads, LongConsumer progress) {
    Path making =
        landing
            .toAbsolutePath()
            .resolveSibling(".simulating-" + landing.toAbsolutePath().getFileName());
    try {
      delete(making);
      Files.createDirectories(making.resolve("spool"));
      List<Block> blocks = blocks(making.resolve("spool"), threads, progress);
      Summary summary = writeFiles(making, blocks);
      writeTruth(making.resolve("truth"), blocks);
      move(making.resolve("landing"), landing);
      move(making.resolve("truth"), truth);
      return summary;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the world into " + making, e);
    } finally {
      delete(making);
    }
  }

  private List<Block> blocks(Path spool, int threads, LongConsumer progress) {
    int customers = (size.customers() + BLOCK - 1) / BLOCK;
    int bots = Bots.count(size);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Block>> running = new ArrayList<>();
      for (int i = 0; i < customers; i++) {
        int first = i * BLOCK;
        int last = Math.min(size.customers(), first + BLOCK);
        running.add(workers.submit(() -> customers(spool, first, last)));
      }
      for (int i = 0; i < bots; i += BOT_BLOCK) {
        int first = i;
        int last = Math.min(bots, first + BOT_BLOCK);
        running.add(workers.submit(() -> bots(spool, first, last)));
      }
      List<Block> done = new ArrayList<>();
      for (Future<Block> block : running) {
        done.add(block.get());
        progress.accept(
            Math.min((long) done.size() * BLOCK, size.customers())
                + Math.min(Math.max(0, done.size() - customers) * (long) BOT_BLOCK, bots));
      }
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while the world was written", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private Block customers(Path spool, int first, int last) {
    Noise noise = new Noise(size, formats);
    Losses losses = new Losses();
    List<Raw> frames = new ArrayList<>();
    List<Diary.TruthRow> rows = new ArrayList<>();
    for (int number = first; number < last; number++) {
      Person person = Person.of(size, number);
      Diary diary = new Diary();
      Life.live(size, effects, person, diary, losses);
      diary.entries().forEach(entry -> noise.write(entry, person.isTest(), frames));
      rows.addAll(diary.rows());
    }
    return block(spool.resolve("customers-" + first), frames, rows, losses);
  }

  private Block bots(Path spool, int first, int last) {
    Noise noise = new Noise(size, formats);
    List<Raw> frames = new ArrayList<>();
    List<Diary.TruthRow> rows = new ArrayList<>();
    for (int bot = first; bot < last; bot++) {
      Diary diary = new Diary();
      Bots.live(size, bot, diary);
      diary.entries().forEach(entry -> noise.write(entry, false, frames));
      rows.addAll(diary.rows());
    }
    return block(spool.resolve("bots-" + first), frames, rows, new Losses());
  }

  private static Block block(
      Path file, List<Raw> frames, List<Diary.TruthRow> rows, Losses losses) {
    Spool.writeFrames(file, frames);
    Path told = file.resolveSibling(file.getFileName() + "-truth");
    try (RawFile out = RawFile.create(told)) {
      for (Diary.TruthRow row : rows) {
        out.text(row.table().name()).text(" ").text(row.csv()).text("\n");
      }
    }
    return new Block(file, told, losses);
  }

  private Summary writeFiles(Path making, List<Block> blocks) throws IOException {
    Files.createDirectories(making.resolve("truth"));
    try (RawFile records =
            RawFile.create(making.resolve("truth").resolve(Truth.RECORD.fileName()));
        DayFiles files = new DayFiles(size, formats, making.resolve("landing"), records)) {
      records.text(Truth.RECORD.header()).text("\n");
      Spool.merge(
          blocks.stream().map(Block::frames).toList(), making.resolve("spool"), files::write);
      files.end();
      for (int day = 0; day < size.days(); day++) {
        RatesFile.write(making.resolve("landing"), size.day(day), size.seed());
      }
      return new Summary(
          new TreeMap<>(files.records()), bytes(making.resolve("landing")), Bots.count(size));
    }
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }

  private void writeTruth(Path folder, List<Block> blocks) throws IOException {
    Losses losses = new Losses();
    blocks.forEach(block -> losses.add(block.losses()));
    Map<Truth, RawFile> files = new EnumMap<>(Truth.class);
    try {
      for (Truth table : Truth.values()) {
        if (table != Truth.RECORD) {
          files.put(
              table,
              RawFile.create(folder.resolve(table.fileName())).text(table.header()).text("\n"));
        }
      }
      for (Block block : blocks) {
        try (BufferedReader rows = Files.newBufferedReader(block.rows())) {
          for (String row = rows.readLine(); row != null; row = rows.readLine()) {
            int blank = row.indexOf(' ');
            files
                .get(Truth.valueOf(row.substring(0, blank)))
                .text(row.substring(blank + 1))
                .text("\n");
          }
        }
      }
      new WorldFacts(size, effects, losses)
          .tell((table, row) -> files.get(table).text(row).text("\n"));
    } finally {
      files.values().forEach(RawFile::close);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
