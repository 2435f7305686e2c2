package io.percorso.lake.fsck;

/**
 * The commands that findings recommend.
 *
 * @param workspace the folder given with --workspace
 */
public record Remedies(String workspace) {
  public String run(String pipeline, java.time.LocalDate day) {
    return command("run %s --date %s".formatted(pipeline, day));
  }

  public String nightly() {
    return command("run nightly");
  }

  public String fsckRepair() {
    return command("fsck --repair");
  }

  /** Takes a run back, and brings the lake to the day at which it stood. */
  public String restoreRun(String runId, java.time.LocalDate day) {
    return command("restore --run " + runId) + ", then " + run("nightly", day);
  }

  public String restoreTable(String table, long version) {
    return command("restore --table %s --to %d".formatted(table, version));
  }

  public String command(String words) {
    return "./percorso %s --workspace %s".formatted(words, workspace);
  }
}
