package io.percorso.jobs;

import io.percorso.bi.FrictionBoard.Estimate;
import io.percorso.bi.SegmentBoard;
import io.percorso.bi.SegmentBoard.Cell;
import io.percorso.bi.SegmentBoard.Scheme;
import io.percorso.bi.SegmentBoard.Segment;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Publications;
import io.percorso.lake.Settings;
import io.percorso.segments.SegmentMatrix;
import io.percorso.statistics.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** Reads how segments fare, of the day of the publication. */
final class SegmentReader {
  private static final Cell NONE = new Cell(Optional.empty(), false, "none");

  private SegmentReader() {}

  static SegmentBoard read(Lake lake, Publications.Publication publication, Settings settings) {
    LocalDate day = publication.dataDay();
    Map<String, Map<String, Map<String, Cell>>> schemes = new TreeMap<>();
    for (Row row :
        OverviewReader.published(lake, publication, SegmentMatrix.TABLE)
            .where(SegmentMatrix.SNAPSHOT_DAY.col().equalTo(day))
            .collectAsList()) {
      schemes
          .computeIfAbsent(of(row, SegmentMatrix.SCHEME), scheme -> new TreeMap<>())
          .computeIfAbsent(of(row, SegmentMatrix.SEGMENT), segment -> new TreeMap<>())
          .put(of(row, SegmentMatrix.MEASURE), cell(row));
    }
    if (schemes.isEmpty()) {
      return SegmentBoard.NONE;
    }
    List<Scheme> told = new ArrayList<>();
    schemes.forEach((name, segments) -> told.add(scheme(name, segments)));
    return new SegmentBoard(settings.text("business.currency"), Optional.of(day), told);
  }

  private static Scheme scheme(String name, Map<String, Map<String, Cell>> cells) {
    List<String> measures =
        SegmentMatrix.measures().stream()
            .filter(measure -> cells.values().stream().anyMatch(c -> c.containsKey(measure)))
            .toList();
    List<Segment> segments = new ArrayList<>();
    cells.forEach(
        (segment, its) ->
            segments.add(
                new Segment(
                    segment, measures.stream().map(m -> its.getOrDefault(m, NONE)).toList())));
    return new Scheme(name, measures, segments);
  }

  private static Cell cell(Row row) {
    Double value = of(row, SegmentMatrix.VALUE);
    String hidden = of(row, SegmentMatrix.HIDDEN_BECAUSE);
    return value == null
        ? new Cell(Optional.empty(), false, hidden.replace('_', ' '))
        : new Cell(
            Optional.of(
                new Estimate(
                    value,
                    new Interval(
                        of(row, SegmentMatrix.VALUE_LOW), of(row, SegmentMatrix.VALUE_HIGH)))),
            "enough".equals(of(row, SegmentMatrix.EVIDENCE)),
            "");
  }

  private static <T> T of(Row row, Field field) {
    return row.getAs(field.name());
  }
}
