package io.percorso.jobs;

import io.percorso.lake.UserError;
import io.percorso.simulator.company.World;
import io.percorso.simulator.company.WorldSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code simulate}: the raw files of a company that does not exist, and the truth about it. */
@Command(
    name = "simulate",
    description =
        "Writes the raw files of a simulated company and, in a folder that the pipeline never"
            + " reads, the truth about it. The same arguments give the same bytes.",
    footer = {"", ExitCode.HELP},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SimulateCompany implements Callable<Integer> {
  private static final int MOST_CUSTOMERS = 100_000_000;
  private static final int MOST_DAYS = 3650;
  private static final int MOST_THREADS = 64;
  private static final int PROGRESS_LINES = 10;

  private final Invocation invocation;
  private final Company company;

  @Mixin private CommonOptions options;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "2000",
      description = "1 to 100,000,000. Default: ${DEFAULT-VALUE}")
  private long customers;

  @Option(
      names = "--days",
      paramLabel = "D",
      defaultValue = "90",
      description = "1 to 3650. Default: ${DEFAULT-VALUE}")
  private long days;

  @Option(
      names = "--last-day",
      paramLabel = "DAY",
      description = "Last day with records, such as 2026-03-31. Default: yesterday")
  private LocalDate lastDay;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Another number, another company. Default: 1")
  private Long seed;

  @Option(
      names = "--from-commit",
      description = "The seed that the product's commit stands for, instead of --seed")
  private boolean isFromCommit;

  @Option(
      names = "--profile",
      defaultValue = "realistic",
      description = "clean, realistic or hostile. Default: ${DEFAULT-VALUE}")
  private WorldSize.Profile profile;

  @Option(
      names = "--perturb",
      description = "Moves each planted effect by up to three tenths, by the seed")
  private boolean isPerturbed;

  @Option(
      names = "--into",
      paramLabel = "LANDING",
      description = "Gets one folder per source. Default: the workspace's landing folder")
  private Path into;

  @Option(
      names = "--truth",
      paramLabel = "DIR",
      required = true,
      description = "Gets the truth files, for 'score'; outside every landing folder")
  private Path truth;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "1 to 64. Default: the machine's processors")
  private Long threads;

  SimulateCompany(Invocation invocation, Company company) {
    this.invocation = invocation;
    this.company = company;
  }

  @Override
  public Integer call() {
    WorldSize size = size();
    int writers = threads();
    Path landing = into == null ? options.workspace().landing() : into;
    requireApart(landing);
    requireEmpty(landing);
    try {
      String written = company.write(size, landing, truth, writers, progress(size));
      invocation.out().println(written);
    } catch (UncheckedIOException e) {
      throw unwritten(landing, Optional.ofNullable(e.getMessage()).orElse(""), e.getCause());
    }
    return ExitCode.DONE;
  }

  private WorldSize size() {
    int people = within("--customers", customers, MOST_CUSTOMERS);
    int length = within("--days", days, MOST_DAYS);
    LocalDate last =
        lastDay == null
            ? LocalDate.ofInstant(
                    invocation.clock().instant(),
                    options.settings(invocation).zone("business.zone"))
                .minusDays(1)
            : lastDay;
    try {
      return new WorldSize(
          seed(), people, last.minusDays(length - 1L), length, profile, isPerturbed);
    } catch (DateTimeException e) {
      throw UserError.usage(
          "--last-day %s: %d days before it there is no calendar".formatted(last, length));
    }
  }

  private int threads() {
    return threads == null
        ? Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors())
        : within("--threads", threads, MOST_THREADS);
  }

  private static int within(String option, long value, int most) {
    if (value < 1 || value > most) {
      throw UserError.usage(
          "%s %d is not possible: it takes 1 to %,d".formatted(option, value, most));
    }
    return (int) value;
  }

  private long seed() {
    if (!isFromCommit) {
      return seed == null ? 1 : seed;
    }
    if (seed != null) {
      throw UserError.usage("--seed and --from-commit name two seeds: give one of them");
    }
    String commit =
        BuildCommit.of(invocation.home())
            .orElseThrow(
                () ->
                    UserError.usage(
                        "--from-commit: %s is no checkout, so the product's commit is not known; give --seed"
                            .formatted(invocation.home().toAbsolutePath())));
    invocation.err().printf("seed %d of commit %s%n", BuildCommit.seed(commit), commit);
    return BuildCommit.seed(commit);
  }

  /** The pipeline must never read the truth, and a landing folder holds nothing but sources. */
  private void requireApart(Path landing) {
    Path truthful = real(truth);
    for (Path folder : List.of(landing, options.workspace().landing())) {
      Path raw = real(folder);
      if (truthful.startsWith(raw)) {
        throw UserError.usage(
            "--truth %s lies in the landing folder %s, where the pipeline would read it: give a folder outside, such as %s"
                .formatted(truth, folder, raw.resolveSibling("truth")));
      }
      if (raw.startsWith(truthful)) {
        throw UserError.usage(
            "the landing folder %s lies in --truth %s: give two folders of which neither holds the other"
                .formatted(folder, truth));
      }
    }
  }

  private void requireEmpty(Path landing) {
    if (Files.exists(landing) && !Files.isDirectory(landing)) {
      throw UserError.usage("--into %s is no folder".formatted(landing));
    }
    if (Files.exists(truth) && !Files.isDirectory(truth)) {
      throw UserError.usage("--truth %s is no folder".formatted(truth));
    }
    entries(truth).stream()
        .findFirst()
        .ifPresent(
            file -> {
              throw UserError.usage(
                  "--truth %s is not empty, it holds %s: a truth belongs to one company; give a new folder or delete this one"
                      .formatted(truth, file.getFileName()));
            });
    for (Path source : entries(landing)) {
      if (Files.isDirectory(source) && !entries(source).isEmpty()) {
        throw UserError.usage(
            "landing folder %s already holds files of source %s: simulated ones would be mixed with them; give a new --workspace or --into"
                .formatted(landing, source.getFileName()));
      }
    }
  }

  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted(Comparator.comparing(Path::toString)).toList();
    } catch (IOException e) {
      throw UserError.failed(
          "%s cannot be listed (%s): give the account that runs this the right to read it"
              .formatted(folder, e.getClass().getSimpleName()));
    }
  }

  /** Where a path leads, links followed, whether or not its end exists yet. */
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    for (Path known = absolute; known != null; known = known.getParent()) {
      if (Files.exists(known, LinkOption.NOFOLLOW_LINKS)) {
        try {
          return known.toRealPath().resolve(known.relativize(absolute)).normalize();
        } catch (IOException e) {
          throw UserError.usage(
              "%s leads nowhere (%s): give a folder"
                  .formatted(known, e.getClass().getSimpleName()));
        }
      }
    }
    return absolute;
  }

  private UserError unwritten(Path landing, String file, IOException why) {
    return UserError.failed(
        "the company could not be written: %s (%s). Make room or give other folders, delete what it may have left in %s and %s, and type the same command again"
            .formatted(file, why.getMessage(), landing, truth));
  }

  /** A line per tenth of the customers and bots. */
  private java.util.function.LongConsumer progress(WorldSize size) {
    if (options.progressStyle(invocation) == Progress.Style.SILENT) {
      return written -> {};
    }
    long all = World.entities(size);
    AtomicLong told = new AtomicLong();
    return written -> {
      long tenth = written * PROGRESS_LINES / all;
      if (told.getAndAccumulate(tenth, Math::max) < tenth) {
        invocation.err().printf("%,d of %,d customers and bots%n", written, all);
      }
    };
  }
}
