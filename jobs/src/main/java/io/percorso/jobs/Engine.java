package io.percorso.jobs;

import io.percorso.jobs.score.Scorecard;
import io.percorso.jobs.score.TruthFolder;
import io.percorso.lake.Settings;
import io.percorso.lake.Workspace;
import io.percorso.quality.Freshness.Severity;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What does the work behind the command line. Every method throws {@link
 * io.percorso.lake.UserError} for what the caller can mend; anything else that it throws is
 * reported as a bug.
 */
public interface Engine extends AutoCloseable {
  /** Runs the steps of one pipeline over an interval and tells each of them to the listener. */
  RunOutcome run(RunRequest request, StepListener listener);

  /** Invented raw files, every step over them, and what they show. */
  DemoOutcome demo(RunRequest request, StepListener listener);

  /** The last run, when it did not end well. Reads only. */
  Optional<Unfinished> unfinished();

  /** Writes the answer of a query to {@code out}, in the named format. */
  void sql(SqlRequest request, PrintStream out);

  /** Writes why an identifier is the customer that it is; kinds and pseudonyms only. */
  void explain(NamedIdentifier identifier, PrintStream out);

  /** Writes one line per table: name, rows and digest; and the columns that were left out. */
  void digest(DigestRequest request, PrintStream out);

  /**
   * Writes one line per source: how old its newest delivery and record are.
   *
   * @return the worst of them
   */
  Severity freshness(FreshnessRequest request, PrintStream out);

  /** What the lake found against the truth of a simulated company; writes nothing. */
  Scorecard score(TruthFolder truth);

  /** Answers what other thresholds would make of a period's signals; writes nothing. */
  void rescore(RescoreRequest request, PrintStream out);

  /**
   * Writes the overview page again from the current publication.
   *
   * @return the file
   */
  Path report();

  /**
   * Puts one table back to an older version; the next run builds it anew from what it is made of.
   *
   * @return what was done, as a sentence
   */
  String restoreTable(String table, long version, Restoring restoring);

  /**
   * Puts every table back to the start of a run; the files that it and later runs loaded are loaded
   * again by the next run.
   *
   * @return what was done, as a sentence
   */
  String restoreRun(String runId, Restoring restoring);

  /**
   * Puts an earlier version of a model in use again.
   *
   * @param version empty: the one before that in use
   * @return what was done, as a sentence
   */
  String rollBack(String modelId, Optional<Integer> version, Restoring restoring);

  /**
   * Reads the records of a source again, from bronze, under today's mapping, and publishes what
   * comes of it.
   */
  RunOutcome reload(ReloadRequest reload, RunRequest request, StepListener listener);

  /**
   * Writes the files of the current publication again. The caller holds the lake's lock.
   *
   * @return the folder
   */
  Path republish();

  /**
   * When and by what a restore was asked for.
   *
   * @param at when the command was given, UTC
   * @param command what to type to do it again
   */
  record Restoring(Instant at, String command) {}

  /**
   * Records to read again: those of the files of a source that came on these days, business zone.
   *
   * @param to day after the last
   */
  record ReloadRequest(String source, LocalDate from, LocalDate to) {}

  /** Stops what this engine started, and nothing else. */
  @Override
  void close();

  /**
   * Everything that an engine is made of.
   *
   * @param workspace where its files are
   * @param conf the folder with base.yaml, sources/ and the other rule files
   * @param settings every business number
   * @param spark plain Spark configuration, by Spark's own names; it may name {@code spark.master}
   */
  record Setup(Workspace workspace, Path conf, Settings settings, Map<String, String> spark) {
    public Setup {
      spark = Map.copyOf(spark);
    }
  }

  /**
   * A run to do.
   *
   * @param runId name of the folder below {@code runs/}; new for each run
   * @param pipeline name in conf/schedule.yaml
   * @param steps its steps, in order
   * @param from first day, in the business zone
   * @param to day after the last
   * @param invokedAt when the command was given, UTC: the only clock a run sees
   */
  record RunRequest(
      String runId,
      String pipeline,
      List<Step> steps,
      LocalDate from,
      LocalDate to,
      Instant invokedAt) {
    public RunRequest {
      steps = List.copyOf(steps);
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("from " + from + " must be before to " + to);
      }
    }

    /** The last day of the interval. */
    public LocalDate lastDay() {
      return to.minusDays(1);
    }
  }

  /** How a run ended, short of an exception. */
  enum RunStatus {
    /** Done, published. */
    SUCCESS,
    /** Done, and there was nothing new to do. */
    EMPTY,
    /** A step or an error-level promise failed; nothing was published. */
    FAILED
  }

  /**
   * What a run came to.
   *
   * @param message one sentence for the closing line: what failed and the next command to type, or
   *     what was published
   * @param publication the folder that readers see, when something was published
   * @param page the overview page, when one was written
   */
  record RunOutcome(
      RunStatus status, String message, Optional<Path> publication, Optional<Path> page) {
    /** The same with one more thing to say. */
    RunOutcome alsoTelling(Optional<String> sentence) {
      return new RunOutcome(
          status, message + sentence.map(s -> "; " + s).orElse(""), publication, page);
    }
  }

  /**
   * A run that is to be tried again.
   *
   * @param status as the ledger has it
   * @param rules digest of the settings and rule files that it began with
   * @param command what it was started with
   * @param canGoOn whether its writes stay and are continued; else its tables are put back first
   */
  record Unfinished(
      String runId,
      String pipeline,
      LocalDate day,
      String status,
      String rules,
      String command,
      boolean canGoOn) {}

  /**
   * What the demo came to.
   *
   * @param findings sentences computed from the demo's data
   */
  record DemoOutcome(RunOutcome run, List<String> findings) {
    public DemoOutcome {
      findings = List.copyOf(findings);
    }
  }

  /** How rows are written to stdout. */
  enum Format {
    TABLE,
    CSV,
    JSON
  }

  /** Which state of the tables a reader sees. */
  enum At {
    /** What was published last. */
    PUBLISHED,
    /** The newest commit of each table. */
    HEAD
  }

  /** A query to answer. */
  record SqlRequest(String query, At at, Format format) {}

  /**
   * Ages to tell.
   *
   * @param day they are taken at its end, in the business zone
   */
  record FreshnessRequest(LocalDate day, Format format) {}

  /**
   * A period whose signals are told again.
   *
   * @param to the day after its last
   */
  record RescoreRequest(LocalDate from, LocalDate to, Format format) {}

  /** Which columns a digest covers. */
  enum ColumnClass {
    /** Functions of the set of records up to the cut-off. */
    FACT,
    /** Every column. */
    ALL
  }

  /**
   * Digests to compute.
   *
   * @param tables stored names such as {@code silver.sessions}; empty: every table
   */
  record DigestRequest(List<String> tables, ColumnClass columnClass) {
    public DigestRequest {
      tables = List.copyOf(tables);
    }
  }
}
