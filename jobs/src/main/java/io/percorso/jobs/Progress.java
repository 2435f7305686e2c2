package io.percorso.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * What a person sees of a run, on stderr: a line when each step ends, and while one lasts a bar on
 * a terminal or, elsewhere, a line a minute. As JSON, one object per start and end of a step.
 */
final class Progress implements StepListener, AutoCloseable {
  /** How it is shown. */
  enum Style {
    /** A bar, and a line for each step that ended. */
    TERMINAL,
    /** Lines only: for log files and CI. */
    LINES,
    JSON,
    SILENT
  }

  /** Characters: fits the narrowest usual terminal. */
  private static final int BAR_WIDTH = 79;

  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final PrintStream err;
  private final Style style;
  private final Clock clock;
  private final Map<StepStatus, Integer> counts = new EnumMap<>(StepStatus.class);
  private final ScheduledExecutorService ticker;
  private ProgressBar bar;
  private int planned;
  private int ended;
  private String current = "";
  private Instant currentSince;
  private Instant spokenAt;

  private Progress(PrintStream err, Style style, Clock clock) {
    this.err = err;
    this.style = style;
    this.clock = clock;
    this.currentSince = clock.instant();
    this.spokenAt = clock.instant();
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Shows progress until closed. */
  static Progress on(PrintStream err, Style style, Clock clock) {
    Progress progress = new Progress(err, style, clock);
    if (style == Style.LINES) {
      var unused = progress.ticker.scheduleWithFixedDelay(progress::tick, 5, 5, TimeUnit.SECONDS);
    }
    return progress;
  }

  @Override
  public synchronized void planned(int steps) {
    planned = steps;
    if (style == Style.TERMINAL && bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("")
              .setInitialMax(steps)
              .setStyle(ProgressBarStyle.ASCII)
              // The default moves the cursor up a line, over the steps that ended.
              .setConsumer(new ConsoleProgressBarConsumer(err, BAR_WIDTH))
              .setUpdateIntervalMillis(500)
              .clearDisplayOnFinish()
              .build();
    }
  }

  @Override
  public synchronized void started(String step) {
    current = step;
    currentSince = clock.instant();
    if (bar != null) {
      bar.setExtraMessage(" " + step);
    }
    if (style == Style.JSON) {
      say(event("step_started").put("step", step).put("number", ended + 1).put("of", planned));
    }
  }

  @Override
  public synchronized void ended(StepResult result) {
    ended++;
    current = "";
    counts.merge(result.status(), 1, Integer::sum);
    switch (style) {
      case JSON -> say(event(result));
      case LINES -> line(text(result));
      case TERMINAL -> {
        // The carriage return and the blanks take the bar away; it comes back at its next update.
        err.printf("\r%-79s%n", text(result));
        if (bar != null) {
          bar.step();
        }
      }
      case SILENT -> {}
    }
  }

  /**
   * A minute after the last line, one that says what is going on. Called by the clock; visible for
   * its test.
   */
  synchronized void tick() {
    if (style == Style.LINES
        && !current.isEmpty()
        && Duration.between(spokenAt, clock.instant()).compareTo(BETWEEN_LINES) >= 0) {
      line(
          "%s %-5s %s  %ds so far"
              .formatted(
                  place(ended + 1),
                  "...",
                  current,
                  Duration.between(currentSince, clock.instant()).toSeconds()));
    }
  }

  /** Takes the bar away and writes the totals: {@code PASS=12 WARN=1 ERROR=0 SKIP=0 TOTAL=13}. */
  synchronized void totals() {
    close();
    int ok = counts.getOrDefault(StepStatus.OK, 0);
    int warn = counts.getOrDefault(StepStatus.WARN, 0);
    int error = counts.getOrDefault(StepStatus.ERROR, 0);
    int skip = counts.getOrDefault(StepStatus.SKIP, 0);
    if (style == Style.JSON) {
      say(event("totals").put("pass", ok).put("warn", warn).put("error", error).put("skip", skip));
    } else if (style != Style.SILENT) {
      line(
          "PASS=%d WARN=%d ERROR=%d SKIP=%d TOTAL=%d"
              .formatted(ok, warn, error, skip, ok + warn + error + skip));
    }
  }

  /** A sentence to the person, such as where the page is. */
  synchronized void note(String sentence) {
    if (style == Style.JSON) {
      say(event("note").put("message", sentence));
    } else if (style != Style.SILENT) {
      line(sentence);
    }
  }

  @Override
  public synchronized void close() {
    ticker.shutdownNow();
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private String text(StepResult result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%s %-5s %-28s", place(ended), result.status(), result.name()));
    result.rows().ifPresent(rows -> text.append(String.format(Locale.ROOT, "  %,d rows", rows)));
    text.append(String.format(Locale.ROOT, "  %.1fs", result.seconds()));
    if (!result.message().isEmpty()) {
      text.append("  ").append(result.message());
    }
    return text.toString();
  }

  private String place(int number) {
    return "%d of %d".formatted(number, Math.max(planned, number));
  }

  private ObjectNode event(StepResult result) {
    ObjectNode node =
        event("step_ended")
            .put("step", result.name())
            .put("number", ended)
            .put("of", planned)
            .put("status", result.status().name().toLowerCase(Locale.ROOT))
            .put("seconds", result.seconds());
    result.rows().ifPresent(rows -> node.put("rows", rows));
    return result.message().isEmpty() ? node : node.put("message", result.message());
  }

  private ObjectNode event(String name) {
    return Json.object()
        .put("ts", clock.instant().toString())
        .put("level", "INFO")
        .put("event", name);
  }

  private void say(ObjectNode node) {
    line(Json.line(node));
  }

  private void line(String text) {
    spokenAt = clock.instant();
    err.println(text);
  }
}
