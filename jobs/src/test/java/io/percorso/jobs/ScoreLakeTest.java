package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.jobs.score.Score;
import io.percorso.jobs.score.Score.Verdict;
import io.percorso.jobs.score.Scorecard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreLakeTest {
  @TempDir Path folder;

  private final CommandCase shell = new CommandCase();

  @BeforeEach
  void writeATruth() throws IOException {
    Files.writeString(folder.resolve("world.csv"), "key,value\nseed,7\n");
    shell.engine.card =
        new Scorecard(
            List.of(
                new Score("sessions.f1", "0.97", 100, ">= 0.95", Verdict.OK, "well found"),
                new Score("bots.f1", "0.9", 20, ">= 0.95", Verdict.FAILED, "two are missed")),
            List.of(List.of(List.of("corner", "loaded"), List.of("late", "17"))));
  }

  @Test
  void withoutARequiredRowEveryScoreIsShownAndItExitsWith0() {
    assertThat(score()).isZero();
    assertThat(shell.out())
        .contains("sessions.f1   0.97")
        .contains("FAILED")
        .contains("build.commit")
        .contains("corner  loaded")
        .contains("late    17");
  }

  @Test
  void aRequiredRowThatHoldsExitsWith0() {
    assertThat(score("--require", "sessions.f1")).isZero();
  }

  @Test
  void aRequiredRowThatFailsExitsWith1AndIsNamed() {
    assertThat(score("--require", "sessions.f1,bots.f1")).isEqualTo(1);
    assertThat(shell.err()).contains("bots.f1 is 0.9, must be >= 0.95: two are missed");
    assertThat(shell.err()).doesNotContain("sessions.f1");
  }

  @Test
  void aRequiredRowThatIsMissingExitsWith1() {
    assertThat(score("--require", "journeys.outcome")).isEqualTo(1);
    assertThat(shell.err()).contains("journeys.outcome: the scorecard has no such row");
  }

  @Test
  void anUnknownRowExitsWith2BeforeTheEngineStarts() {
    assertThat(score("--require", "session.f1")).isEqualTo(2);
    assertThat(shell.err()).contains("did you mean 'sessions.f1'?");
    assertThat(shell.engine.setups).isEmpty();
  }

  @Test
  void csvAndJsonHoldNothingButRows() {
    assertThat(score("--format", "csv")).isZero();
    assertThat(shell.out().lines().toList())
        .hasSize(4)
        .startsWith("name,value,n,bound,verdict,sentence")
        .contains("bots.f1,0.9,20,>= 0.95,FAILED,two are missed");
    assertThat(shell.err()).contains("late    17");
  }

  @Test
  void jsonIsOneObjectALine() {
    score("--format", "json");
    assertThat(shell.out().lines())
        .contains(
            "{\"name\":\"sessions.f1\",\"value\":\"0.97\",\"n\":\"100\",\"bound\":\">="
                + " 0.95\",\"verdict\":\"ok\",\"sentence\":\"well found\"}");
  }

  @Test
  void aFolderThatIsNoTruthExitsWith2() throws IOException {
    Files.delete(folder.resolve("world.csv"));
    assertThat(score()).isEqualTo(2);
    assertThat(shell.err()).contains("there is no world.csv in it").contains("simulate");
  }

  @Test
  void aTruthMustBeNamed() {
    assertThat(Main.run(shell.invocation("score"))).isEqualTo(2);
    assertThat(shell.err()).contains("--truth");
  }

  @Test
  void noRowOfTheTableOfLeaksCanBeRequired() {
    assertThat(score("--leaks", "--require", "bots.f1")).isEqualTo(2);
    assertThat(shell.err()).contains("leave out --leaks or --require");
  }

  @Test
  void leaksAreACsvTableAndNeedNoEngine() throws IOException {
    Files.writeString(
        folder.resolve("record.csv"),
        "source,file,frame,element,person,journey,visit\ncrm-customers,a.csv,1,0,1,1,1\n");
    Files.writeString(folder.resolve("visit.csv"), "visit,friction\n1,true\n");
    Files.writeString(folder.resolve("journey.csv"), "journey,intent\n1,buy\n");
    Path landing = Files.createDirectories(folder.resolve("w/landing/crm-customers"));
    Files.writeString(landing.resolve("a.csv"), "customer_no,city\n7,Turin\n");
    assertThat(score("--leaks", "--workspace", folder.resolve("w").toString())).isZero();
    assertThat(shell.out()).startsWith("source,field,target,n,majority_share,accuracy,marked\n");
    assertThat(shell.engine.setups).isEmpty();
  }

  private int score(String... more) {
    List<String> all = new ArrayList<>(List.of("score", "--truth", folder.toString()));
    all.addAll(List.of(more));
    return Main.run(shell.invocation(all.toArray(String[]::new)));
  }
}
