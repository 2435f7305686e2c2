package io.percorso.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** JSON as the command line writes it: one object a line on a stream, indented in a file. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectMapper INDENTED =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String line(ObjectNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode read(Path file) throws IOException {
    if (MAPPER.readTree(file.toFile()) instanceof ObjectNode object) {
      return object;
    }
    throw new IOException(file + " holds no JSON object");
  }

  /** The whole file or none of it: readers never see a half. */
  static void write(Path file, ObjectNode node) {
    Path half = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(half, INDENTED.writeValueAsString(node) + "\n");
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " was not written", e);
    }
  }
}
