package io.percorso.simulator.badinput;

import io.percorso.simulator.badinput.BadInput.Expected;
import io.percorso.simulator.badinput.BadInput.Packing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The landing folder being filled, and what is expected of it. */
final class Corpus {
  private final Path landing;
  private final Packing packing;
  private final List<Expected> expected = new ArrayList<>();

  Corpus(Path landing, Packing packing) {
    this.landing = landing;
    this.packing = packing;
  }

  List<Expected> expected() {
    return List.copyOf(expected);
  }

  /** A plain file whose records have their own verdicts. */
  void accepted(BadFile file) {
    accepted(file, file.content());
  }

  /** The records of a file in other bytes than it made itself. */
  void accepted(BadFile file, byte[] content) {
    String name = deliver(file.source + "/" + file.name, content);
    expected.add(new Expected(name, 0, 0, "accepted", ""));
    expectRecords(file, name);
  }

  /** A file delivered exactly as these bytes, however plain files are packed. */
  void acceptedAsIs(BadFile file, byte[] content) {
    write(file.source + "/" + file.name, content);
    expected.add(new Expected(file.source + "/" + file.name, 0, 0, "accepted", ""));
    expectRecords(file, file.source + "/" + file.name);
  }

  private void expectRecords(BadFile file, String name) {
    for (Expected one : file.records()) {
      expected.add(new Expected(name, one.frame(), one.element(), one.verdict(), one.reason()));
    }
  }

  /** A plain file that is refused as a whole. */
  void refused(String name, String reason, byte[] content) {
    expected.add(new Expected(deliver(name, content), 0, 0, "refused", reason));
  }

  /** A packed or odd file that is refused as a whole. */
  void refusedAsIs(String name, String reason, byte[] content) {
    write(name, content);
    expectFile(name, "refused", reason);
  }

  void expectFile(String name, String verdict, String reason) {
    expected.add(new Expected(name, 0, 0, verdict, reason));
  }

  /** Delivers a file in the corpus's packing; its name as it lies there. */
  String deliver(String name, byte[] content) {
    boolean isPacked = packing == Packing.GZIPPED;
    String delivered = isPacked ? name + ".gz" : name;
    write(delivered, isPacked ? Gzip.of(content) : content);
    return delivered;
  }

  Path path(String name) {
    return landing.resolve(name);
  }

  private void write(String name, byte[] content) {
    try {
      Files.createDirectories(path(name).getParent());
      Files.write(path(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(path(name) + " cannot be written", e);
    }
  }
}
