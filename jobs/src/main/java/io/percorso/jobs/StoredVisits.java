package io.percorso.jobs;

import io.percorso.friction.VisitLabels;
import io.percorso.friction.VisitsAtRisk;
import io.percorso.friction.hazard.Visit;
import io.percorso.friction.hazard.Visits;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The visits of a lake, for the friction model. They lie in parts by their id, in its order, and
 * the sums of parts are joined in the order of parts: the same visits give the same sums to the
 * last bit, however their tables are stored, and wherever the parts lie: few visits in this
 * process, where a look takes no job, many where Spark keeps them. Nothing is shuffled after that.
 */
final class StoredVisits implements Visits, AutoCloseable {
  /** More than cores, so that each has work to the end; few enough for their sums. */
  private static final int PARTS = 16;

  private final JavaRDD<Visit> stored;
  private final List<List<Visit>> local;

  /**
   * @param rows of {@link VisitsAtRisk}, kept
   * @param local whether to hold them in this process
   */
  StoredVisits(Dataset<Row> rows, VisitLabels labels, boolean local) {
    stored =
        rows.repartition(PARTS, VisitsAtRisk.VISIT_ID.col())
            .sortWithinPartitions(VisitsAtRisk.VISIT_ID.col())
            .javaRDD()
            .map(labels::visit);
    if (local) {
      this.local = stored.glom().collect();
    } else {
      this.local = List.of();
      stored.persist(StorageLevel.MEMORY_AND_DISK_SER());
    }
  }

  @Override
  public <S extends Serializable> S sum(Empty<S> empty, Add<S> add, Join<S> join) {
    S all = empty.get();
    for (S part : parts(empty, add)) {
      all = join.apply(all, part);
    }
    return all;
  }

  private <S extends Serializable> List<S> parts(Empty<S> empty, Add<S> add) {
    if (local.isEmpty()) {
      return stored
          .mapPartitions(visits -> List.of(summed(visits, empty, add)).iterator())
          .collect();
    }
    return IntStream.range(0, local.size())
        .parallel()
        .mapToObj(part -> summed(local.get(part).iterator(), empty, add))
        .toList();
  }

  private static <S> S summed(Iterator<Visit> visits, Empty<S> empty, Add<S> add) {
    S sum = empty.get();
    visits.forEachRemaining(visit -> add.accept(sum, visit));
    return sum;
  }

  @Override
  public void close() {
    stored.unpersist();
  }
}
