package io.percorso.simulator.company;

import io.percorso.simulator.RawFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts frames, which come in order, into the file of their day and source, one file at a time. */
final class DayFiles implements AutoCloseable {
  private final WorldSize size;
  private final List<Format> formats;
  private final Path landing;
  private final RawFile truth;
  private final Map<String, Long> records = new TreeMap<>();
  private RawFile file;
  private String name = "";
  private int source = -1;
  private int day = -1;
  private long frame;

  /**
   * @param truth gets a row per record
   */
  DayFiles(WorldSize size, List<Format> formats, Path landing, RawFile truth) {
    this.size = size;
    this.formats = formats;
    this.landing = landing;
    this.truth = truth;
  }

  void write(Raw raw) {
    Format format = formats.get(raw.source());
    if (file == null || raw.source() != source || raw.day() != day) {
      end();
      source = raw.source();
      day = raw.day();
      frame = 0;
      name = format.fileName(size.day(day));
      file = RawFile.create(landing.resolve(format.source()).resolve(name)).text(format.open());
    }
    if (frame > 0) {
      file.text(format.between());
    }
    frame++;
    file.text(raw.text());
    for (int element = 0; element < raw.truth().size(); element++) {
      truth
          .text(format.source())
          .text(",")
          .text(name)
          .text(",")
          .text(Long.toString(frame))
          .text(",")
          .text(Integer.toString(element))
          .text(",")
          .text(raw.truth().get(element))
          .text("\n");
    }
    records.merge(format.source(), (long) raw.truth().size(), Long::sum);
  }

  /** Ends the file that is open. */
  void end() {
    if (file != null) {
      file.text(formats.get(source).close());
      file.close();
      file = null;
    }
  }

  Map<String, Long> records() {
    return records;
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
