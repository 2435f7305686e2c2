package io.percorso.simulator.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.percorso.simulator.badinput.BadInput.Expected;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One file in the making: its bytes, and what must become of each of its records. */
final class BadFile {
  final String source;
  final String name;
  private final GoodRecord kind;
  private final Instant arrival;
  private final String tag;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Expected> records = new ArrayList<>();
  private String separator = "\n";
  private int number;
  private long frame;

  BadFile(GoodRecord kind, String name, Instant arrival) {
    this.source = kind.source;
    this.kind = kind;
    this.name = name;
    this.arrival = arrival;
    this.tag = Integer.toHexString((source + "/" + name).hashCode());
    if (!kind.header.isEmpty()) {
      raw(kind.header + "\n");
    }
    if (kind == GoodRecord.CARE) {
      raw("[");
      separator = ",\n";
    }
  }

  /** Other bytes between frames, from the next one on. */
  BadFile separatedBy(String text) {
    separator = text;
    return this;
  }

  BadFile good(int count) {
    for (int i = 0; i < count; i++) {
      String[] loaded = new String[kind.elements()];
      java.util.Arrays.fill(loaded, "");
      frame(kind.text(tag, number++, arrival).getBytes(UTF_8), loaded);
    }
    return this;
  }

  /**
   * A frame of one record. GOOD in it stands for the beginning of a good record.
   *
   * @param reason why it is refused, "" when it is loaded
   */
  BadFile bad(String reason, String text) {
    return bad(reason, filled(text).getBytes(UTF_8));
  }

  BadFile bad(String reason, byte[] frameBytes) {
    return frame(frameBytes, reason);
  }

  /** A frame with several records, each with its reason. */
  BadFile frame(byte[] frameBytes, String... reasons) {
    if (frame > 0) {
      raw(separator);
    }
    bytes.writeBytes(frameBytes);
    return expect(reasons);
  }

  /** Expects one more frame without writing one. */
  BadFile expect(String... reasons) {
    frame++;
    for (int i = 0; i < reasons.length; i++) {
      records.add(new Expected(source + "/" + name, frame, i, verdict(reasons[i]), reasons[i]));
    }
    return this;
  }

  String filled(String text) {
    String filled = text;
    while (filled.contains("GOOD")) {
      filled =
          filled.substring(0, filled.indexOf("GOOD"))
              + kind.start(tag, number++, arrival)
              + filled.substring(filled.indexOf("GOOD") + 4);
    }
    return filled;
  }

  /** Bytes that are no frame. */
  BadFile raw(String text) {
    bytes.writeBytes(text.getBytes(UTF_8));
    return this;
  }

  /** Ends the file as its format ends. */
  BadFile end() {
    return raw(kind == GoodRecord.CARE ? "]\n" : "\n");
  }

  byte[] content() {
    return bytes.toByteArray();
  }

  /** What must become of an accepted file's records. */
  List<Expected> records() {
    return List.copyOf(records);
  }

  private static String verdict(String reason) {
    return switch (reason) {
      case "" -> "loaded";
      case "LATE" -> "late";
      case "DUPLICATE", "DUP_CONFLICT" -> "duplicate";
      default -> "rejected";
    };
  }
}
