package io.percorso.jobs;

import io.percorso.jobs.Engine.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A call of the command line, and what it said. */
final class CommandCase {
  final FakeEngine engine = FakeEngine.ending(RunStatus.SUCCESS);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  Path home = MainTest.checkout();

  Invocation invocation(String... arguments) {
    return new Invocation(
        List.of(arguments),
        Map.of(),
        Map.of(),
        home,
        Clock.fixed(Instant.parse("2026-03-05T10:00:00Z"), ZoneOffset.UTC),
        false,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        engine::with);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
