package io.percorso.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM's own log of its collections ({@code -Xlog:gc}) says of the heap.
 *
 * @param fullest megabytes before a collection, at most: rubbish included
 * @param leftMost megabytes after a collection, at most: what was alive, or was taken for it
 * @param pauseSeconds of all collections together
 */
public record GarbageLog(long fullest, long leftMost, double pauseSeconds) {
  private static final Pattern PAUSE =
      Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(\\d+M\\) ([0-9.]+)ms");

  public static GarbageLog read(Path file) throws IOException {
    return of(Files.readAllLines(file));
  }

  static GarbageLog of(List<String> lines) {
    long fullest = 0;
    long leftMost = 0;
    double pause = 0;
    for (String line : lines) {
      Matcher found = PAUSE.matcher(line);
      if (found.find()) {
        fullest = Math.max(fullest, Long.parseLong(found.group(1)));
        leftMost = Math.max(leftMost, Long.parseLong(found.group(2)));
        pause += Double.parseDouble(found.group(3)) / 1000;
      }
    }
    return new GarbageLog(fullest, leftMost, pause);
  }

  /** The option that makes a JVM write such a log. */
  public static String option(Path file) {
    return "-Xlog:gc:file=" + file;
  }
}
