package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCommitTest {
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path folder;

  @Test
  void aBranchLeadsToItsCommit() throws IOException {
    assertThat(BuildCommit.of(checkout(folder, COMMIT))).contains(COMMIT);
  }

  @Test
  void aDetachedHeadIsTheCommit() throws IOException {
    Path git = Files.createDirectories(folder.resolve(".git"));
    Files.writeString(git.resolve("HEAD"), COMMIT + "\n");
    assertThat(BuildCommit.of(folder)).contains(COMMIT);
  }

  @Test
  void aBranchMayBePacked() throws IOException {
    Path git = Files.createDirectories(folder.resolve(".git"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
    Files.writeString(
        git.resolve("packed-refs"),
        "# pack-refs with: peeled\n%s refs/heads/main\n".formatted(COMMIT));
    assertThat(BuildCommit.of(folder)).contains(COMMIT);
  }

  @Test
  void aWorktreeHasItsHeadAndTheOthersBranches() throws IOException {
    checkout(folder.resolve("main"), COMMIT);
    Path own = Files.createDirectories(folder.resolve("main/.git/worktrees/w"));
    Files.writeString(own.resolve("HEAD"), "ref: refs/heads/main\n");
    Files.writeString(own.resolve("commondir"), "../..\n");
    Path worktree = Files.createDirectories(folder.resolve("w"));
    Files.writeString(worktree.resolve(".git"), "gitdir: " + own + "\n");
    assertThat(BuildCommit.of(worktree)).contains(COMMIT);
  }

  @Test
  void aFolderThatIsNoCheckoutHasNone() throws IOException {
    assertThat(BuildCommit.of(folder)).isEmpty();
    Path git = Files.createDirectories(folder.resolve(".git"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/none\n");
    assertThat(BuildCommit.of(folder)).isEmpty();
  }

  @Test
  void aSeedIsNeverNegativeAndDependsOnTheCommit() {
    assertThat(BuildCommit.seed("f".repeat(40))).isPositive();
    assertThat(BuildCommit.seed(COMMIT)).isNotEqualTo(BuildCommit.seed("f".repeat(40)));
  }

  /** A folder that looks checked out at a commit, on branch main. */
  static Path checkout(Path home, String commit) throws IOException {
    Path heads = Files.createDirectories(home.resolve(".git/refs/heads"));
    Files.writeString(home.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.writeString(heads.resolve("main"), commit + "\n");
    return home;
  }
}
