package io.percorso.simulator.company;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Frames and rows of the truth of a few customers, sorted, on disk: what makes a world of any size
 * fit into the memory of one block. Spools are merged into the order in which files are written.
 */
final class Spool {
  /** Files open at once while merging. */
  private static final int WIDEST_MERGE = 200;

  private static final int BUFFER_BYTES = 1 << 16;

  private Spool() {}

  /** Frames of a block; sorted here. */
  static void writeFrames(Path file, List<Raw> frames) {
    frames.sort(null);
    try (DataOutputStream out = out(file)) {
      for (Raw frame : frames) {
        put(out, frame);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static void put(DataOutputStream out, Raw frame) throws IOException {
    out.writeInt(frame.source());
    out.writeInt(frame.day());
    out.writeLong(frame.arrival());
    out.writeLong(frame.tie());
    text(out, frame.text());
    out.writeInt(frame.truth().size());
    for (String row : frame.truth()) {
      text(out, row);
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static DataOutputStream out(Path file) throws IOException {
    return new DataOutputStream(
        new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
  }

  /**
   * Hands out the frames of all spools in order.
   *
   * @param folder where spools of spools may be written, when there are too many to be open at once
   */
  static void merge(List<Path> spools, Path folder, Consumer<Raw> each) {
    List<Path> rest = spools;
    int round = 0;
    while (rest.size() > WIDEST_MERGE) {
      List<Path> merged = new ArrayList<>();
      for (int from = 0; from < rest.size(); from += WIDEST_MERGE) {
        Path into = folder.resolve("merged-%d-%d".formatted(round, from));
        List<Path> part = rest.subList(from, Math.min(rest.size(), from + WIDEST_MERGE));
        try (DataOutputStream out = out(into)) {
          mergeOnce(
              part,
              frame -> {
                try {
                  put(out, frame);
                } catch (IOException e) {
                  throw new UncheckedIOException("cannot write " + into, e);
                }
              });
        } catch (IOException e) {
          throw new UncheckedIOException("cannot write " + into, e);
        }
        merged.add(into);
      }
      rest = merged;
      round++;
    }
    mergeOnce(rest, each);
  }

  private static void mergeOnce(List<Path> spools, Consumer<Raw> each) {
    PriorityQueue<Reader> readers = new PriorityQueue<>(Comparator.comparing(Reader::head));
    try {
      for (Path spool : spools) {
        Reader reader = new Reader(spool);
        if (reader.moves()) {
          readers.add(reader);
        }
      }
      while (!readers.isEmpty()) {
        Reader first = readers.poll();
        each.accept(first.head());
        if (first.moves()) {
          readers.add(first);
        }
      }
    } finally {
      readers.forEach(Reader::close);
    }
  }

  /** One spool being read; closes and deletes it at its end. */
  private static final class Reader {
    private final Path file;
    private final DataInputStream in;
    private Raw head;

    Reader(Path file) {
      this.file = file;
      try {
        this.in =
            new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }

    Raw head() {
      return head;
    }

    boolean moves() {
      try {
        int source = in.readInt();
        int day = in.readInt();
        long arrival = in.readLong();
        long tie = in.readLong();
        String text = text();
        int rows = in.readInt();
        List<String> truth = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
          truth.add(text());
        }
        head = new Raw(source, day, arrival, tie, text, truth);
        return true;
      } catch (EOFException e) {
        close();
        try {
          Files.delete(file);
        } catch (IOException ignored) {
          // The folder is deleted as a whole in the end.
        }
        return false;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }

    private String text() throws IOException {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }

    void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close " + file, e);
      }
    }
  }
}
