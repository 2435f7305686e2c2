package io.percorso.jobs;

import io.percorso.jobs.StepListener.StepResult;
import io.percorso.jobs.StepListener.StepStatus;
import io.percorso.jobs.score.Scorecard;
import io.percorso.jobs.score.TruthFolder;
import io.percorso.quality.Freshness.Severity;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** An engine that remembers what it was asked and ends as it was told. */
final class FakeEngine implements Engine {
  final List<Setup> setups = new ArrayList<>();
  final List<RunRequest> runs = new ArrayList<>();
  final List<SqlRequest> queries = new ArrayList<>();
  final List<ReloadRequest> reloads = new ArrayList<>();
  private final Supplier<RunOutcome> ending;
  Optional<Unfinished> unfinished = Optional.empty();
  final List<FreshnessRequest> ages = new ArrayList<>();
  final List<NamedIdentifier> explained = new ArrayList<>();
  Severity worst = Severity.OK;
  Scorecard card = new Scorecard(List.of(), List.of());
  boolean isClosed;

  private FakeEngine(Supplier<RunOutcome> ending) {
    this.ending = ending;
  }

  static FakeEngine ending(RunStatus status) {
    return new FakeEngine(
        () -> new RunOutcome(status, "it ended", Optional.empty(), Optional.empty()));
  }

  static FakeEngine throwing(RuntimeException exception) {
    return new FakeEngine(
        () -> {
          throw exception;
        });
  }

  FakeEngine with(Setup setup) {
    setups.add(setup);
    return this;
  }

  @Override
  public RunOutcome run(RunRequest request, StepListener listener) {
    runs.add(request);
    listener.planned(2);
    listener.started("silver.interactions");
    listener.ended(
        new StepResult("silver.interactions", StepStatus.OK, 1.5, OptionalLong.of(12340), ""));
    return ending.get();
  }

  @Override
  public DemoOutcome demo(RunRequest request, StepListener listener) {
    return new DemoOutcome(run(request, listener), List.of("a finding"));
  }

  @Override
  public Optional<Unfinished> unfinished() {
    return unfinished;
  }

  @Override
  public void sql(SqlRequest request, PrintStream out) {
    queries.add(request);
    out.println("answer");
  }

  @Override
  public void explain(NamedIdentifier identifier, PrintStream out) {
    explained.add(identifier);
  }

  @Override
  public void digest(DigestRequest request, PrintStream out) {
    out.println("digest of " + request.tables());
  }

  @Override
  public Severity freshness(FreshnessRequest request, PrintStream out) {
    ages.add(request);
    out.println("ages at the end of " + request.day());
    return worst;
  }

  @Override
  public Scorecard score(TruthFolder truth) {
    return card;
  }

  @Override
  public void rescore(RescoreRequest request, PrintStream out) {
    out.println(request);
  }

  @Override
  public Path report() {
    return Path.of("site", "index.html");
  }

  @Override
  public String rollBack(String modelId, Optional<Integer> version, Restoring restoring) {
    throw new UnsupportedOperationException("no test puts a model in use");
  }

  @Override
  public String restoreTable(String table, long version, Restoring restoring) {
    return "restored %s to %d".formatted(table, version);
  }

  @Override
  public String restoreRun(String runId, Restoring restoring) {
    return "restored " + runId;
  }

  @Override
  public RunOutcome reload(ReloadRequest reload, RunRequest request, StepListener listener) {
    reloads.add(reload);
    return run(request, listener);
  }

  @Override
  public Path republish() {
    return Path.of("published", "1");
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
