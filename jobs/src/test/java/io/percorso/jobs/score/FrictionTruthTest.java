package io.percorso.jobs.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        "touchpoint,kind,true_lost\n"
            + "product,cause,140\n"
            + "address,cause_until_release,30\n"
            + "payment,cause,24\n"
            + "offers,confounded,0\n"
            + "reviews,benign,0\n");
    friction = new FrictionTruth(TruthFolder.at(folder));
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
