package io.percorso.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Raw files of many days that wait to be delivered, the days of their names at a time.
 *
 * @param staged with a folder per source
 * @param landing where they go
 */
record StagedFiles(Path staged, Path landing) {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /**
   * Delivers every file of these days.
   *
   * @param to day after the last
   * @return bytes of them
   */
  long deliver(LocalDate from, LocalDate to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(staged)) {
      files = all.filter(Files::isRegularFile).filter(f -> isWithin(f, from, to)).toList();
    }
    long bytes = 0;
    for (Path file : files) {
      Path target = landing.resolve(staged.relativize(file));
      Files.createDirectories(target.getParent());
      bytes += Files.size(file);
      Files.move(file, target);
    }
    return bytes;
  }

  private static boolean isWithin(Path file, LocalDate from, LocalDate to) {
    LocalDate day = day(file.getFileName().toString());
    return !day.isBefore(from) && day.isBefore(to);
  }

  static LocalDate day(String name) {
    Matcher found = DAY.matcher(name);
    if (!found.find()) {
      throw new IllegalArgumentException("the file name " + name + " holds no day");
    }
    return LocalDate.parse(found.group());
  }
}
