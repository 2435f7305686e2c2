package io.percorso.jobs;

import io.percorso.jobs.Engine.RunOutcome;
import io.percorso.jobs.Engine.RunRequest;
import io.percorso.jobs.Engine.RunStatus;
import io.percorso.jobs.Engine.Setup;
import io.percorso.journeys.Timeline;
import io.percorso.lake.CrashPoint;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Expectation;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import io.percorso.lake.Run;
import io.percorso.lake.RunLock;
import io.percorso.lake.UserError;
import io.percorso.lake.Written;
import io.percorso.lake.fsck.Preflight;
import io.percorso.lake.fsck.Remedies;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One run of a pipeline: puts back what a failed run left, takes the files that are new, brings
 * every table to the lake's cut-off, and publishes when all promises held. Whatever happens, the
 * ledger says how it ended.
 */
final class Night {
  /**
   * Lines beside those of tables: load, timeline, aggregates, quality, audit, restatements,
   * publish, memory; less the books of runs.
   */
  private static final int COMPOSED_STEPS = 4;

  private final Setup setup;
  private final Lake lake;
  private final Ledger ledger;
  private final PublishStep publication;
  private final RunRequest request;
  private final StepListener listener;
  private final ConfFiles conf;
  private final List<Timeline.Part> further;
  private final long startedNanos = System.nanoTime();

  Night(Setup setup, Lake lake, RunRequest request, StepListener listener) {
    this(setup, lake, request, listener, List.of());
  }

  /**
   * @param further parts of the timeline beside those of the product
   */
  Night(
      Setup setup,
      Lake lake,
      RunRequest request,
      StepListener listener,
      List<Timeline.Part> further) {
    this(setup, lake, request, listener, further, new PublishStep(setup, lake));
  }

  /**
   * @param publication what readers get of it
   */
  Night(
      Setup setup,
      Lake lake,
      RunRequest request,
      StepListener listener,
      List<Timeline.Part> further,
      PublishStep publication) {
    this.setup = setup;
    this.lake = lake;
    this.ledger = new Ledger(lake);
    this.publication = publication;
    this.request = request;
    this.listener = listener;
    this.conf = ConfFiles.read(setup.conf(), setup.settings());
    this.further = List.copyOf(further);
  }

  /**
   * @param lock held by the caller, for the length of the run
   */
  RunOutcome run(RunLock lock) {
    Preflight.require(setup.workspace().lake(), new Remedies(setup.workspace().root().toString()));
    Optional<RunOutcome> finished = finishPublished();
    Optional<Ledger.Entry> last = ledger.last();
    Optional<Ledger.Entry> before = ledger.lastDone();
    LocalDate day = request.lastDay();
    LocalDate cutoffDay =
        before.map(Ledger.Entry::cutoffDay).filter(d -> d.isAfter(day)).orElse(day);
    Optional<Ledger.Entry> broken = last.filter(e -> e.status().isBroken());
    long looked = System.nanoTime();
    Landed taken = look(broken, before);
    end("look", StepListener.StepStatus.OK, seconds(looked), taken.files().size(), "new files");
    CrashPoint.LANDING_LOOKED.reach();
    Optional<Ledger.Entry> continued = broken.filter(e -> continues(e, cutoffDay, taken));
    Landed landed = taken;
    if (broken.isPresent() && continued.isEmpty()) {
      putBack(broken.get());
      landed = look(Optional.empty(), before);
    }
    if (continued.isEmpty() && nothingToDo(before, cutoffDay, landed)) {
      return finished.orElseGet(() -> empty(before.map(Ledger.Entry::runId).orElse("none")));
    }
    long next = last.map(Ledger.Entry::number).orElse(0L) + 1;
    Ledger.Entry entry = continued.isPresent() ? continued.get() : begin(next, cutoffDay, landed);
    ledger.save(entry);
    return work(entry, landed, before);
  }

  /**
   * A run that died after its pointer was written has been published: what was left is done,
   * nothing put back.
   */
  private Optional<RunOutcome> finishPublished() {
    Optional<Ledger.Entry> published =
        ledger.last().filter(e -> e.status().isBroken() && publication.isPublished(e));
    return published.map(
        e -> {
          long started = System.nanoTime();
          Path page = publication.show(e.number());
          Verdicts verdicts = Verdicts.of(lake, e.runId());
          ledger.save(
              e.ended(Ledger.Status.DONE, now(), verdicts.asList(), 0, "finished by the next run"));
          String message =
              "run %s had published before it died; what was left of it is done; data as of %s"
                  .formatted(e.runId(), e.cutoffDay());
          end("publish", StepListener.StepStatus.WARN, seconds(started), 0, message);
          return new RunOutcome(
              RunStatus.SUCCESS, message, publication.currentFolder(), Optional.of(page));
        });
  }

  private Landed look(Optional<Ledger.Entry> unfinished, Optional<Ledger.Entry> before) {
    boolean sameRules = before.filter(this::hasSameRules).isPresent();
    return Landed.look(setup, lake, conf, unfinished, sameRules, request.invokedAt());
  }

  /** A table that was put back since has rows of which no rule says so: as if the rules changed. */
  private boolean hasSameRules(Ledger.Entry entry) {
    return entry.inputDigest().startsWith(conf.digest() + "-")
        && !ledger.hasSince(Restore.OF_A_TABLE, entry.number());
  }

  private boolean continues(Ledger.Entry entry, LocalDate cutoffDay, Landed landed) {
    return entry.status() == Ledger.Status.STARTED
        && entry.pipeline().equals(request.pipeline())
        && entry.cutoffDay().equals(cutoffDay)
        && entry.inputDigest().equals(inputDigest(landed));
  }

  private String inputDigest(Landed landed) {
    return conf.digest() + "-" + Run.sha256(landed.manifest());
  }

  private void putBack(Ledger.Entry broken) {
    long started = System.nanoTime();
    listener.started("restore");
    publication.withdraw(broken);
    List<String> restored = ledger.restore(broken);
    String what = restored.isEmpty() ? "nothing" : String.join(", ", restored);
    end(
        "restore",
        StepListener.StepStatus.WARN,
        seconds(started),
        0,
        "run %s did not end well: put back %s".formatted(broken.runId(), what));
  }

  private boolean nothingToDo(Optional<Ledger.Entry> before, LocalDate cutoffDay, Landed landed) {
    return landed.isEmpty()
        && before.filter(e -> e.cutoffDay().equals(cutoffDay) && hasSameRules(e)).isPresent();
  }

  private RunOutcome empty(String lastRun) {
    String message =
        noNewFile()
            + " since run "
            + lastRun
            + ", so nothing changed: check that the sources still deliver";
    end("freshness", StepListener.StepStatus.WARN, 0, 0, message);
    return new RunOutcome(
        RunStatus.EMPTY, message, publication.currentFolder(), publication.currentPage());
  }

  private String noNewFile() {
    return "no new file in " + setup.workspace().landing();
  }

  private Ledger.Entry begin(long number, LocalDate cutoffDay, Landed landed) {
    String id = "%s-%s-%d".formatted(request.pipeline(), request.lastDay(), number);
    return new Ledger.Entry(
        id,
        number,
        request.pipeline(),
        request.lastDay(),
        cutoffDay,
        Ledger.Status.STARTED,
        request.invokedAt(),
        Optional.empty(),
        inputDigest(landed),
        landed.manifest(),
        ledger.currentVersions(),
        List.of(),
        0,
        "",
        RecordedCommand.of(request, setup));
  }

  private RunOutcome work(Ledger.Entry entry, Landed landed, Optional<Ledger.Entry> before) {
    PeakMemory memory = new PeakMemory();
    Run run =
        new Run(
            lake,
            entry.runId(),
            entry.number(),
            new Run.Inputs(entry.inputDigest(), conf.digest() + "@" + entry.cutoffDay()),
            entry.startVersions(),
            written -> {
              memory.peakBytes();
              end(
                  written.table(),
                  StepListener.StepStatus.OK,
                  written.seconds(),
                  written.rows(),
                  what(written));
            });
    Verdicts verdicts = Verdicts.NONE;
    try {
      listener.planned(Catalogue.tables().size() + COMPOSED_STEPS);
      verdicts = load(run, entry, landed);
      TimelineStep timeline = timeline(run, entry, before);
      new QualityStep(lake, run, conf, listener).build(entry, before.filter(this::hasSameRules));
      requirePromises(run);
      Optional<String> restated = restate(run, timeline);
      // Before the pointer: a run that dies after it is finished by another, which knows no steps.
      ledger.saveSteps(run);
      long started = System.nanoTime();
      listener.started("publish");
      RunOutcome outcome =
          publication.publish(run, entry.cutoffDay(), request.invokedAt()).alsoTelling(restated);
      end(
          "publish",
          StepListener.StepStatus.OK,
          seconds(started),
          Catalogue.published().size(),
          "publication " + run.number());
      end(
          "peak memory",
          StepListener.StepStatus.OK,
          0,
          0,
          memory.peakBytes() + " bytes of heap, at most");
      ledger.save(
          entry.ended(Ledger.Status.DONE, now(), verdicts.asList(), memory.peakBytes(), ""));
      return outcome;
    } catch (Exception thrown) {
      Optional<UserError> told = userError(thrown);
      if (told.isEmpty()) {
        throw thrown;
      }
      UserError e = told.get();
      ledger.saveSteps(run);
      ledger.save(
          entry.ended(
              Ledger.Status.FAILED, now(), verdicts.asList(), memory.peakBytes(), e.getMessage()));
      throw e;
    } finally {
      memory.close();
      lake.spark().catalog().clearCache();
    }
  }

  private Verdicts load(Run run, Ledger.Entry entry, Landed landed) {
    long started = System.nanoTime();
    if (landed.isEmpty()) {
      end(
          "freshness",
          StepListener.StepStatus.WARN,
          0,
          0,
          noNewFile() + ": check that the sources still deliver");
    }
    Verdicts verdicts =
        new LoadStep(setup, lake, run, conf, listener).load(landed, entry.startedAt());
    end(
        "load-interactions",
        StepListener.StepStatus.OK,
        seconds(started),
        verdicts.records(),
        verdicts.sentence());
    return verdicts;
  }

  private TimelineStep timeline(Run run, Ledger.Entry entry, Optional<Ledger.Entry> before) {
    long started = System.nanoTime();
    Cutoff cutoff = Cutoff.endOf(entry.cutoffDay(), setup.settings().zone("business.zone"));
    TimelineStep step = new TimelineStep(lake, run, conf, listener, further);
    var written = step.build(cutoff, before.filter(this::hasSameRules), entry.startedAt());
    end(
        "build-timeline",
        StepListener.StepStatus.OK,
        seconds(started),
        0,
        "one pass over the customers' histories");
    started = System.nanoTime();
    step.aggregate(written, cutoff);
    new AnalysisStep(lake, run, conf, cutoff).build();
    end(
        "build-aggregates",
        StepListener.StepStatus.OK,
        seconds(started),
        0,
        "the months whose rows changed");
    return step;
  }

  /** Says what of the last publication this run tells otherwise, before nobody sees it any more. */
  private Optional<String> restate(Run run, TimelineStep timeline) {
    long started = System.nanoTime();
    listener.started("restatements");
    Optional<String> restated =
        new RestatementStep(lake, run, conf.timeline().zone())
            .build(timeline.restating(), timeline.causeOfAll());
    end(
        "restatements",
        StepListener.StepStatus.OK,
        seconds(started),
        0,
        restated.orElse("nothing but by the course of time"));
    return restated;
  }

  /**
   * What a task threw comes back wrapped: a mistake that the caller can mend is told as such all
   * the same.
   */
  static Optional<UserError> userError(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserError found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static String what(Written written) {
    if (!written.changed()) {
      return "unchanged";
    }
    return written.removed() == 0 ? "" : "%,d taken out".formatted(written.removed());
  }

  /**
   * The audit: what was found broken outside a single write stops the run here, before anybody sees
   * it.
   */
  private void requirePromises(Run run) {
    long started = System.nanoTime();
    listener.started("audit");
    String query =
        "./percorso sql \"select * from ops.broken_promises where run_id = '%s'\" --at head"
            .formatted(run.id());
    run.broken().stream()
        .filter(b -> b.severity() == Expectation.Severity.FAIL)
        .findFirst()
        .ifPresent(
            b -> {
              throw UserError.failed(
                  "nothing was published: %s breaks '%s' (%,d). Look at it with: %s"
                      .formatted(b.table(), b.sentence(), b.rows(), query));
            });
    int warnings = run.broken().size();
    StepListener.StepStatus status =
        warnings == 0 ? StepListener.StepStatus.OK : StepListener.StepStatus.WARN;
    end(
        "audit",
        status,
        seconds(started),
        0,
        warnings == 0 ? "every promise held" : "%d warnings: %s".formatted(warnings, query));
  }

  /** The time of the command plus what passed since: a run reads no other clock. */
  private Instant now() {
    return request.invokedAt().plusNanos(System.nanoTime() - startedNanos);
  }

  private static double seconds(long startedNanos) {
    return (System.nanoTime() - startedNanos) / 1e9;
  }

  private void end(
      String step, StepListener.StepStatus status, double seconds, long rows, String message) {
    listener.ended(
        new StepListener.StepResult(
            step,
            status,
            seconds,
            rows == 0 ? OptionalLong.empty() : OptionalLong.of(rows),
            message));
  }
}
