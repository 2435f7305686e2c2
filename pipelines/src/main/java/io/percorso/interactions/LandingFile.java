package io.percorso.interactions;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * A new file of the landing folder and what its check said.
 *
 * @param source folder it lies in, "" for a file outside every folder
 * @param path below the landing folder, with /; may name a person: shown and stored as {@link
 *     #shownPath}
 * @param sha256 of its bytes; "" when it was not read
 * @param byteCount its size
 * @param modifiedAt when it was last written
 * @param firstSeenAt when this scan began
 * @param verdict what becomes of it
 * @param reason why, a {@link Reason} by name; "" for an accepted file
 * @param detail the reason in words
 * @param chunks pieces to read, none unless accepted
 */
public record LandingFile(
    String source,
    String path,
    String sha256,
    long byteCount,
    Instant modifiedAt,
    Instant firstSeenAt,
    FileVerdict verdict,
    String reason,
    String detail,
    List<Chunk> chunks) {
  /** What becomes of a file. */
  public enum FileVerdict {
    ACCEPTED,
    REFUSED,
    SAME_CONTENT;

    /** The word that is stored. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A file that an earlier run has looked at; it is not hashed again. */
  public record Known(String path, long byteCount, Instant modifiedAt) {
    /** Tables keep microseconds, file systems nanoseconds. */
    public Known {
      modifiedAt = modifiedAt.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /** The content of a file that was accepted for a source. */
  public record Content(String source, String sha256) {}

  /** The path without what names a person. */
  public String shownPath() {
    return FileNames.shown(path);
  }

  public Known known() {
    return new Known(path, byteCount, modifiedAt);
  }
}
