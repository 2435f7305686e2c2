package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrictionTruthTest {
  @TempDir private Path folder;
  private FrictionTruth friction;

  @BeforeEach
  void plant() throws IOException {
    Files.writeString(folder.resolve("world.csv"), "key,value\n");
    Files.writeString(
        folder.resolve("touchpoint.csv"),
        "touchpoint,kind\n"
            + "product,cause\n"
            + "address,cause_until_release\n"
            + "payment,cause\n"
            + "offers,confounded\n"
            + "reviews,benign\n");
    Files.writeString(
        folder.resolve("loss.csv"),
        "touchpoint,started_at,true_lost\n"
            + "address,2026-01-31T22:59:59.999Z,999\n"
            + "address,2026-01-31T23:00:00Z,30\n"
            + "product,2026-02-10T10:00:00Z,100\n"
            + "product,2026-03-10T10:00:00Z,40\n"
            + "payment,2026-03-10T10:00:00Z,24\n");
    friction = new FrictionTruth(TruthFolder.at(folder), Instant.parse("2026-01-31T23:00:00Z"));
    friction.matched("product", "product", 90);
    friction.matched("shipping", "address", 40);
    // Some of them stand elsewhere in the lake: most decide.
    friction.matched("shipping", "product", 10);
    friction.matched("payment", "payment", 50);
    friction.matched("promotion", "offers", 70);
  }

  private Score score(String name) {
    return friction.scores().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void causesFoundInTheirOrderHold() {
    friction.found("product", 109, Optional.of(1));
    friction.found("shipping", 20, Optional.of(2));
    friction.found("payment", 16, Optional.of(3));
    friction.found("promotion", -1, Optional.empty());

    assertThat(score(FrictionTruth.PRECISION).verdict()).isEqualTo(Score.Verdict.OK);
    assertThat(score(FrictionTruth.RANKED).value()).isEqualTo("1");
    assertThat(score(FrictionTruth.ORDER).value()).isEqualTo("1");
    assertThat(score(FrictionTruth.TRAPS).verdict()).isEqualTo(Score.Verdict.OK);
    assertThat(score(FrictionTruth.LOSS).value()).isEqualTo("0.747422");
  }

  @Test
  void aTrapWithARankFails() {
    friction.found("product", 10, Optional.of(2));
    friction.found("payment", 16, Optional.empty());
    friction.found("promotion", 30, Optional.of(1));

    assertThat(score(FrictionTruth.PRECISION).value()).isEqualTo("0.666666");
    assertThat(score(FrictionTruth.RANKED).verdict()).isEqualTo(Score.Verdict.FAILED);
    assertThat(score(FrictionTruth.ORDER).verdict()).isEqualTo(Score.Verdict.FAILED);
    assertThat(score(FrictionTruth.TRAPS).sentence())
        .isEqualTo("with a rank although planted as a trap: confounded");
  }

  @Test
  void withoutAModelNothingIsJudged() {
    assertThat(friction.scores())
        .allMatch(s -> s.verdict() == Score.Verdict.SHOWN && s.value().isEmpty());
  }
}
