package io.percorso.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;

/** Counts the exchanges of a run: the stages that wrote a shuffle, with their records and bytes. */
final class Exchanges extends SparkListener {
  record Exchange(String where, long records, long bytes) {
    double bytesPerRecord() {
      return records == 0 ? 0 : (double) bytes / records;
    }
  }

  private final List<Exchange> seen = new CopyOnWriteArrayList<>();

  @Override
  public void onStageCompleted(SparkListenerStageCompleted event) {
    var stage = event.stageInfo();
    if (stage.shuffleDepId().isDefined()) {
      var written = stage.taskMetrics().shuffleWriteMetrics();
      seen.add(new Exchange(stage.name(), written.recordsWritten(), written.bytesWritten()));
    }
  }

  List<Exchange> all() {
    return new ArrayList<>(seen);
  }

  /**
   * Those that carry at least so many records, each of at least so many bytes: data, not keys and
   * counts.
   */
  List<Exchange> of(long records, double bytesPerRecord) {
    return seen.stream()
        .filter(e -> e.records() >= records && e.bytesPerRecord() >= bytesPerRecord)
        .toList();
  }
}
