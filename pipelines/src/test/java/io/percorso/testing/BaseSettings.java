package io.percorso.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.percorso.lake.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The settings that are shipped, so that tests hold for them; and other shipped files of conf. */
public final class BaseSettings {
  private BaseSettings() {}

  /** conf/base.yaml with the business zone in UTC. */
  public static Settings inUtc() {
    try {
      Map<String, Settings.Value> values = new TreeMap<>();
      flatten("", new YAMLMapper().readTree(confFile("base.yaml")), values);
      return new Settings(values).with("business.zone", "UTC", "test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file in conf. */
  public static String confFile(String name) {
    try {
      return Files.readString(Path.of("..", "conf", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void flatten(String key, JsonNode node, Map<String, Settings.Value> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              part ->
                  flatten(
                      key.isEmpty() ? part.getKey() : key + "." + part.getKey(),
                      part.getValue(),
                      values));
    } else {
      values.put(key, new Settings.Value(node.asText(), "base.yaml"));
    }
  }
}
