package io.percorso.simulator;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Raw files of an invented online retailer: shop clickstream, web server log, tracker export and
 * public care conversations, with the blemishes that deliveries have.
 *
 * <p>The same size gives the same bytes. Files are written as they are drawn: memory does not grow
 * with the number of customers. Nothing in them is about a real person: addresses are of
 * example.org, telephone numbers of a fictional exchange, internet addresses of the ranges that RFC
 * 5737 keeps for documentation.
 */
public final class SampleLogs {
  private SampleLogs() {}

  /**
   * How much to write.
   *
   * @param seed another seed, another world
   * @param customers at least 1; each leaves about 36 shop records in 30 days
   * @param firstDay first day with records, UTC
   * @param days at least 1
   */
  public record Size(long seed, int customers, LocalDate firstDay, int days) {
    public Size {
      if (customers < 1 || days < 1) {
        throw new IllegalArgumentException(
            "a world needs at least 1 customer and 1 day, not %d and %d"
                .formatted(customers, days));
      }
    }

    /** About 20,000 records over the 30 days that end on 31 March 2026. */
    public static Size demo() {
      return new Size(1, 400, LocalDate.of(2026, 3, 2), 30);
    }

    /** About 1,000,000 shop records over the same 30 days, for measurements. */
    public static Size million() {
      return new Size(1, 28_000, LocalDate.of(2026, 3, 2), 30);
    }

    LocalDate day(int index) {
      return firstDay.plusDays(index);
    }
  }

  /** In what state a file was delivered. */
  public enum State {
    WHOLE,
    /** Cut in the middle of its gzip stream: nothing of it can be trusted. */
    TRUNCATED,
    /** No byte in it. */
    EMPTY
  }

  /**
   * One file written.
   *
   * @param source folder below landing
   * @param name file name
   * @param records records put into it, malformed ones included; 0 unless whole
   */
  public record Delivered(String source, String name, long records, State state) {}

  /** What was written, in the order of writing. */
  public record Delivery(List<Delivered> files) {
    public Delivery {
      files = List.copyOf(files);
    }

    /** Records of all whole files. */
    public long records() {
      return files.stream().mapToLong(Delivered::records).sum();
    }

    /** Records of the whole files of one source. */
    public long records(String source) {
      return files.stream()
          .filter(f -> f.source().equals(source))
          .mapToLong(Delivered::records)
          .sum();
    }
  }

  /**
   * Writes all four sources into {@code landing/<source>/}, replacing files of the same name.
   *
   * @throws java.io.UncheckedIOException when a file cannot be written; names the file
   */
  public static Delivery write(Path landing, Size size) {
    List<Delivered> files = new ArrayList<>(writeShop(landing, size).files());
    files.addAll(AccessLog.write(landing, size));
    files.addAll(TrackerLog.write(landing, size));
    files.addAll(CareLog.write(landing, size));
    return new Delivery(files);
  }

  /**
   * Writes the shop's clickstream alone ({@code landing/ecom/}), for measurements.
   *
   * @throws java.io.UncheckedIOException when a file cannot be written; names the file
   */
  public static Delivery writeShop(Path landing, Size size) {
    return new Delivery(ShopLog.write(landing, size));
  }

  static Delivered whole(String source, RawFile file) {
    return delivered(source, file.path(), file.records(), State.WHOLE);
  }

  static Delivered delivered(String source, Path path, long records, State state) {
    return new Delivered(source, path.getFileName().toString(), records, state);
  }
}
