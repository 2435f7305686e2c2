package io.percorso.jobs;

import io.percorso.testing.SparkExtension;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets the nights of a test class run their plans as they are, neither compiled nor planned anew
 * between stages: hundreds of queries over a few rows cost less than the compiler. {@link
 * BackOfficeNightTest}, {@link RealLogsTest} and the first night of {@link NightTest} go without
 * it, as nights do.
 */
final class LightNights implements BeforeAllCallback, AfterAllCallback {
  private static final Map<String, String> LIGHT =
      Map.of(
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN",
          "spark.sql.adaptive.enabled", "false",
          "spark.sql.shuffle.partitions", "1");

  private Map<String, String> before = Map.of();

  @Override
  public void beforeAll(ExtensionContext context) {
    before = begin();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(before);
  }

  /** Makes the session of this JVM light; gives back what its settings were. */
  static Map<String, String> begin() {
    Map<String, String> before = new TreeMap<>();
    LIGHT.forEach(
        (key, value) -> {
          before.put(key, SparkExtension.session().conf().get(key));
          SparkExtension.session().conf().set(key, value);
        });
    return before;
  }

  static void end(Map<String, String> before) {
    before.forEach(SparkExtension.session().conf()::set);
  }
}
