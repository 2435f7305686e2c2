package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.Engine.RunStatus;
import io.percorso.lake.UserError;
import io.percorso.quality.Freshness.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final TreeMap<String, String> variables = new TreeMap<>();
  private FakeEngine engine = FakeEngine.ending(RunStatus.SUCCESS);
  private Instant now = Instant.parse("2026-03-05T10:00:00Z");

  @Test
  void aRunThatSucceedsExitsWith0() {
    assertThat(percorso("run", "nightly", "--date", "2026-03-01")).isZero();
  }

  @Test
  void aRunThatFailedExitsWith1() {
    engine = FakeEngine.ending(RunStatus.FAILED);
    assertThat(percorso("run", "nightly")).isEqualTo(1);
  }

  @Test
  void aPeriodToScoreAnewBeginsBeforeItEnds() {
    assertThat(percorso("rescore", "--from", "2026-03-02", "--to", "2026-03-02")).isEqualTo(2);
    assertThat(stderr()).contains("so 2026-03-03 or later");
  }

  @Test
  void anEmptyRunExitsWith0() {
    engine = FakeEngine.ending(RunStatus.EMPTY);
    assertThat(percorso("run", "nightly")).isZero();
  }

  @Test
  void anEmptyRunExitsWith3WhenAskedTo() {
    engine = FakeEngine.ending(RunStatus.EMPTY);
    assertThat(percorso("run", "nightly", "--fail-on-empty")).isEqualTo(3);
  }

  @Test
  void aMistakeInUsageExitsWith2WithoutAStackTrace() {
    engine = FakeEngine.throwing(UserError.usage("there is no such thing"));
    assertThat(percorso("run", "nightly")).isEqualTo(2);
    assertThat(stderr()).contains("percorso: there is no such thing").doesNotContain("\tat ");
  }

  @Test
  void aStaleSourceExitsWith1AndALateOneWith0() {
    engine.worst = Severity.WARN;
    assertThat(percorso("freshness", "--date", "2026-03-01")).isZero();
    engine.worst = Severity.ERROR;
    assertThat(percorso("freshness", "--date", "2026-03-01")).isEqualTo(1);
  }

  @Test
  void freshnessIsThatOfTheEndOfYesterdayUnlessADayIsGiven() {
    percorso("freshness");
    percorso("freshness", "--date", "2026-03-01", "--format", "json");
    assertThat(engine.ages)
        .containsExactly(
            new Engine.FreshnessRequest(LocalDate.of(2026, 3, 4), Engine.Format.TABLE),
            new Engine.FreshnessRequest(LocalDate.of(2026, 3, 1), Engine.Format.JSON));
  }

  @Test
  void aLockedLakeExitsWith4() {
    engine = FakeEngine.throwing(new UserError(UserError.Kind.LOCKED, "the lake is held by 42"));
    assertThat(percorso("run", "nightly")).isEqualTo(4);
    assertThat(results()).contains("\"status\" : \"locked\"");
  }

  @Test
  void aBugExitsWith5WithItsStackTraceAndWhereToReportIt() {
    engine = FakeEngine.throwing(new IllegalStateException("row 7 is odd"));
    assertThat(percorso("run", "nightly")).isEqualTo(5);
    assertThat(stderr()).contains("row 7 is odd").contains("\tat ").contains("issue tracker");
  }

  @Test
  void aBugLeavesResultsWithTheStepsBeforeItAndWithoutItsMessage() {
    engine = FakeEngine.throwing(new IllegalStateException("row of anna@example.org"));
    percorso("run", "nightly");
    assertThat(results())
        .contains("\"status\" : \"error\"")
        .contains("\"unique_id\" : \"silver.interactions\"")
        .contains("java.lang.IllegalStateException")
        .doesNotContain("anna@example.org");
  }

  @Test
  void anUnknownOptionNamesTheNearest() {
    assertThat(percorso("run", "nightly", "--dat=2026-03-01")).isEqualTo(2);
    assertThat(stderr()).contains("--dat").contains("did you mean '--date'?");
  }

  @Test
  void anUnknownCommandNamesTheNearest() {
    assertThat(percorso("rum")).isEqualTo(2);
    assertThat(stderr()).contains("did you mean 'run'?");
  }

  @Test
  void anUnknownSettingNamesItsOriginAndTheNearest() {
    assertThat(percorso("run", "nightly", "--set", "business.zones=UTC")).isEqualTo(2);
    assertThat(stderr()).contains("business.zones").contains("--set").contains("'business.zone'");
    assertThat(engine.runs).isEmpty();
  }

  @Test
  void anUnknownPipelineNamesTheNearest() {
    assertThat(percorso("run", "nigthly")).isEqualTo(2);
    assertThat(stderr()).contains("did you mean 'nightly'?");
  }

  @Test
  void noCommandAtAllIsAMistake() {
    assertThat(percorso()).isEqualTo(2);
    assertThat(stderr()).contains("a command is missing");
  }

  @Test
  void helpAndVersionOfEveryCommandGoToStdout() {
    for (String command :
        List.of(
            "demo",
            "run",
            "retry",
            "sql",
            "digest",
            "simulate",
            "score",
            "report",
            "ls",
            "identity",
            "status",
            "validate",
            "config")) {
      out.reset();
      assertThat(percorso(command, "--help")).as(command).isZero();
      assertThat(stdout()).contains("Usage: percorso " + command);
      assertThat(percorso(command, "--version")).as(command).isZero();
    }
    assertThat(stderr()).isEmpty();
  }

  @Test
  void withoutADateTheRunIsForYesterdayInTheBusinessZone() {
    now = Instant.parse("2026-03-04T23:30:00Z"); // half past midnight of the 5th in Rome
    percorso("run", "nightly");
    assertThat(engine.runs.get(0).from()).isEqualTo(LocalDate.parse("2026-03-04"));
    assertThat(engine.runs.get(0).to()).isEqualTo(LocalDate.parse("2026-03-05"));
  }

  @Test
  void theEndOfAnIntervalIsExclusive() {
    percorso("run", "nightly", "--from", "2026-03-01", "--to", "2026-03-04");
    assertThat(engine.runs.get(0).lastDay()).isEqualTo(LocalDate.parse("2026-03-03"));
  }

  @Test
  void anIntervalWithoutADayIsAMistake() {
    assertThat(percorso("run", "nightly", "--from", "2026-03-04", "--to", "2026-03-04"))
        .isEqualTo(2);
  }

  @Test
  void aDateBesideAnIntervalIsAMistake() {
    assertThat(percorso("run", "nightly", "--date", "2026-03-04", "--to", "2026-03-05"))
        .isEqualTo(2);
  }

  @Test
  void aVariableStandsForTheOptionOfItsName() {
    variables.put("PERCORSO_WORKSPACE", folder.resolve("elsewhere").toString());
    assertThat(run(List.of("run", "nightly"))).isZero();
    assertThat(folder.resolve("elsewhere/runs")).isDirectory();
  }

  @Test
  void sparkTakesBaseThenSubmittedThenOptions() {
    percorso("run", "nightly", "--spark-conf", "spark.executor.cores=3", "--master", "local[1]");
    assertThat(engine.setups.get(0).spark())
        .containsEntry("spark.executor.cores", "3")
        .containsEntry("spark.master", "local[1]")
        .containsEntry("spark.sql.session.timeZone", "UTC");
  }

  @Test
  void theEngineIsClosedHoweverTheRunEnds() {
    engine = FakeEngine.throwing(new IllegalStateException("x"));
    percorso("run", "nightly");
    assertThat(engine.isClosed).isTrue();
  }

  @Test
  void twoRunsInOneSecondHaveFoldersOfTheirOwn() throws IOException {
    percorso("run", "nightly");
    percorso("run", "nightly");
    try (var runs = Files.list(folder.resolve("workspace/runs"))) {
      assertThat(runs.map(p -> p.getFileName().toString()).sorted())
          .containsExactly("20260305T100000", "20260305T100000-2");
    }
  }

  @Test
  void progressAndPathsGoToStderrAndFindingsToStdout() {
    assertThat(percorso("demo")).isZero();
    assertThat(stdout()).isEqualTo("a finding\n");
    assertThat(stderr())
        .contains("1 of 2 OK    silver.interactions")
        .contains("12,340 rows  1.5s")
        .contains("PASS=1 WARN=0 ERROR=0 SKIP=0 TOTAL=1")
        .contains("workspace/runs/20260305T100000");
  }

  @Test
  void quietSaysNothingOfASuccess() {
    percorso("run", "nightly", "--quiet");
    assertThat(stderr()).isEmpty();
  }

  @Test
  void jsonProgressIsOneObjectALine() {
    percorso("run", "nightly", "--log-format", "json");
    assertThat(stderr().lines()).allMatch(l -> l.startsWith("{") && l.endsWith("}")).isNotEmpty();
  }

  @Test
  void aQueryIsAnsweredOnStdout() {
    assertThat(percorso("sql", "select 1", "--at", "head", "--format", "csv")).isZero();
    assertThat(stdout()).isEqualTo("answer\n");
    assertThat(engine.queries)
        .containsExactly(new Engine.SqlRequest("select 1", Engine.At.HEAD, Engine.Format.CSV));
  }

  @Test
  void aDigestOfAnUnknownTableNamesTheNearest() {
    assertThat(percorso("digest", "silver.interaction")).isEqualTo(2);
    assertThat(stderr()).contains("did you mean 'silver.interactions'?");
  }

  @Test
  void lsShowsPipelinesStepsAndTables() {
    assertThat(percorso("ls")).isZero();
    assertThat(stdout())
        .contains("pipeline  nightly")
        .contains("step      load-interactions")
        .contains("table     silver.interactions");
    assertThat(engine.setups).isEmpty();
  }

  @Test
  void lsOfATableShowsItsColumns() {
    assertThat(percorso("ls", "silver.interactions")).isZero();
    assertThat(stdout()).contains("interaction_id").contains("(grain)");
  }

  @Test
  void statusShowsTheNewestRunFirst() {
    percorso("run", "nightly", "--date", "2026-03-01");
    now = now.plusSeconds(60);
    engine = FakeEngine.ending(RunStatus.FAILED);
    percorso("run", "nightly", "--date", "2026-03-02");
    out.reset();
    assertThat(percorso("status")).isZero();
    List<String> lines = stdout().lines().toList();
    assertThat(lines.get(1)).startsWith("20260305T100100").contains("failed", "2026-03-02");
    assertThat(lines.get(2)).startsWith("20260305T100000").contains("success", "2026-03-01");
  }

  @Test
  void aFailedRunIsFollowedByWhatToType() {
    engine = FakeEngine.throwing(UserError.failed("a promise"));
    percorso("run", "nightly");
    err.reset();
    percorso("status");
    assertThat(stderr())
        .contains("readers see what they saw before")
        .contains("./percorso retry --workspace " + folder.resolve("workspace"));
  }

  @Test
  void aRunWhoseProcessIsGoneIsShownAsDead() throws IOException {
    percorso("run", "nightly");
    Path results = folder.resolve("workspace/runs/20260305T100000/run_results.json");
    Files.writeString(
        results, results().replace("\"status\" : \"success\"", "\"status\" : \"running\""));
    out.reset();
    err.reset();
    percorso("status");
    assertThat(stdout()).contains(" died ");
    assertThat(stderr()).contains("Go on with it: ./percorso retry");
  }

  @Test
  void afterAGoodRunThereIsNothingToRetry() {
    assertThat(percorso("retry")).isZero();
    assertThat(stderr()).contains("nothing to retry");
    assertThat(percorso("retry", "--fail-on-empty")).isEqualTo(3);
    assertThat(engine.runs).isEmpty();
  }

  @Test
  void retryRunsTheUnfinishedRunWithItsOwnPipelineDayAndSettings() {
    engine.unfinished =
        Optional.of(unfinished("failed", false, "old", "--set business.currency=CHF"));
    assertThat(percorso("retry")).isZero();
    Engine.RunRequest run = engine.runs.get(0);
    assertThat(run.pipeline()).isEqualTo("nightly");
    assertThat(run.lastDay()).isEqualTo(LocalDate.parse("2026-02-01"));
    assertThat(engine.setups.get(1).settings().text("business.currency")).isEqualTo("CHF");
    assertThat(engine.isClosed).isTrue();
  }

  @Test
  void aRunThatDiedUnderOtherRulesIsNotContinuedInSilence() {
    engine = FakeEngine.throwing(UserError.failed("a promise"));
    percorso("run", "nightly", "--date", "2026-02-01", "--set", "business.currency=CHF");
    engine.runs.clear();
    err.reset();
    engine.unfinished = Optional.of(unfinished("started", true, "old", ""));
    assertThat(percorso("retry")).isEqualTo(2);
    assertThat(stderr())
        .contains("nightly-2026-02-01-7 cannot go on")
        .contains("business.currency was CHF and is EUR")
        .contains("./percorso run nightly --date 2026-02-01");
    assertThat(engine.runs).isEmpty();
  }

  private static Engine.Unfinished unfinished(
      String status, boolean canGoOn, String rules, String options) {
    return new Engine.Unfinished(
        "nightly-2026-02-01-7",
        "nightly",
        LocalDate.parse("2026-02-01"),
        status,
        rules,
        "./percorso run nightly --date 2026-02-01 --workspace w " + options,
        canGoOn);
  }

  @Test
  void validateSaysEveryProblem() {
    assertThat(
            percorso("validate", "--set", "business.zone=Mars/Base", "--set", "published.keep=few"))
        .isEqualTo(2);
    assertThat(stderr()).contains("Mars/Base").contains("few");
  }

  @Test
  void anUnknownKeyOfASourceIsNamedWithTheNearest(@TempDir Path folder) throws IOException {
    Path shipped = Path.of("..", "conf");
    Path sources = Files.createDirectories(folder.resolve("sources"));
    for (String name :
        List.of("base.yaml", "schedule.yaml", "touchpoints.yaml", "goals.yaml", "funnels.yaml")) {
      Files.copy(shipped.resolve(name), folder.resolve(name));
    }
    String ecom = Files.readString(shipped.resolve("sources/ecom.yaml"));
    Files.writeString(sources.resolve("ecom.yaml"), ecom.replace("framing:", "framign:"));

    assertThat(percorso("validate", "--conf", folder.toString())).isEqualTo(2);
    assertThat(stderr()).contains("ecom.yaml").contains("framign").contains("framing");
  }

  @Test
  void theShippedConfigurationIsSound() {
    assertThat(percorso("validate")).isZero();
  }

  @Test
  void configShowNamesFileAndLine() {
    assertThat(percorso("config", "show", "--origin")).isZero();
    assertThat(stdout()).containsPattern("business.zone: Europe/Rome +# base.yaml:\\d+\n");
  }

  private int percorso(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    boolean takesOptions = !all.isEmpty() && !all.get(0).equals("rum");
    if (takesOptions) {
      // 'config' takes its options behind 'show'.
      all.addAll(
          all.contains("--help") || all.contains("--version")
              ? List.of()
              : List.of("--workspace", folder.resolve("workspace").toString()));
    }
    return run(all);
  }

  private int run(List<String> arguments) {
    return Main.run(
        new Invocation(
            arguments,
            variables,
            Map.of(),
            checkout(),
            Clock.fixed(now, ZoneOffset.UTC),
            false,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            setup -> engine.with(setup)));
  }

  /** The top folder, whose conf/ is the one that ships. */
  static Path checkout() {
    return Path.of("").toAbsolutePath().getParent();
  }

  private String results() {
    try {
      return Files.readString(folder.resolve("workspace/runs/20260305T100000/run_results.json"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String stdout() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String stderr() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
