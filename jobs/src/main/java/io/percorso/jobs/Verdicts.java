package io.percorso.jobs;

import io.percorso.interactions.Conservation;
import io.percorso.interactions.InputFiles;
import io.percorso.lake.Lake;
import java.util.List;

/** How many records of a run ended in which verdict. */
record Verdicts(long records, long loaded, long duplicate, long rejected, long late) {
  static final Verdicts NONE = new Verdicts(0, 0, 0, 0, 0);

  /** Those of a run, from the files that it read. */
  static Verdicts of(Lake lake, String runId) {
    return sum(
        lake
            .read(InputFiles.TABLE)
            .where(InputFiles.RUN_ID.col().equalTo(runId))
            .collectAsList()
            .stream()
            .map(Conservation::of)
            .toList());
  }

  static Verdicts sum(List<Conservation> files) {
    return files.stream()
        .map(f -> new Verdicts(f.records(), f.loaded(), f.duplicate(), f.rejected(), f.late()))
        .reduce(NONE, Verdicts::plus);
  }

  private Verdicts plus(Verdicts other) {
    return new Verdicts(
        records + other.records,
        loaded + other.loaded,
        duplicate + other.duplicate,
        rejected + other.rejected,
        late + other.late);
  }

  String sentence() {
    return "%,d records = %,d loaded + %,d duplicate + %,d rejected + %,d late"
        .formatted(records, loaded, duplicate, rejected, late);
  }

  /** In the order of the columns of {@code ops.runs}. */
  List<Long> asList() {
    return List.of(records, loaded, duplicate, rejected, late);
  }
}
