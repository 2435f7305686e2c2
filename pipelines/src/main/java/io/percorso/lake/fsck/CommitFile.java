package io.percorso.lake.fsck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.percorso.lake.CommitNote;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A commit of a table's log, read strictly.
 *
 * @param added data files that it names
 * @param removed keys of the data files that it takes out
 * @param note what it says of itself; empty when it is not ours
 */
record CommitFile(List<DataFile> added, List<String> removed, Optional<CommitNote> note) {
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> ACTIONS =
      Set.of(
          "commitInfo",
          "protocol",
          "metaData",
          "add",
          "remove",
          "txn",
          "cdc",
          "domainMetadata",
          "checkpointMetadata",
          "sidecar");

  /** Why a commit cannot be taken as it is. */
  static final class Torn extends Exception {
    Torn(String message) {
      super(message);
    }
  }

  /**
   * @param bytes the commit's
   * @param version its version
   * @throws Torn when it is not whole: cut at any byte, or no commit at all
   */
  static CommitFile of(byte[] bytes, long version) throws Torn {
    if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
      throw new Torn("it does not end with a line");
    }
    List<DataFile> added = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    Optional<JsonNode> info = Optional.empty();
    int number = 0;
    for (String line : text(bytes).split("\n")) {
      number++;
      JsonNode action = action(line, number);
      String kind = action.fieldNames().next();
      JsonNode value = action.get(kind);
      try {
        switch (kind) {
          case "commitInfo" -> info = Optional.of(value);
          case "add" -> added.add(DataFile.of(value, version));
          case "remove" -> removed.add(DataFile.of(value, version).key());
          default -> {}
        }
      } catch (JsonProcessingException | IllegalArgumentException e) {
        throw new Torn("line %d: %s names no file that can be read".formatted(number, kind));
      }
    }
    JsonNode about = info.orElseThrow(() -> new Torn("it does not say what was done"));
    requireAllRows(about, added);
    return new CommitFile(
        List.copyOf(added),
        List.copyOf(removed),
        CommitNote.fromJson(about.path("userMetadata").asText("{}")));
  }

  private static String text(byte[] bytes) throws Torn {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Torn("it is not UTF-8");
    }
  }

  private static JsonNode action(String line, int number) throws Torn {
    try {
      JsonNode action = JSON.readTree(line);
      if (action.isObject()
          && action.size() == 1
          && ACTIONS.contains(action.fieldNames().next())
          && action.elements().next().isObject()) {
        return action;
      }
      throw new Torn("line %d is no action of a commit".formatted(number));
    } catch (JsonProcessingException e) {
      throw new Torn("line %d is no JSON".formatted(number));
    }
  }

  /**
   * A write says how many rows it wrote: a commit that was cut between two lines names files of
   * fewer. Its count of files says less: an empty file is counted and not named.
   */
  private static void requireAllRows(JsonNode info, List<DataFile> added) throws Torn {
    if (!info.path("operation").asText().equals("WRITE")
        || added.stream().anyMatch(file -> file.rows().isEmpty())) {
      return;
    }
    long written = info.path("operationMetrics").path("numOutputRows").asLong(0);
    long named = added.stream().mapToLong(file -> file.rows().orElse(0)).sum();
    if (named < written) {
      throw new Torn("it names files of %d of the %d rows that it wrote".formatted(named, written));
    }
  }
}
