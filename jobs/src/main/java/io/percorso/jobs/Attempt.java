package io.percorso.jobs;

import io.percorso.jobs.Engine.RunOutcome;
import io.percorso.jobs.Engine.RunRequest;
import io.percorso.jobs.Engine.RunStatus;
import io.percorso.lake.Settings;
import io.percorso.lake.UserError;
import io.percorso.lake.Workspace;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * One run from the command line's side: opens its folder and log, shows progress, and leaves
 * run_results.json however it ends: done, failed, thrown or stopped by a signal.
 */
final class Attempt {
  /** What is done between the opening and the closing of a run's folder. */
  interface Work {
    RunOutcome apply(Engine engine, RunRequest request, StepListener listener, Progress progress);
  }

  private static final String STOPPED = "stopped by a signal";

  private Attempt() {}

  static RunOutcome make(
      Invocation invocation,
      CommonOptions options,
      Settings settings,
      String pipeline,
      List<Step> steps,
      LocalDate from,
      LocalDate to,
      Work work) {
    var spark = options.spark(invocation, settings);
    RunFolder folder =
        RunFolder.create(options.workspace().runs(), invocation.arguments(), invocation.clock());
    RunRequest request =
        new RunRequest(folder.id(), pipeline, steps, from, to, invocation.clock().instant());
    folder.begin(request, settings, spark);
    Logs.start(options.logFormat(), java.util.Optional.of(folder.log()));
    Thread onSignal =
        new Thread(
            () -> {
              folder.finish("interrupted", STOPPED);
              invocation.err().println("percorso: " + STOPPED + ". " + mend(options.workspace()));
            },
            "on-signal");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try (Progress progress =
            Progress.on(invocation.err(), options.progressStyle(invocation), invocation.clock());
        Engine engine = options.engine(invocation, settings)) {
      StepListener listener = StepListener.all(List.of(folder, progress));
      RunOutcome outcome = work.apply(engine, request, listener, progress);
      folder.finish(outcome.status().name().toLowerCase(Locale.ROOT), outcome.message());
      progress.totals();
      progress.note(outcome.message());
      outcome.publication().ifPresent(path -> progress.note("published: " + path));
      outcome.page().ifPresent(path -> progress.note("page:      " + path));
      progress.note("run:       " + folder.folder());
      return outcome;
    } catch (UserError e) {
      folder.finish(e.kind() == UserError.Kind.LOCKED ? "locked" : "failed", e.getMessage());
      throw e;
    } catch (Exception | Error e) {
      // Exception, not RuntimeException: Spark throws checked ones that no signature declares.
      // The message of an engine's exception may quote values of rows: it goes to the terminal
      // only.
      if (!removeHook(onSignal)) {
        // The engine stops with the process, and what was under way fails: that is no bug.
        throw UserError.failed(STOPPED);
      }
      folder.finish("error", e.getClass().getName());
      throw e;
    } finally {
      removeHook(onSignal);
    }
  }

  static int exitCode(RunStatus status, boolean isEmptyFailure) {
    return switch (status) {
      case SUCCESS -> ExitCode.DONE;
      case EMPTY -> isEmptyFailure ? ExitCode.NOTHING_TO_DO : ExitCode.DONE;
      case FAILED -> ExitCode.FAILED;
    };
  }

  /** How to bring a run that died or was stopped to its end. */
  static String mend(Workspace workspace) {
    return "Go on with it: ./percorso retry --workspace " + workspace.root();
  }

  /** False when the JVM is already on its way down: the hook has run or is running. */
  private static boolean removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
