package io.percorso.jobs;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.LongConsumer;

/** Writes the raw files of a simulated company, and beside them the truth. */
interface Company {
  /** How clean the records are. */
  enum Profile {
    CLEAN,
    REALISTIC,
    HOSTILE
  }

  /**
   * Which company, and how much of it.
   *
   * @param seed another seed, another company
   * @param customers at least 1
   * @param firstDay first day, UTC
   * @param days at least 1
   */
  record Request(long seed, int customers, LocalDate firstDay, int days, Profile profile) {}

  /**
   * Writes all of it.
   *
   * @param landing gets one folder per source
   * @param truth gets the truth files
   * @param threads that write at the same time
   * @param progress hears how many customers are written so far, from any thread
   * @return what was written, as a sentence
   * @throws java.io.UncheckedIOException when a file cannot be written; names the file
   */
  String write(Request request, Path landing, Path truth, int threads, LongConsumer progress);
}
