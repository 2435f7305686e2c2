package io.percorso.simulator.company;

import java.time.Instant;
import java.time.LocalDate;

/**
 * How one source writes acts into its files. A file is {@link #open}, the frames with {@link
 * #between} between them, {@link #close}.
 */
interface Format {
  /**
   * When a record was made and travelled.
   *
   * @param created by the clock of the device, which may be wrong
   * @param sent by the same clock
   * @param received by the company's clock
   */
  record Times(Instant created, Instant sent, Instant received) {}

  /** Folder below landing: the source's name in conf/sources. */
  String source();

  /** Name of the file of a day, by the day on which its records were received. */
  String fileName(LocalDate day);

  /** What a file begins with; nothing for lines. */
  default String open() {
    return "";
  }

  default String between() {
    return "\n";
  }

  default String close() {
    return "\n";
  }

  /** True where a frame that is cut takes those behind it along: the file is one document. */
  default boolean isDocument() {
    return false;
  }

  /**
   * One frame, without the line end that {@link #between} or {@link #close} brings.
   *
   * @param id the record's own number; another number of the same act is another delivery of it
   */
  String frame(Act act, long id, Times times);
}
