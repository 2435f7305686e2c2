package io.percorso.jobs;

import java.util.List;

/** How many records of a run ended in which verdict. */
record Verdicts(long records, long loaded, long duplicate, long rejected, long late) {
  static final Verdicts NONE = new Verdicts(0, 0, 0, 0, 0);

  /** In the order of the columns of {@code ops.runs}. */
  List<Long> asList() {
    return List.of(records, loaded, duplicate, rejected, late);
  }
}
