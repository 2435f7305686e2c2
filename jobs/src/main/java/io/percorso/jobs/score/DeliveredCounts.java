package io.percorso.jobs.score;

import java.util.Optional;

/**
 * {@code records.conservation}: the share of files of which the lake accounts for exactly the
 * records that were written: loaded + duplicate + rejected + late.
 */
public final class DeliveredCounts {
  public static final String NAME = "records.conservation";

  private long files;
  private long agreeing;
  private long written;
  private long accounted;
  private Optional<String> first = Optional.empty();

  /**
   * @param file source and name
   * @param records that the truth says were written into it
   * @param verdicts sum of the four counts of ops.input_files; 0 for a file that is not there
   */
  public void add(String file, long records, long verdicts) {
    files++;
    written += records;
    accounted += verdicts;
    if (records == verdicts) {
      agreeing++;
    } else if (first.isEmpty()) {
      first = Optional.of("; %s: %,d written, %,d found".formatted(file, records, verdicts));
    }
  }

  public Score score() {
    return Score.exact(
        NAME,
        agreeing,
        files,
        "%,d records written, %,d with a verdict%s"
            .formatted(written, accounted, first.orElse("")));
  }
}
