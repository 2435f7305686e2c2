package io.percorso.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.percorso.lake.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A decision about two identifiers as a file of the source {@link #SOURCE}: one JSON object on one
 * line, in the shape of docs/sources/identity-corrections.md. It is in the landing folder whole, or
 * not at all.
 */
final class CorrectionFile {
  /** The source, and its landing folder. */
  static final String SOURCE = "identity-corrections";

  /** Dashes between: a number of nine digits in a name would be kept redacted. */
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss-SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * What was decided.
   *
   * @param by role or ticket; "" where it is not told
   * @param reason "" where it is not told
   */
  record Decision(
      String verdict, NamedIdentifier one, NamedIdentifier other, String by, String reason) {}

  private CorrectionFile() {}

  /**
   * @param landing the folder of all sources
   * @param at when it was decided
   * @return the file
   */
  static Path write(Path landing, Decision decision, Instant at) {
    ObjectNode line = Json.object();
    line.put("decided_at", at.truncatedTo(ChronoUnit.MICROS).toString());
    if (!decision.by().isEmpty()) {
      line.put("decided_by", decision.by());
    }
    line.put("verdict", decision.verdict());
    line.set("identifier", identifier(decision.one()));
    line.set("other", identifier(decision.other()));
    if (!decision.reason().isEmpty()) {
      line.put("reason", decision.reason());
    }
    Path folder = landing.resolve(SOURCE);
    try {
      Files.createDirectories(folder);
      return write(folder, NAME.format(at) + "-" + decision.verdict(), Json.line(line) + "\n");
    } catch (IOException e) {
      throw UserError.usage(
          "%s cannot be written (%s): give another folder with --workspace, or its rights"
              .formatted(folder, e.getClass().getSimpleName()));
    }
  }

  private static Path write(Path folder, String name, String content) throws IOException {
    for (int attempt = 1; ; attempt++) {
      String ofAttempt = attempt == 1 ? name : name + "-" + attempt;
      Path file = folder.resolve(ofAttempt + ".json");
      Path unfinished = folder.resolve(ofAttempt + ".json.part");
      if (Files.exists(file) || Files.exists(unfinished)) {
        continue;
      }
      Files.writeString(
          unfinished, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static ObjectNode identifier(NamedIdentifier named) {
    return Json.object().put("kind", named.kind().word()).put("value", named.value());
  }
}
