package io.percorso.jobs;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.api.LayoutComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.RootLoggerComponentBuilder;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * Where log lines go: warnings to stderr, the same and Percorso's own INFO to the run's
 * percorso.log as JSON lines. Of an exception the file holds class and frames, not its message:
 * messages of the engine quote values of rows. Control characters are escaped, so a value cannot
 * forge a line.
 *
 * <p>Whoever names a log4j2 configuration of their own ({@code -Dlog4j2.configurationFile}) gets
 * that one.
 */
final class Logs {
  /** How the console shows a log line. */
  enum Format {
    TEXT,
    JSON
  }

  private static final String TEXT_LINE =
      "%d{HH:mm:ss} %-5p %c{1}  %replace{%enc{%m}{CRLF}}{[\\p{Cntrl}]}{?}%n%ex{0}";
  private static final String TEMPLATE = "classpath:io/percorso/jobs/log-line.json";

  private Logs() {}

  /**
   * Takes over logging. To be called before the engine starts.
   *
   * @param file the run's log; without one only the console is written
   */
  static void start(Format console, Optional<Path> file) {
    if (System.getProperty("log4j2.configurationFile") != null) {
      return;
    }
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setStatusLevel(Level.ERROR);
    builder.setConfigurationName("percorso");
    RootLoggerComponentBuilder root = builder.newRootLogger(Level.WARN);
    LayoutComponentBuilder layout =
        console == Format.JSON
            ? jsonLines(builder)
            : builder.newLayout("PatternLayout").addAttribute("pattern", TEXT_LINE);
    builder.add(
        builder
            .newAppender("console", "Console")
            .addAttribute("target", ConsoleAppender.Target.SYSTEM_ERR)
            .add(layout));
    root.add(builder.newAppenderRef("console").addAttribute("level", Level.WARN));
    file.ifPresent(
        path -> {
          AppenderComponentBuilder appender =
              builder
                  .newAppender("file", "File")
                  .addAttribute("fileName", path.toString())
                  .add(jsonLines(builder));
          builder.add(appender);
          root.add(builder.newAppenderRef("file"));
        });
    builder.add(builder.newLogger("io.percorso", Level.INFO));
    // Said once on every machine without Hadoop's native library, which Percorso does not need.
    onlyErrors(builder, "org.apache.hadoop.util.NativeCodeLoader");
    // Says at each start which of the machine's addresses was taken.
    onlyErrors(builder, "org.apache.spark.util.Utils");
    // Says that the plan was cut short when shown; nothing that a run needs.
    onlyErrors(builder, "org.apache.spark.util.SparkStringUtils");
    Configurator.reconfigure(builder.add(root).build());
  }

  private static LayoutComponentBuilder jsonLines(
      ConfigurationBuilder<BuiltConfiguration> builder) {
    // 4096 characters: a query plan in a message would drown the rest.
    return builder
        .newLayout("JsonTemplateLayout")
        .addAttribute("eventTemplateUri", TEMPLATE)
        .addAttribute("maxStringLength", 4096);
  }

  private static void onlyErrors(ConfigurationBuilder<BuiltConfiguration> builder, String name) {
    builder.add(builder.newLogger(name, Level.ERROR));
  }
}
