package io.percorso.interactions;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Law 1: every record of a file has exactly one verdict. The records were counted when the file was
 * read, the verdicts in the tables that hold them.
 */
public record Conservation(
    String source,
    String path,
    long records,
    long loaded,
    long duplicate,
    long rejected,
    long late) {

  /** The numbers of one row of {@link InputFiles}. */
  public static Conservation of(Row row) {
    return new Conservation(
        row.getAs(InputFiles.SOURCE.name()),
        row.getAs(InputFiles.PATH.name()),
        row.getAs(InputFiles.RECORD_COUNT.name()),
        row.getAs(InputFiles.LOADED_COUNT.name()),
        row.getAs(InputFiles.DUPLICATE_COUNT.name()),
        row.getAs(InputFiles.REJECTED_COUNT.name()),
        row.getAs(InputFiles.LATE_COUNT.name()));
  }

  public boolean holds() {
    return records == loaded + duplicate + rejected + late;
  }

  /** A sentence per file whose numbers do not add up; empty when the law holds. */
  public static List<String> broken(List<Conservation> files) {
    List<String> sentences = new ArrayList<>();
    for (Conservation file : files) {
      if (!file.holds()) {
        sentences.add(
            "%s/%s: %d records read, but %d loaded + %d duplicate + %d rejected + %d late = %d"
                .formatted(
                    file.source,
                    file.path,
                    file.records,
                    file.loaded,
                    file.duplicate,
                    file.rejected,
                    file.late,
                    file.loaded + file.duplicate + file.rejected + file.late));
      }
    }
    return sentences;
  }
}
