package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.Progress.Style;
import io.percorso.jobs.StepListener.StepResult;
import io.percorso.jobs.StepListener.StepStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final HandSetClock clock = new HandSetClock();

  @Test
  void aStepThatEndedHasItsPlaceRowsAndSeconds() {
    try (Progress progress = progress(Style.LINES)) {
      progress.planned(14);
      progress.started("silver.sessions");
      progress.ended(
          new StepResult("silver.sessions", StepStatus.OK, 4.24, OptionalLong.of(12340), ""));
    }
    assertThat(text()).isEqualTo("1 of 14 OK    silver.sessions               12,340 rows  4.2s\n");
  }

  @Test
  void aStepWithoutRowsNamesNoneAndSaysWhyItFailed() {
    try (Progress progress = progress(Style.LINES)) {
      progress.planned(1);
      progress.ended(
          new StepResult("publish", StepStatus.ERROR, 0.1, OptionalLong.empty(), "disk full"));
    }
    assertThat(text()).isEqualTo("1 of 1 ERROR publish                       0.1s  disk full\n");
  }

  @Test
  void aLongStepSpeaksOnceAMinute() {
    try (Progress progress = progress(Style.LINES)) {
      progress.planned(2);
      progress.started("silver.sessions");
      for (int second = 0; second < 150; second++) {
        clock.now = clock.now.plusSeconds(1);
        progress.tick();
      }
    }
    assertThat(text().lines())
        .containsExactly(
            "1 of 2 ...   silver.sessions  60s so far",
            "1 of 2 ...   silver.sessions  120s so far");
  }

  @Test
  void nothingIsSaidBetweenSteps() {
    try (Progress progress = progress(Style.LINES)) {
      clock.now = clock.now.plus(Duration.ofHours(1));
      progress.tick();
    }
    assertThat(text()).isEmpty();
  }

  @Test
  void totalsCountByStatus() {
    try (Progress progress = progress(Style.LINES)) {
      progress.planned(3);
      progress.ended(new StepResult("a", StepStatus.OK, 1, OptionalLong.empty(), ""));
      progress.ended(new StepResult("b", StepStatus.WARN, 1, OptionalLong.empty(), ""));
      progress.ended(new StepResult("c", StepStatus.SKIP, 1, OptionalLong.empty(), ""));
      progress.totals();
    }
    assertThat(text()).endsWith("PASS=1 WARN=1 ERROR=0 SKIP=1 TOTAL=3\n");
  }

  @Test
  void silentSaysNothing() {
    try (Progress progress = progress(Style.SILENT)) {
      progress.planned(1);
      progress.started("a");
      progress.ended(new StepResult("a", StepStatus.OK, 1, OptionalLong.empty(), ""));
      progress.note("x");
      progress.totals();
    }
    assertThat(text()).isEmpty();
  }

  private Progress progress(Style style) {
    return Progress.on(new PrintStream(bytes, true, StandardCharsets.UTF_8), style, clock);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static final class HandSetClock extends Clock {
    private Instant now = Instant.parse("2026-03-05T10:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
