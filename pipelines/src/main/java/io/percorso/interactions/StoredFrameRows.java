package io.percorso.interactions;

import io.percorso.lake.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.sql.Row;

/**
 * The rows of {@link LoadInteractions#PARSED} that the stored frames of one task give, without the
 * raw records, which are there already. Frames come sorted by file and number; what says when and
 * by which run a record came stays as it was.
 */
final class StoredFrameRows implements Iterator<Row> {
  private static final int REJECTED = 1;
  private static final int CANDIDATE = 2;
  private static final int COUNT = 3;
  private static final long MICROS_PER_MILLI = 1_000;

  private final Iterator<Row> frames;
  private final LoadPlan plan;
  private final Map<String, Mapping> mappings = new HashMap<>();
  private final Queue<Row> ready = new ArrayDeque<>();
  private Optional<OpenFile> open = Optional.empty();

  /** The file whose frames are at hand. */
  private static final class OpenFile {
    private final String source;
    private final String sha256;
    private final RecordParser parser;
    private long frameCount;
    private long recordCount;

    private OpenFile(String source, String sha256, RecordParser parser) {
      this.source = source;
      this.sha256 = sha256;
      this.parser = parser;
    }

    private boolean isOf(Row frame) {
      return sha256.equals(frame.getString(StoredFrames.FILE))
          && source.equals(frame.getString(StoredFrames.SOURCE));
    }
  }

  /**
   * @param frames rows of {@link StoredFrames#of}
   */
  StoredFrameRows(Iterator<Row> frames, LoadPlan plan) {
    this.frames = frames;
    this.plan = plan;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && frames.hasNext()) {
      take(frames.next());
    }
    if (ready.isEmpty() && open.isPresent()) {
      close();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void take(Row frame) {
    if (open.isEmpty() || !open.get().isOf(frame)) {
      if (open.isPresent()) {
        close();
      }
      open = Optional.of(opened(frame));
    }
    if (frame.getLong(StoredFrames.NUMBER) != RawRecords.HEADER_FRAME) {
      parse(open.get(), frame);
    }
  }

  private OpenFile opened(Row first) {
    Source source = plan.source(first.getString(StoredFrames.SOURCE));
    String sha256 = first.getString(StoredFrames.FILE);
    Instant firstSeen = first.getAs(StoredFrames.FIRST_SEEN);
    return new OpenFile(
        source.name(),
        sha256,
        new RecordParser(
            source,
            mappings.computeIfAbsent(source.name(), name -> Mapping.of(source)),
            plan.rules(),
            plan.keyRing(),
            header(source, first),
            sha256,
            firstSeen.toEpochMilli() * MICROS_PER_MILLI,
            first.getString(StoredFrames.RUN)));
  }

  private List<String> header(Source source, Row first) {
    if (source.framing() != Framing.CSV) {
      return List.of();
    }
    if (first.getLong(StoredFrames.NUMBER) != RawRecords.HEADER_FRAME) {
      throw UserError.failed(
          "file %s of source %s cannot be read again: its header is not in bronze.raw_records. Take its run back and load it again: ./percorso restore --run %s"
              .formatted(
                  first.getString(StoredFrames.FILE),
                  source.name(),
                  first.getString(StoredFrames.RUN)));
    }
    try {
      FrameReader reader =
          new FrameReader(
              new ByteArrayInputStream(first.getAs(StoredFrames.RAW)),
              source.framing(),
              source.delimiter(),
              0,
              plan.rules().frameBytes(),
              plan.rules().keptBytes());
      reader.skipByteOrderMark();
      reader.next();
      return CsvCells.of(reader.buffer(), reader.start(), reader.end(), source.delimiter());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Refusal e) {
      throw new IllegalStateException("a header that was read once can be read again", e);
    }
  }

  private void parse(OpenFile file, Row frame) {
    byte[] raw = frame.getAs(StoredFrames.RAW);
    long number = frame.getLong(StoredFrames.NUMBER);
    Optional<Reason> fault =
        Optional.ofNullable(frame.getString(StoredFrames.FAULT)).map(Reason::valueOf);
    List<Outcome> outcomes = file.parser.parse(new Frame(raw, 0, raw.length, number, fault));
    file.frameCount++;
    file.recordCount += outcomes.size();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Candidate candidate) {
        List<Object> cells = new ArrayList<>(Candidate.WIDTH + 2);
        cells.add(candidate.groupKey());
        cells.add(false);
        cells.addAll(candidate.values());
        ready.add(LoadInteractions.PARSED.row(CANDIDATE, cells.toArray()));
      } else if (outcome instanceof Refused refused) {
        ready.add(
            LoadInteractions.PARSED.row(
                REJECTED,
                file.source,
                file.sha256,
                number,
                refused.elementIndex(),
                frame.get(StoredFrames.OFFSET),
                refused.verdict().word(),
                refused.reason().name(),
                refused.detail(),
                outcomes.size() == 1 ? raw : null,
                frame.get(StoredFrames.RUN),
                frame.get(StoredFrames.LOADED)));
      }
    }
  }

  private void close() {
    OpenFile file = open.orElseThrow();
    open = Optional.empty();
    ready.add(
        LoadInteractions.PARSED.row(
            COUNT, file.source, file.sha256, 1L, file.frameCount, file.recordCount));
  }
}
