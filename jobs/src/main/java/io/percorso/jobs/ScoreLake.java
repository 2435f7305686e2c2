package io.percorso.jobs;

import io.percorso.bi.SpreadsheetCsv;
import io.percorso.interactions.Sources;
import io.percorso.jobs.Engine.Format;
import io.percorso.jobs.score.Leaks;
import io.percorso.jobs.score.ManyWorlds;
import io.percorso.jobs.score.Score;
import io.percorso.jobs.score.Scorecard;
import io.percorso.jobs.score.TruthFolder;
import io.percorso.lake.UserError;
import io.percorso.simulator.company.WorldSize;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code score}: the lake against the truth of a simulated company. */
@Command(
    name = "score",
    description =
        "What the lake found against what a simulated company knows: one row per metric with its"
            + " bound; exits 1 when a required row is missing or does not hold.",
    footer = {"", ExitCode.HELP},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ScoreLake implements Callable<Integer> {
  private static final int MOST_WORLDS = 10_000;
  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 12, 2);
  private static final int DAYS = 120;

  private final Invocation invocation;

  @Mixin private CommonOptions options;

  @Option(
      names = "--truth",
      paramLabel = "DIR",
      description = "The folder of truth files that 'simulate' wrote")
  private Path truth;

  @Option(
      names = "--from-visits",
      paramLabel = "WORLDS",
      description =
          "Instead: so many worlds drawn in memory, without files and lake; each has its own"
              + " seed, and effects moved by it")
  private Integer worlds;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Of each world of --from-visits. Default: ${DEFAULT-VALUE}")
  private int customers;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description =
          "Of the first world of --from-visits. Default: the one that the product's commit stands"
              + " for")
  private Long seed;

  @Option(
      names = "--require",
      paramLabel = "NAME",
      split = ",",
      description = "Rows that must be there and hold; several with commas")
  private List<String> required = List.of();

  @Option(
      names = "--leaks",
      description =
          "Instead: how much each raw field alone gives away of friction, intent and person, as"
              + " CSV, from the landing folder")
  private boolean isLeaks;

  @Option(
      names = "--format",
      defaultValue = "table",
      description =
          "table, csv or json (one object a line); of the last two the confusion tables go to"
              + " stderr. Default: table")
  private Format format;

  ScoreLake(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Scorecard.requireKnown(required);
    if (worlds != null) {
      return manyWorlds();
    }
    if (truth == null) {
      throw UserError.usage(
          "--truth is missing: give the folder that 'simulate' wrote, or --from-visits WORLDS for"
              + " worlds without files");
    }
    TruthFolder folder = TruthFolder.at(truth);
    if (isLeaks) {
      return leaks(folder);
    }
    Scorecard card;
    try (Engine engine = options.readingEngine(invocation)) {
      card = engine.score(folder);
    }
    return judge(card);
  }

  private int judge(Scorecard card) {
    print(card);
    List<String> unmet = card.unmet(required);
    unmet.forEach(sentence -> invocation.err().println("percorso: " + sentence));
    return unmet.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private int manyWorlds() {
    if (worlds < 1 || worlds > MOST_WORLDS || customers < 1) {
      throw UserError.usage(
          "--from-visits %d --customers %d is not possible: it takes 1 to %,d worlds of at least 1 customer"
              .formatted(worlds, customers, MOST_WORLDS));
    }
    long first =
        seed != null ? seed : BuildCommit.of(invocation.home()).map(BuildCommit::seed).orElse(1L);
    WorldSize size =
        new WorldSize(
            first, customers, FIRST_DAY, DAYS, WorldSize.Profile.CLEAN, /* isPerturbed= */ true);
    List<Score> scores = new ArrayList<>();
    scores.add(Score.fact("world.seed", Long.toString(first), "of the first world"));
    scores.addAll(ManyWorlds.of(size, worlds, done -> {}));
    return judge(new Scorecard(scores, List.of()));
  }

  private void print(Scorecard card) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(Score.COLUMNS);
    lines.add(
        Score.fact(
                "build.commit",
                BuildCommit.of(invocation.home()).orElse("unknown"),
                "the product's; changes that are not committed are not seen")
            .cells());
    card.scores().forEach(score -> lines.add(score.cells()));
    RowPrinter.print(lines, format, invocation.out());
    PrintStream beside = format == Format.TABLE ? invocation.out() : invocation.err();
    for (List<List<String>> grid : card.grids()) {
      beside.println();
      RowPrinter.print(grid, Format.TABLE, beside);
    }
  }

  private int leaks(TruthFolder folder) {
    if (!required.isEmpty()) {
      throw UserError.usage(
          "--leaks shows another table, of which no row can be required: leave out --leaks or"
              + " --require");
    }
    PrintStream out = invocation.out();
    out.println(SpreadsheetCsv.line(Leaks.Leak.COLUMNS));
    Leaks.find(
        folder,
        options.workspace().landing(),
        Sources.read(options.confFolder(invocation).resolve("sources")),
        leak -> out.println(SpreadsheetCsv.line(leak.cells())));
    return ExitCode.DONE;
  }
}
