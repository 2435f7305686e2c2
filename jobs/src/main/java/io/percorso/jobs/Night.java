package io.percorso.jobs;

import io.percorso.bi.PublishedFiles;
import io.percorso.jobs.Engine.RunOutcome;
import io.percorso.jobs.Engine.RunRequest;
import io.percorso.jobs.Engine.RunStatus;
import io.percorso.jobs.Engine.Setup;
import io.percorso.journeys.Timeline;
import io.percorso.lake.Cutoff;
import io.percorso.lake.Expectation;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import io.percorso.lake.Publications;
import io.percorso.lake.Run;
import io.percorso.lake.RunLock;
import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import io.percorso.lake.Written;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One run of a pipeline: puts back what a failed run left, takes the files that are new, brings
 * every table to the lake's cut-off, and publishes when all promises held. Whatever happens, the
 * ledger says how it ended.
 */
final class Night {
  private final Setup setup;
  private final Lake lake;
  private final Ledger ledger;
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
    this.further = List.copyOf(further);
    this.setup = setup;
    this.lake = lake;
    this.ledger = new Ledger(lake);
    this.request = request;
    this.listener = listener;
    this.conf = ConfFiles.read(setup.conf(), setup.settings());
  }

  /**
   * @param lock held by the caller, for the length of the run
   */
  RunOutcome run(RunLock lock) {
    String rules = conf.digest();
    Optional<Ledger.Entry> last = ledger.last();
    LocalDate cutoffDay =
        ledger
            .lastDone()
            .map(Ledger.Entry::cutoffDay)
            .filter(d -> d.isAfter(request.lastDay()))
            .orElse(request.lastDay());
    Optional<Ledger.Entry> broken =
        last.filter(e -> e.status() == Ledger.Status.STARTED || e.status() == Ledger.Status.FAILED);
    Landed taken = Landed.look(setup, lake, conf, broken, request.invokedAt());
    Optional<Ledger.Entry> continued = broken.filter(e -> continues(e, rules, cutoffDay, taken));
    Landed landed = taken;
    if (broken.isPresent() && continued.isEmpty()) {
      putBack(broken.get());
      landed = Landed.look(setup, lake, conf, Optional.empty(), request.invokedAt());
    }
    long number =
        continued.map(Ledger.Entry::number).orElse(last.map(Ledger.Entry::number).orElse(0L) + 1);
    Optional<Ledger.Entry> before = ledger.lastDone();
    if (continued.isEmpty() && nothingToDo(before, rules, cutoffDay, landed)) {
      return empty(before, landed);
    }
    Ledger.Entry entry = continued.orElse(begin(number, cutoffDay, rules, landed));
    ledger.save(entry);
    return work(entry, rules, landed, before);
  }

  private boolean continues(Ledger.Entry entry, String rules, LocalDate cutoffDay, Landed landed) {
    return entry.status() == Ledger.Status.STARTED
        && entry.pipeline().equals(request.pipeline())
        && entry.cutoffDay().equals(cutoffDay)
        && entry.inputDigest().equals(inputDigest(rules, landed));
  }

  private static String inputDigest(String rules, Landed landed) {
    return rules + "-" + Run.sha256(landed.manifest());
  }

  private void putBack(Ledger.Entry broken) {
    long started = System.nanoTime();
    listener.started("restore");
    List<String> restored = ledger.restore(broken);
    end(
        "restore",
        StepListener.StepStatus.WARN,
        started,
        OptionalLong.empty(),
        "run %s did not end well: put back %s"
            .formatted(
                broken.runId(), restored.isEmpty() ? "nothing" : String.join(", ", restored)));
  }

  private static boolean nothingToDo(
      Optional<Ledger.Entry> before, String rules, LocalDate cutoffDay, Landed landed) {
    return landed.isEmpty()
        && before.isPresent()
        && before.get().cutoffDay().equals(cutoffDay)
        && before.get().inputDigest().startsWith(rules + "-");
  }

  private RunOutcome empty(Optional<Ledger.Entry> before, Landed landed) {
    String message =
        "no new file in %s since run %s, so nothing changed: check that the sources still deliver"
            .formatted(setup.workspace().landing(), before.map(Ledger.Entry::runId).orElse("none"));
    end(
        "freshness",
        StepListener.StepStatus.WARN,
        System.nanoTime(),
        OptionalLong.empty(),
        message);
    Optional<Path> page =
        Optional.of(setup.workspace().site().resolve("index.html"))
            .filter(java.nio.file.Files::exists);
    return new RunOutcome(RunStatus.EMPTY, message, currentFolder(), page);
  }

  private Optional<Path> currentFolder() {
    Path current = setup.workspace().published().resolve("current");
    return Optional.of(current).filter(java.nio.file.Files::exists);
  }

  private Ledger.Entry begin(long number, LocalDate cutoffDay, String rules, Landed landed) {
    String id = "%s-%s-%d".formatted(request.pipeline(), request.lastDay(), number);
    String command =
        "./percorso run %s --date %s --workspace %s"
            .formatted(request.pipeline(), request.lastDay(), setup.workspace().root());
    return new Ledger.Entry(
        id,
        number,
        request.pipeline(),
        request.lastDay(),
        cutoffDay,
        Ledger.Status.STARTED,
        request.invokedAt(),
        Optional.empty(),
        inputDigest(rules, landed),
        landed.manifest(),
        ledger.currentVersions(),
        List.of(),
        0,
        "",
        command);
  }

  private RunOutcome work(
      Ledger.Entry entry, String rules, Landed landed, Optional<Ledger.Entry> before) {
    PeakMemory memory = new PeakMemory();
    Run run =
        new Run(
            lake,
            entry.runId(),
            entry.number(),
            entry.inputDigest(),
            rules,
            written -> {
              memory.look();
              end(
                  written.table(),
                  StepListener.StepStatus.OK,
                  written.seconds(),
                  OptionalLong.of(written.rows()),
                  what(written));
            });
    Verdicts verdicts = Verdicts.NONE;
    try {
      Settings settings = setup.settings();
      Cutoff cutoff = Cutoff.endOf(entry.cutoffDay(), settings.zone("business.zone"));
      listener.planned(Catalogue.tables().size());
      verdicts = new LoadStep(setup, lake, run, conf, listener).load(landed, entry.startedAt());
      new TimelineStep(lake, run, conf, rules, listener, further).build(cutoff, before);
      requirePromises(run);
      RunOutcome outcome = publish(run, entry);
      ledger.saveSteps(run);
      ledger.save(
          entry.ended(Ledger.Status.DONE, now(), verdicts.asList(), memory.peakBytes(), ""));
      return outcome;
    } catch (UserError e) {
      ledger.saveSteps(run);
      ledger.save(
          entry.ended(
              Ledger.Status.FAILED, now(), verdicts.asList(), memory.peakBytes(), e.getMessage()));
      throw e;
    } finally {
      lake.spark().catalog().clearCache();
    }
  }

  /** The time of the command plus what passed since: a run reads no other clock. */
  private Instant now() {
    return request.invokedAt().plusNanos(System.nanoTime() - startedNanos);
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
    run.broken().stream()
        .filter(b -> b.severity() == Expectation.Severity.FAIL)
        .findFirst()
        .ifPresent(
            b -> {
              throw UserError.failed(
                  "nothing was published: %s breaks '%s' (%,d). Look at it with: ./percorso sql \"select * from ops.broken_promises where run_id = '%s'\" --at head"
                      .formatted(b.table(), b.sentence(), b.rows(), run.id()));
            });
    long warnings = run.broken().size();
    end(
        "audit",
        warnings == 0 ? StepListener.StepStatus.OK : StepListener.StepStatus.WARN,
        started,
        OptionalLong.empty(),
        warnings == 0 ? "every promise held" : warnings + " warnings, see ops.broken_promises");
  }

  private RunOutcome publish(Run run, Ledger.Entry entry) {
    long started = System.nanoTime();
    listener.started("publish");
    PublishedFiles files = new PublishedFiles(setup.workspace().published());
    Path folder = files.write(lake, run.number(), Catalogue.published());
    Map<String, Long> versions = ledger.currentVersions();
    run.append(
        Publications.TABLE,
        List.of(),
        Publications.row(
            lake,
            new Publications.Publication(
                run.number(), run.id(), entry.cutoffDay(), request.invokedAt(), versions)));
    Path current = files.makeCurrent(run.number());
    files.keep(setup.settings().integer("published.keep"));
    Path page = OverviewReader.writePage(lake, setup);
    end(
        "publish",
        StepListener.StepStatus.OK,
        started,
        OptionalLong.of(versions.size()),
        folder.getFileName().toString());
    return new RunOutcome(
        RunStatus.SUCCESS,
        "run %s published; data as of %s".formatted(run.id(), entry.cutoffDay()),
        Optional.of(current),
        Optional.of(page));
  }

  private void end(
      String step,
      StepListener.StepStatus status,
      long startedNanos,
      OptionalLong rows,
      String message) {
    end(step, status, (System.nanoTime() - startedNanos) / 1e9, rows, message);
  }

  private void end(
      String step,
      StepListener.StepStatus status,
      double seconds,
      OptionalLong rows,
      String message) {
    listener.ended(new StepListener.StepResult(step, status, seconds, rows, message));
  }
}
