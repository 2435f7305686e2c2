package io.percorso.lake.fsck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.parquet.example.data.Group;

/**
 * A data file as a table's log names it.
 *
 * @param path below the table's folder
 * @param byteCount its size
 * @param rows how many it holds, deleted ones counted; empty where the log does not say
 * @param vector the rows of it that are deleted
 * @param addedAt version of the commit that named it; −1 when that is known from a checkpoint only
 */
record DataFile(
    String path, long byteCount, OptionalLong rows, Optional<DeletedRows> vector, long addedAt) {
  /**
   * A deletion vector.
   *
   * @param file below the table's folder; empty when it is in the log itself
   * @param offset where it begins in the file
   * @param byteCount its size without the two numbers around it
   * @param rows how many rows it deletes
   */
  record DeletedRows(String file, int offset, int byteCount, long rows) {
    boolean isInLog() {
      return file.isEmpty();
    }
  }

  /** What tells apart the entries of one file with different deletion vectors. */
  String key() {
    return path + vector.map(v -> "|" + v.file + "@" + v.offset).orElse("");
  }

  static String path(String logged) {
    // As a URI; a column's value may hold what a URI encodes.
    return URI.create(logged).getPath();
  }

  static DataFile of(JsonNode add, long version) throws JsonProcessingException {
    JsonNode vector = add.path("deletionVector");
    return new DataFile(
        path(add.path("path").asText()),
        add.path("size").asLong(-1),
        rows(add.path("stats").asText("")),
        vector.isObject()
            ? Optional.of(
                deleted(
                    vector.path("storageType").asText(),
                    vector.path("pathOrInlineDv").asText(),
                    vector.path("offset").asInt(0),
                    vector.path("sizeInBytes").asInt(),
                    vector.path("cardinality").asLong()))
            : Optional.empty(),
        version);
  }

  static DataFile of(Group add) throws JsonProcessingException {
    boolean hasVector = has(add, "deletionVector");
    Optional<DeletedRows> deleted = Optional.empty();
    if (hasVector) {
      Group vector = add.getGroup("deletionVector", 0);
      deleted =
          Optional.of(
              deleted(
                  vector.getString("storageType", 0),
                  vector.getString("pathOrInlineDv", 0),
                  has(vector, "offset") ? vector.getInteger("offset", 0) : 0,
                  vector.getInteger("sizeInBytes", 0),
                  vector.getLong("cardinality", 0)));
    }
    return new DataFile(
        path(add.getString("path", 0)),
        add.getLong("size", 0),
        has(add, "stats") ? rows(add.getString("stats", 0)) : OptionalLong.empty(),
        deleted,
        -1);
  }

  static boolean has(Group group, String field) {
    return group.getType().containsField(field) && group.getFieldRepetitionCount(field) > 0;
  }

  private static OptionalLong rows(String stats) throws JsonProcessingException {
    if (stats.isEmpty()) {
      return OptionalLong.empty();
    }
    JsonNode rows = CommitFile.JSON.readTree(stats).path("numRecords");
    return rows.isNumber() ? OptionalLong.of(rows.asLong()) : OptionalLong.empty();
  }

  private static DeletedRows deleted(
      String storage, String place, int offset, int byteCount, long rows) {
    return switch (storage) {
      case "u" -> new DeletedRows(vectorFile(place), offset, byteCount, rows);
      case "p" -> new DeletedRows(path(place), offset, byteCount, rows);
      default -> new DeletedRows("", 0, byteCount, rows);
    };
  }

  /** Delta's protocol, section on deletion vectors: a folder, then a UUID in the Z85 alphabet. */
  private static String vectorFile(String place) {
    int split = place.length() - 20;
    ByteBuffer bytes = Z85.decode(place.substring(split));
    String folder = split == 0 ? "" : place.substring(0, split) + "/";
    return folder + "deletion_vector_" + new UUID(bytes.getLong(), bytes.getLong()) + ".bin";
  }

  /** Base 85 of ZeroMQ's RFC 32: five characters for four bytes. */
  private static final class Z85 {
    private static final String ALPHABET =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

    static ByteBuffer decode(String text) {
      ByteBuffer bytes = ByteBuffer.allocate(text.length() / 5 * 4);
      for (int i = 0; i + 5 <= text.length(); i += 5) {
        long value = 0;
        for (int j = i; j < i + 5; j++) {
          value = value * 85 + ALPHABET.indexOf(text.charAt(j));
        }
        bytes.putInt((int) value);
      }
      return bytes.flip();
    }
  }
}
