package io.percorso.journeys;

import io.percorso.testing.RealData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The walks of the public PathData set: 10,000 distinct paths over twelve channels. */
final class PathData {
  private PathData() {}

  static List<Walk> walks() {
    List<Walk> walks = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(RealData.path("paths/PathData.csv.gz"))),
                StandardCharsets.UTF_8))) {
      lines.lines().skip(1).forEach(line -> add(walks, line.replace("\"", "").split(",", -1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return walks;
  }

  /**
   * @param cells path, conversions, their value, walks without a conversion
   */
  private static void add(List<Walk> walks, String[] cells) {
    List<String> path = Walks.path(cells[0]);
    Walk success = Walks.walk(path, Walk.End.SUCCESS, Optional.empty());
    Walk failure = Walks.walk(path, Walk.End.NULL, Optional.empty());
    walks.addAll(Collections.nCopies(Integer.parseInt(cells[1]), success));
    walks.addAll(Collections.nCopies(Integer.parseInt(cells[3]), failure));
  }
}
