package io.percorso.retention.value;

import io.percorso.retention.value.BuyingHistory.Counted;
import io.percorso.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The customers of the CDNOW shop, times in weeks, with whom these models were published. */
final class CdNow {
  private CdNow() {}

  static List<Counted> customers() throws IOException {
    return counted(rows(RealData.path("cdnow/cdnow_customers_summary.csv")));
  }

  private static List<String[]> rows(Path file) throws IOException {
    return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",")).toList();
  }

  private static List<Counted> counted(List<String[]> rows) {
    Map<BuyingHistory, Long> counts = new HashMap<>();
    for (String[] row : rows) {
      counts.merge(
          new BuyingHistory(
              (long) Double.parseDouble(row[1]),
              Double.parseDouble(row[2]),
              Double.parseDouble(row[3])),
          1L,
          Long::sum);
    }
    return counts.entrySet().stream()
        .map(one -> new Counted(one.getKey(), one.getValue()))
        .toList();
  }
}
