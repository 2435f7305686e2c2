package io.percorso.interactions;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per layer of the key ring that made this lake's tokens. Loading with other keys would
 * split every customer in silence, so it is refused.
 */
public final class KeyRingEntries {
  public static final Field LAYER = Field.integer("layer", "Layer, from 1").arrival();
  public static final Field FINGERPRINT =
      Field.id("fingerprint", "Short name of the key; does not tell the key").arrival();
  public static final Field NORMALISATION_VERSION =
      Field.integer("normalisation_version", "How identifiers were normalised").arrival();

  public static final Table TABLE =
      Table.named(
              "ops.key_ring",
              "One row per layer of the key ring that made this lake's tokens",
              LAYER,
              FINGERPRINT,
              NORMALISATION_VERSION)
          .grain(LAYER);

  /** A stored row. */
  public record Entry(int layer, String fingerprint, int normalisationVersion) {}

  private KeyRingEntries() {}

  /** The stored row of an entry. */
  public static Row row(Entry entry) {
    return RowFactory.create(entry.layer, entry.fingerprint, entry.normalisationVersion);
  }

  /** The entry of a stored row. */
  public static Entry entry(Row row) {
    return new Entry(row.getInt(0), row.getString(1), row.getInt(2));
  }

  /** The rows of a key ring. */
  public static List<Entry> of(KeyRing keyRing) {
    List<String> prints = keyRing.fingerprints();
    return java.util.stream.IntStream.range(0, prints.size())
        .mapToObj(i -> new Entry(i + 1, prints.get(i), KeyRing.NORMALISATION_VERSION))
        .toList();
  }

  /**
   * @param stored rows of the lake; empty for a new lake, which takes any key
   * @throws UserError when the key ring is not the one that the lake was made with
   */
  public static void requireSame(List<Entry> stored, KeyRing keyRing) {
    List<Entry> given = of(keyRing);
    if (!stored.isEmpty() && !Set.copyOf(stored).equals(Set.copyOf(given))) {
      throw UserError.usage(
          "the keys %s are not those of this lake %s: every customer would be split in two."
                  .formatted(given, stored)
              + " Put back the backup of the lake's keys");
    }
  }
}
