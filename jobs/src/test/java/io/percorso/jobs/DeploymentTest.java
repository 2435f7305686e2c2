package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.Deployment.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeploymentTest {
  @ParameterizedTest
  @EnumSource(Target.class)
  void theFilesInDeployAreThoseOfTheShippedSchedule(Target target) throws IOException {
    Schedule schedule = Schedule.read(MainTest.checkout().resolve("conf/schedule.yaml"));
    assertThat(filesIn(MainTest.checkout().resolve("deploy").resolve(word(target))))
        .as("./percorso deploy %s writes them anew", word(target))
        .isEqualTo(new Deployment(schedule, "/opt/percorso").files(target));
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void eachSchedulerIsToldTheTimeOfTheSchedule(Target target) {
    Schedule.Pipeline pipeline =
        new Schedule.Pipeline(
            "hourly",
            "x",
            java.util.List.of(),
            new Schedule.Cron(5, 7),
            java.time.ZoneId.of("UTC"));
    assertThat(
            String.join(
                "",
                new Deployment(new Schedule(java.util.List.of(pipeline)), "/srv/p")
                    .files(target)
                    .values()))
        .contains("UTC")
        .containsPattern("5 7 \\* \\* \\*|07:05:00")
        .contains("run hourly");
  }

  private static String word(Target target) {
    return target.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> filesIn(Path folder) throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.toList()) {
        files.put(path.getFileName().toString(), Files.readString(path));
      }
    }
    return files;
  }
}
