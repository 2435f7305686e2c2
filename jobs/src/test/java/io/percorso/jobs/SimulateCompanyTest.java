package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.simulator.company.World;
import io.percorso.simulator.company.WorldSize;
import io.percorso.simulator.company.WorldSize.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SimulateCompanyTest {
  @TempDir Path folder;

  private final CommandCase shell = new CommandCase();
  private final Recorder company = new Recorder();

  /** A company that remembers what was asked of it. */
  private static final class Recorder implements Company {
    private final List<WorldSize> worlds = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private int threads;
    private boolean isDiskFull;

    @Override
    public String write(
        WorldSize size, Path landing, Path truth, int writers, LongConsumer progress) {
      worlds.add(size);
      folders.addAll(List.of(landing, truth));
      threads = writers;
      for (long customer = 1; customer <= World.entities(size); customer++) {
        progress.accept(customer);
      }
      if (isDiskFull) {
        throw new UncheckedIOException(
            "cannot write " + landing.resolve("segment/2026-03-01.jsonl"),
            new IOException("No space left on device"));
      }
      return "3 files";
    }
  }

  @Test
  void everyArgumentReachesTheCompany() {
    int code =
        simulate(
            "--customers=50",
            "--days=30",
            "--last-day=2026-03-31",
            "--seed=9",
            "--profile=hostile",
            "--threads=3",
            "--perturb");
    assertThat(code).isZero();
    assertThat(company.worlds)
        .containsExactly(new WorldSize(9, 50, LocalDate.of(2026, 3, 2), 30, Profile.HOSTILE, true));
    assertThat(company.folders)
        .containsExactly(folder.resolve("w/landing"), folder.resolve("truth"));
    assertThat(company.threads).isEqualTo(3);
    assertThat(shell.out()).isEqualTo("3 files\n");
  }

  @Test
  void withoutArgumentsTheWorldEndsYesterday() {
    assertThat(simulate()).isZero();
    WorldSize size = company.worlds.get(0);
    assertThat(size)
        .isEqualTo(
            new WorldSize(1, 2_000, LocalDate.of(2025, 12, 5), 90, Profile.REALISTIC, false));
    assertThat(size.firstDay().plusDays(89)).isEqualTo(LocalDate.of(2026, 3, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --customers=0         | it takes 1 to 100,000,000
          --customers=100000001 | it takes 1 to 100,000,000
          --customers=many      | Invalid value for option '--customers'
          --days=0              | it takes 1 to 3,650
          --days=3651           | it takes 1 to 3,650
          --threads=0           | it takes 1 to 64
          --threads=65          | it takes 1 to 64
          --profile=noisy       | noisy
          --last-day=2026-02-30 | 2026-02-30
          """)
  void anImpossibleArgumentExitsWith2AndSaysWhatIsAllowed(String argument, String said) {
    assertThat(simulate(argument)).isEqualTo(2);
    assertThat(shell.err()).contains(said).doesNotContain("\tat ");
    assertThat(company.worlds).isEmpty();
  }

  @Test
  void theLargestArgumentsAreTaken() {
    company.worlds.clear();
    assertThat(simulate("--days=3650", "--threads=64", "--seed=-3")).isZero();
    assertThat(company.worlds.get(0).days()).isEqualTo(3650);
  }

  @Test
  void theTruthNeverLiesWhereThePipelineReads() {
    assertThat(run("simulate", "--into", at("other"), "--truth", at("w/landing/truth")))
        .isEqualTo(2);
    assertThat(shell.err()).contains("where the pipeline would read it");
    assertThat(run("simulate", "--into", at("l"), "--truth", at("l/../l/x"))).isEqualTo(2);
    assertThat(run("simulate", "--into", at("l"), "--truth", at("l"))).isEqualTo(2);
    assertThat(company.worlds).isEmpty();
  }

  @Test
  void theLandingFolderNeverLiesInTheTruth() {
    assertThat(run("simulate", "--into", at("t/landing"), "--truth", at("t"))).isEqualTo(2);
    assertThat(shell.err()).contains("neither holds the other");
  }

  @Test
  void aLinkIntoTheLandingFolderIsSeenThrough() throws IOException {
    Files.createDirectories(folder.resolve("w/landing"));
    Files.createSymbolicLink(folder.resolve("aside"), folder.resolve("w/landing"));
    assertThat(run("simulate", "--truth", at("aside/truth"))).isEqualTo(2);
    assertThat(shell.err()).contains("where the pipeline would read it");
  }

  @Test
  void aTruthOfAnotherCompanyIsNotMixedWithThisOne() throws IOException {
    Files.createDirectories(folder.resolve("truth"));
    Files.writeString(folder.resolve("truth/world.csv"), "key,value\n");
    assertThat(simulate()).isEqualTo(2);
    assertThat(shell.err()).contains("it holds world.csv").contains("give a new folder");
    assertThat(company.worlds).isEmpty();
  }

  @Test
  void filesOfASourceAreNotMixedWithSimulatedOnes() throws IOException {
    Files.createDirectories(folder.resolve("w/landing/segment"));
    assertThat(simulate()).isZero();
    Files.writeString(folder.resolve("w/landing/segment/a.jsonl"), "{}\n");
    assertThat(simulate()).isEqualTo(2);
    assertThat(shell.err()).contains("already holds files of source segment");
  }

  @Test
  void aFullDiskExitsWith1AndNamesThePath() {
    company.isDiskFull = true;
    assertThat(simulate()).isEqualTo(1);
    assertThat(shell.err())
        .contains("segment/2026-03-01.jsonl (No space left on device)")
        .contains("delete what it may have left in")
        .doesNotContain("\tat ");
  }

  @Test
  void theSeedOfACommitIsPrintedAndRepeatable() throws IOException {
    shell.home = BuildCommitTest.checkout(folder.resolve("home"), BuildCommitTest.COMMIT);
    assertThat(simulate("--from-commit", "--last-day=2026-03-31")).isZero();
    assertThat(company.worlds.get(0).seed()).isEqualTo(0x0123456789abcdeL);
    assertThat(shell.err())
        .contains("seed %d of".formatted(0x0123456789abcdeL))
        .contains("of commit " + BuildCommitTest.COMMIT);
  }

  @Test
  void aSeedAndACommitAreOneTooMany() {
    assertThat(simulate("--from-commit", "--seed=4")).isEqualTo(2);
    assertThat(shell.err()).contains("give one of them");
  }

  @Test
  void withoutACheckoutThereIsNoCommit() {
    shell.home = folder;
    assertThat(simulate("--from-commit", "--last-day=2026-03-31")).isEqualTo(2);
    assertThat(shell.err()).contains("is no checkout").contains("give --seed");
  }

  @Test
  void progressIsALinePerTenth() {
    simulate();
    assertThat(shell.err().lines().filter(l -> l.contains("customers and bots"))).hasSize(10);
  }

  @Test
  void quietSaysNothing() {
    simulate("--quiet");
    assertThat(shell.err()).isEmpty();
  }

  /** The whole command line, and a company of one customer. */
  @Test
  void theSimulatedCompanyIsWritten() {
    String[] arguments = {
      "simulate",
      "--customers=1",
      "--days=2",
      "--last-day=2026-03-31",
      "--profile=clean",
      "--workspace",
      at("w"),
      "--truth",
      at("truth")
    };
    assertThat(Main.run(shell.invocation(arguments))).isZero();
    assertThat(shell.out()).contains("of 1 customers and 0 bots");
    assertThat(folder.resolve("truth/world.csv")).content().contains("first_day,2026-03-30");
    assertThat(folder.resolve("w/landing/currency-rates")).isNotEmptyDirectory();
  }

  private int simulate(String... more) {
    List<String> all = new ArrayList<>(List.of("simulate", "--truth", at("truth")));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  /** The command by itself, with the manners of the whole command line. */
  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--workspace", at("w")));
    Invocation invocation = shell.invocation(all.toArray(String[]::new));
    CommandLine line = new CommandLine(new SimulateCompany(invocation, company));
    return Main.mannered(line, invocation)
        .execute(all.subList(1, all.size()).toArray(String[]::new));
  }

  private String at(String path) {
    return folder.resolve(path).toString();
  }
}
