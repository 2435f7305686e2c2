package io.percorso.interactions;

import io.percorso.lake.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/**
 * The rows of {@link LoadInteractions#PARSED} that the chunks of one task give, one frame at a
 * time.
 */
final class ChunkRows implements Iterator<Row> {
  private static final int RAW = 0;
  private static final int REJECTED = 1;
  private static final int CANDIDATE = 2;
  private static final int COUNT = 3;
  private static final int RATE = 4;
  private static final int CORRECTION = 5;
  private static final int BUFFER = 1 << 16;

  private final Iterator<Row> chunks;
  private final LoadPlan plan;
  private final Map<String, Mapping> mappings = new HashMap<>();
  private final Queue<Row> ready = new ArrayDeque<>();
  private java.util.Optional<Reading> reading = java.util.Optional.empty();

  /** A chunk that is being read. */
  private static final class Reading {
    private final Chunk chunk;
    private final InputStream in;
    private final FrameReader frames;
    private final FrameParser parser;
    private long frameCount;
    private long recordCount;

    private Reading(Chunk chunk, InputStream in, FrameReader frames, FrameParser parser) {
      this.chunk = chunk;
      this.in = in;
      this.frames = frames;
      this.parser = parser;
    }
  }

  ChunkRows(Iterator<Row> chunks, LoadPlan plan) {
    this.chunks = chunks;
    this.plan = plan;
  }

  @Override
  public boolean hasNext() {
    try {
      while (ready.isEmpty()) {
        if (reading.isPresent()) {
          advance(reading.get());
        } else if (chunks.hasNext()) {
          reading = java.util.Optional.of(open(Chunk.of(chunks.next())));
        } else {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      // Not as the cause: its message is the file's path, and the engine would log it.
      throw UserError.failed(
          "a file of %s, %s, could be read when it was checked and not any more (%s): leave landing files where they are while a run lasts, and type the same command again"
              .formatted(
                  reading.map(r -> r.chunk.source()).orElse("the landing folder"),
                  reading.map(r -> "sha256 " + r.chunk.sha256()).orElse("not yet opened"),
                  e.getClass().getSimpleName()));
    }
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private Reading open(Chunk chunk) throws IOException {
    Path path = Path.of(chunk.path());
    if (Files.size(path) != chunk.byteCount()) {
      throw UserError.failed(
          "%s has %d bytes, and had %d when it was checked: someone still writes it. Deliver files under another name (*.part) and rename them when they are whole"
              .formatted(
                  FileNames.shown(path.getFileName().toString()),
                  Files.size(path),
                  chunk.byteCount()));
    }
    Source source = plan.source(chunk.source());
    Mapping mapping = mappings.computeIfAbsent(source.name(), name -> Mapping.of(source));
    InputStream in = content(path, chunk);
    if (chunk.firstFrameNumber() == 1 && !chunk.header().isEmpty()) {
      ready.add(header(path, chunk));
    }
    FrameReader frames =
        new FrameReader(
            new Bounded(in, chunk.endByte() - chunk.startByte()),
            source.framing(),
            source.delimiter(),
            chunk.startByte(),
            plan.rules().frameBytes(),
            plan.rules().keptBytes());
    FrameParser parser =
        FrameParser.of(
            source,
            mapping,
            plan.rules(),
            plan.keyRing(),
            chunk.header(),
            chunk.sha256(),
            chunk.firstSeenAtMicros(),
            plan.runId());
    return new Reading(chunk, in, frames, parser);
  }

  /** What stands before the first frame of a CSV file is kept too: without it no row has a name. */
  private Row header(Path path, Chunk chunk) throws IOException {
    try (InputStream in = content(path, chunk, 0)) {
      return LoadInteractions.PARSED.row(
          RAW,
          chunk.source(),
          chunk.sha256(),
          RawRecords.HEADER_FRAME,
          0L,
          in.readNBytes((int) chunk.startByte()),
          plan.runId(),
          plan.loadedAt());
    }
  }

  private static InputStream content(Path path, Chunk chunk) throws IOException {
    return content(path, chunk, chunk.startByte());
  }

  private static InputStream content(Path path, Chunk chunk, long from) throws IOException {
    InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
    try {
      InputStream in = chunk.isCompressed() ? new Gunzip(file, BUFFER) : file;
      in.skipNBytes(from);
      return in;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private void advance(Reading now) throws IOException {
    FrameReader frames = now.frames;
    Chunk chunk = now.chunk;
    if (!frames.next()) {
      now.in.close();
      reading = java.util.Optional.empty();
      ready.add(
          LoadInteractions.PARSED.row(
              COUNT,
              chunk.source(),
              chunk.sha256(),
              chunk.firstFrameNumber(),
              now.frameCount,
              now.recordCount));
      return;
    }
    long number = chunk.firstFrameNumber() + now.frameCount++;
    byte[] raw = Arrays.copyOfRange(frames.buffer(), frames.start(), frames.end());
    List<Outcome> outcomes =
        now.parser.parse(
            new Frame(frames.buffer(), frames.start(), frames.end(), number, frames.fault()));
    now.recordCount += outcomes.size();
    ready.add(
        LoadInteractions.PARSED.row(
            RAW,
            chunk.source(),
            chunk.sha256(),
            number,
            frames.offset(),
            raw,
            plan.runId(),
            plan.loadedAt()));
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Candidate candidate) {
        List<Object> cells = new ArrayList<>(Candidate.WIDTH + 2);
        cells.add(candidate.groupKey());
        cells.add(false);
        cells.addAll(candidate.values());
        ready.add(LoadInteractions.PARSED.row(CANDIDATE, cells.toArray()));
      } else if (outcome instanceof Rate rate) {
        ready.add(LoadInteractions.PARSED.row(RATE, rate.values().toArray()));
      } else if (outcome instanceof Correction correction) {
        ready.add(LoadInteractions.PARSED.row(CORRECTION, correction.values().toArray()));
      } else if (outcome instanceof Refused refused) {
        ready.add(
            LoadInteractions.PARSED.row(
                REJECTED,
                chunk.source(),
                chunk.sha256(),
                number,
                refused.elementIndex(),
                frames.offset(),
                refused.verdict().word(),
                refused.reason().name(),
                refused.detail(),
                outcomes.size() == 1 ? raw : null,
                plan.runId(),
                plan.loadedAt()));
      }
    }
  }

  /** A stream that ends where the chunk ends. */
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    private Bounded(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int count = in.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }
  }
}
