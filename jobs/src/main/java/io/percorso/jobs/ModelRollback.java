package io.percorso.jobs;

import io.percorso.jobs.Engine.Restoring;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import io.percorso.lake.Run;
import io.percorso.lake.RunLock;
import io.percorso.lake.UserError;
import io.percorso.retention.RiskModels.Stored;
import java.util.List;
import java.util.Optional;

/** Puts an earlier version of a model in use again; the next run asks it. */
final class ModelRollback {
  /** The word in the book. */
  static final String PIPELINE = "rollback-model";

  private final Lake lake;
  private final Ledger ledger;
  private final Restoring restoring;

  ModelRollback(Lake lake, Restoring restoring) {
    this.lake = lake;
    this.ledger = new Ledger(lake);
    this.restoring = restoring;
  }

  /**
   * @param lock held by the caller
   * @param wanted the version; empty: the one before that in use
   * @return what was done, as a sentence
   */
  String run(RunLock lock, String modelId, Optional<Integer> wanted) {
    Ledger.Entry last = requireEnded();
    Ledger.Entry entry = entry(last, modelId);
    Run run =
        new Run(
            lake,
            entry.runId(),
            entry.number(),
            new Run.Inputs(restoring.command(), restoring.command()),
            entry.startVersions(),
            written -> {});
    ModelBook book = new ModelBook(lake, run, last.cutoffDay());
    Stored inUse =
        book.inUse(modelId)
            .orElseThrow(
                () ->
                    UserError.usage(
                        "no version of '%s' is in use, so there is nothing to go back from: ./percorso sql \"select model_id, version from ops.models\" --at head"
                            .formatted(modelId)));
    int version = wanted.orElse(inUse.version() - 1);
    if (version == inUse.version() || book.version(modelId, version).isEmpty()) {
      List<Integer> there = book.versions(modelId).stream().map(Stored::version).sorted().toList();
      throw UserError.usage(
          "%s has no other version %d: version %d is in use, and there are %s"
              .formatted(modelId, version, inUse.version(), there));
    }
    ledger.save(entry);
    book.decide(
        modelId,
        version,
        "rolled_back",
        "put in use again instead of version %d".formatted(inUse.version()));
    book.write();
    ledger.save(
        entry.ended(Ledger.Status.DONE, restoring.at(), List.of(), 0, "version " + version));
    return "%s: version %d is in use again, instead of %d. The next run asks it; a newer one replaces it only where it is better. Take it back with: ./percorso rollback %s --to %d"
        .formatted(modelId, version, inUse.version(), modelId, inUse.version());
  }

  private Ledger.Entry requireEnded() {
    Ledger.Entry last =
        ledger
            .last()
            .orElseThrow(() -> UserError.usage("no run has been in this lake: no model is in use"));
    if (last.status().isBroken()) {
      throw UserError.usage(
          "run %s did not end: end it first with: %s".formatted(last.runId(), last.command()));
    }
    return last;
  }

  private Ledger.Entry entry(Ledger.Entry last, String modelId) {
    long number = last.number() + 1;
    return new Ledger.Entry(
        "%s-%d".formatted(PIPELINE, number),
        number,
        PIPELINE,
        last.day(),
        last.cutoffDay(),
        Ledger.Status.STARTED,
        restoring.at(),
        Optional.empty(),
        // The rules are those of the last run: the next one need not build everything anew.
        last.inputDigest(),
        "[]",
        ledger.currentVersions(),
        List.of(),
        0,
        modelId,
        restoring.command());
  }
}
