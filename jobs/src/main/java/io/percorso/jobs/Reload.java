package io.percorso.jobs;

import io.percorso.interactions.InputFiles;
import io.percorso.interactions.LandingFile;
import io.percorso.interactions.Target;
import io.percorso.jobs.Engine.ReloadRequest;
import io.percorso.jobs.Engine.RunOutcome;
import io.percorso.jobs.Engine.RunRequest;
import io.percorso.jobs.Engine.RunStatus;
import io.percorso.jobs.Engine.Setup;
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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A run that starts at bronze: the records of a source's files are read again under today's
 * mapping, the customers whose interactions changed are built anew, and all is published after the
 * audit. In the book it is a run like any other: one that dies is put back by the next.
 */
final class Reload {
  /** The word in the book. */
  static final String PIPELINE = "reload";

  private final Setup setup;
  private final Lake lake;
  private final Ledger ledger;
  private final PublishStep publication;
  private final ReloadRequest reload;
  private final RunRequest request;
  private final StepListener listener;
  private final ConfFiles conf;
  private final ZoneId zone;
  private final long startedNanos = System.nanoTime();

  Reload(Setup setup, Lake lake, ReloadRequest reload, RunRequest request, StepListener listener) {
    this.setup = setup;
    this.lake = lake;
    this.ledger = new Ledger(lake);
    this.publication = new PublishStep(setup, lake);
    this.reload = reload;
    this.request = request;
    this.listener = listener;
    this.conf = ConfFiles.read(setup.conf(), setup.settings());
    this.zone = setup.settings().zone("business.zone");
  }

  /**
   * @param lock held by the caller, for the length of the run
   */
  RunOutcome run(RunLock lock) {
    Preflight.require(setup.workspace().lake(), new Remedies(setup.workspace().root().toString()));
    requireSource();
    requireKept();
    putBack();
    Ledger.Entry before =
        ledger
            .lastDone()
            .orElseThrow(
                () -> UserError.usage("nothing was loaded yet: there is nothing to reload"));
    if (ofRange(lake.read(InputFiles.TABLE)).isEmpty()) {
      return new RunOutcome(
          RunStatus.EMPTY,
          "no file of source %s was loaded from %s to %s"
              .formatted(reload.source(), reload.from(), reload.to()),
          publication.currentFolder(),
          publication.currentPage());
    }
    Ledger.Entry entry = begin(before);
    ledger.save(entry);
    return work(entry, before);
  }

  private void requireSource() {
    List<String> names = conf.sources().stream().map(s -> s.name()).toList();
    if (!names.contains(reload.source())) {
      throw UserError.usage(
          "--source %s is none of the sources %s".formatted(reload.source(), names));
    }
    conf.sources().stream()
        .filter(s -> s.name().equals(reload.source()) && s.target() != Target.INTERACTIONS)
        .findFirst()
        .ifPresent(
            s -> {
              throw UserError.usage(
                  "--source %s brings no interactions, and only those are reloaded: deliver its files again under other names"
                      .formatted(s.name()));
            });
  }

  private void requireKept() {
    Duration retention = setup.settings().duration("bronze.retention");
    LocalDate first = LocalDate.ofInstant(request.invokedAt().minus(retention), zone).plusDays(1);
    if (reload.from().isBefore(first)) {
      throw UserError.usage(
          "raw records are kept for %d days (bronze.retention): the first day that can be reloaded is %s, not %s"
              .formatted(retention.toDays(), first, reload.from()));
    }
  }

  /**
   * A run that is dead and was not published is undone; a published one is for the night to end.
   */
  private void putBack() {
    Optional<Ledger.Entry> broken = ledger.last().filter(e -> e.status().isBroken());
    if (broken.isEmpty()) {
      return;
    }
    if (publication.isPublished(broken.get())) {
      throw UserError.usage(
          "run %s has published and did not end: end it first with: %s"
              .formatted(
                  broken.get().runId(),
                  new Remedies(setup.workspace().root().toString()).nightly()));
    }
    publication.withdraw(broken.get());
    List<String> tables = ledger.restore(broken.get());
    end(
        "restore",
        StepListener.StepStatus.WARN,
        0,
        0,
        "run %s did not end well: put back %s"
            .formatted(broken.get().runId(), tables.isEmpty() ? "nothing" : tables));
  }

  /** The accepted files of the source that came on the days. */
  private Dataset<Row> ofRange(Dataset<Row> files) {
    return files.where(
        InputFiles.SOURCE
            .col()
            .equalTo(reload.source())
            .and(InputFiles.VERDICT.col().equalTo(LandingFile.FileVerdict.ACCEPTED.word()))
            .and(
                InputFiles.FIRST_SEEN_AT
                    .col()
                    .geq(functions.lit(reload.from().atStartOfDay(zone).toInstant())))
            .and(
                InputFiles.FIRST_SEEN_AT
                    .col()
                    .lt(functions.lit(reload.to().atStartOfDay(zone).toInstant()))));
  }

  private Ledger.Entry begin(Ledger.Entry before) {
    long number = ledger.last().orElseThrow().number() + 1;
    String manifest =
        "{\"source\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}"
            .formatted(reload.source(), reload.from(), reload.to());
    // Under rules of now that the night before did not have, tables are of no one set of rules: the
    // next night builds them whole, and looks again at files that were refused.
    String rules = before.inputDigest().startsWith(conf.digest() + "-") ? conf.digest() : "mixed";
    return new Ledger.Entry(
        "%s-%s-%s-%d".formatted(PIPELINE, reload.source(), reload.from(), number),
        number,
        PIPELINE,
        before.day(),
        before.cutoffDay(),
        Ledger.Status.STARTED,
        request.invokedAt(),
        Optional.empty(),
        rules + "-" + Run.sha256(conf.digest() + manifest),
        manifest,
        ledger.currentVersions(),
        List.of(),
        0,
        "",
        "./percorso reload --source %s --from %s --to %s --workspace %s"
            .formatted(reload.source(), reload.from(), reload.to(), setup.workspace().root()));
  }

  private RunOutcome work(Ledger.Entry entry, Ledger.Entry before) {
    Run run =
        new Run(
            lake,
            entry.runId(),
            entry.number(),
            new Run.Inputs(entry.inputDigest(), conf.digest() + "@" + entry.cutoffDay()),
            entry.startVersions(),
            this::written);
    Verdicts verdicts = Verdicts.NONE;
    try (PeakMemory memory = new PeakMemory()) {
      long started = System.nanoTime();
      ReloadStep.Reloaded reloaded =
          new ReloadStep(setup, lake, run, conf, listener)
              .load(ofRange(run.before(InputFiles.TABLE)), entry.startedAt());
      verdicts = reloaded.verdicts();
      end(
          "reload-interactions",
          StepListener.StepStatus.OK,
          seconds(started),
          verdicts.records(),
          verdicts.sentence());
      Cutoff cutoff = Cutoff.endOf(entry.cutoffDay(), zone);
      boolean isSameRules =
          before.inputDigest().startsWith(conf.digest() + "-")
              && !ledger.hasSince(Restore.OF_A_TABLE, before.number());
      TimelineStep timeline =
          new TimelineStep(lake, run, conf, listener, List.of()).touching(reloaded.changed());
      timeline.aggregate(
          timeline.build(cutoff, Optional.of(before).filter(e -> isSameRules), entry.startedAt()),
          cutoff);
      new AnalysisStep(lake, run, conf, cutoff).build();
      new QualityStep(lake, run, conf, listener)
          .touching(reloaded.changed())
          .build(entry, Optional.of(before).filter(e -> isSameRules));
      requirePromises(run);
      Optional<String> restated =
          new RestatementStep(lake, run, zone).build(timeline.restating(), timeline.causeOfAll());
      ledger.saveSteps(run);
      RunOutcome outcome =
          publication.publish(run, entry.cutoffDay(), request.invokedAt()).alsoTelling(restated);
      ledger.save(
          entry.ended(Ledger.Status.DONE, now(), verdicts.asList(), memory.peakBytes(), ""));
      return outcome;
    } catch (Exception thrown) {
      Optional<UserError> told = Night.userError(thrown);
      if (told.isEmpty()) {
        throw thrown;
      }
      UserError e = told.get();
      ledger.saveSteps(run);
      ledger.save(entry.ended(Ledger.Status.FAILED, now(), verdicts.asList(), 0, e.getMessage()));
      throw e;
    } finally {
      lake.spark().catalog().clearCache();
    }
  }

  private static void requirePromises(Run run) {
    run.broken().stream()
        .filter(b -> b.severity() == Expectation.Severity.FAIL)
        .findFirst()
        .ifPresent(
            b -> {
              throw UserError.failed(
                  "nothing was published: %s breaks '%s' (%,d). Look at it with: ./percorso sql \"select * from ops.broken_promises where run_id = '%s'\" --at head"
                      .formatted(b.table(), b.sentence(), b.rows(), run.id()));
            });
  }

  private void written(Written written) {
    end(
        written.table(),
        StepListener.StepStatus.OK,
        written.seconds(),
        written.rows(),
        written.changed() ? "" : "unchanged");
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
