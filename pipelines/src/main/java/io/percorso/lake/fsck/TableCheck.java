package io.percorso.lake.fsck;

import io.percorso.lake.Checksums;
import io.percorso.lake.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** What is wrong with one table, and what mends it. */
final class TableCheck {
  private static final String BACKUP =
      "put it back from a backup; without one, build a new lake from the files of the landing"
          + " folder";

  private final Path lake;
  private final TableLog log;
  private final DataFiles files;
  private final Books books;
  private final Remedies remedies;
  private final Fsck.Depth depth;
  private final List<Finding> findings = new ArrayList<>();

  TableCheck(
      Path lake, Path folder, TableLog log, Books books, Remedies remedies, Fsck.Depth depth) {
    this.lake = lake;
    this.log = log;
    this.files = new DataFiles(folder);
    this.books = books;
    this.remedies = remedies;
    this.depth = depth;
  }

  List<Finding> findings() throws IOException {
    log.damages().forEach(d -> findings.add(found(d)));
    if (!log.files().leftovers().isEmpty()) {
      findings.add(leftovers());
    }
    Map<String, DataFile> needed = needed();
    for (DataFile file : needed.values()) {
      Optional<DataFiles.Problem> problem = files.look(file);
      if (problem.isEmpty() && depth == Fsck.Depth.CONTENTS) {
        problem = files.read(file);
      }
      problem.ifPresent(
          p -> findings.add(Finding.of(p.fault(), log.name(), p.sentence(), undo(file.addedAt()))));
    }
    checkOthers(needed);
    return findings;
  }

  /** The data files of the newest version that can be had, and of the published one. */
  private Map<String, DataFile> needed() {
    Map<String, DataFile> needed = new HashMap<>();
    log.filesAt(books.published(log.name())).ifPresent(needed::putAll);
    long newest = log.firstBad().isPresent() ? log.firstBad().getAsLong() - 1 : log.head();
    log.filesAt(newest).ifPresent(needed::putAll);
    return needed;
  }

  private Finding found(Damage damage) {
    return switch (damage.fault()) {
      case BAD_CHECKPOINT -> badCheckpoint(damage);
      case BAD_LAST_CHECKPOINT ->
          without(damage, List.of(log.files().lastCheckpoint().orElseThrow()));
      case BAD_VERSION_SUM -> without(damage, List.of(log.files().sums().get(damage.version())));
      default -> badCommit(damage);
    };
  }

  private Finding badCommit(Damage damage) {
    if (damage.version() <= log.base()) {
      return Finding.of(
          damage.fault(),
          log.name(),
          damage.problem(),
          "nothing; the rows of today stand in checkpoint %d, only versions before it cannot be read"
              .formatted(log.base()));
    }
    long first = log.firstBad().orElse(damage.version());
    if (!isDroppable(first)) {
      return Finding.of(damage.fault(), log.name(), damage.problem(), undo(first));
    }
    Finding finding =
        Finding.of(damage.fault(), log.name(), damage.problem(), remedies.fsckRepair());
    // Those after the first go with it.
    return damage.version() > first
        ? finding
        : finding.mendedBy(
            () -> {
              Path folder = new SetAside(lake).move(log.name(), log.files().from(first));
              return "%s ends at version %d again, what came after lies in %s"
                  .formatted(log.name(), first - 1, folder);
            });
  }

  /**
   * What an unfinished run wrote is written again by the next: nothing else is. Books are dropped
   * at their very end only.
   */
  private boolean isDroppable(long version) {
    if (books.published(log.name()) >= version) {
      return false;
    }
    if (log.name().equals(Runs.TABLE.name())) {
      return version > 0 && version == log.files().newest();
    }
    if (books.runs().isEmpty()) {
      return false;
    }
    return books
        .last()
        .filter(run -> run.status().isBroken())
        .filter(run -> version > run.startVersion(log.name()))
        .filter(run -> !log.name().startsWith("ops.") || version == log.files().newest())
        .isPresent();
  }

  private Finding badCheckpoint(Damage damage) {
    if (log.filesAt(log.head()).isEmpty()) {
      return Finding.of(damage.fault(), log.name(), damage.problem(), BACKUP);
    }
    return without(damage, log.files().checkpoints().get(damage.version()));
  }

  /** The log says the same without these files. */
  private Finding without(Damage damage, List<Path> needless) {
    return Finding.of(damage.fault(), log.name(), damage.problem(), remedies.fsckRepair())
        .mendedBy(
            () -> {
              List<Path> all = new ArrayList<>();
              for (Path file : needless) {
                Path sums = Checksums.beside(file);
                if (java.nio.file.Files.exists(sums)) {
                  all.add(sums);
                }
                all.add(file);
              }
              Path folder = new SetAside(lake).move(log.name(), all);
              return "%s does without %s, which lies in %s"
                  .formatted(log.name(), needless.get(0).getFileName(), folder);
            });
  }

  private Finding leftovers() {
    List<Path> left = log.files().leftovers();
    return Finding.of(
            Fault.LEFTOVER_FILES,
            log.name(),
            "%d unfinished files of a writer that died".formatted(left.size()),
            remedies.fsckRepair())
        .mendedBy(
            () ->
                "%d unfinished files of %s lie in %s"
                    .formatted(left.size(), log.name(), new SetAside(lake).move(log.name(), left)));
  }

  /** The run whose undoing takes a version out, and with it what is damaged. */
  private String undo(long version) {
    if (version < 0) {
      return BACKUP;
    }
    return books.writerOf(log.name(), version).map(r -> books.undo(r, remedies)).orElse(BACKUP);
  }

  private void checkOthers(Map<String, DataFile> needed) throws IOException {
    Set<String> live = new HashSet<>();
    for (DataFile file : needed.values()) {
      live.add(file.path());
      file.vector().filter(v -> !v.isInLog()).ifPresent(v -> live.add(v.file()));
    }
    Set<String> stored = files.stored();
    Set<String> orphans = new TreeSet<>(stored);
    orphans.removeAll(log.named());
    if (depth == Fsck.Depth.CONTENTS) {
      for (String path : stored) {
        Optional<String> difference =
            live.contains(path) ? Optional.empty() : files.differenceOf(path);
        if (difference.isPresent()) {
          findings.add(oldFile(path, difference.get(), orphans.contains(path)));
        }
      }
    }
    if (!orphans.isEmpty()) {
      long bytes = 0;
      for (String path : orphans) {
        bytes += files.byteCount(path);
      }
      findings.add(
          Finding.of(
              Fault.ORPHAN_FILES,
              log.name(),
              "%d files of %,d bytes that no commit names".formatted(orphans.size(), bytes),
              "nothing; they only take room"));
    }
    List<Path> bare = files.withoutChecksums(live);
    if (!bare.isEmpty() || log.withoutChecksums() > 0) {
      findings.add(noChecksums(bare));
    }
  }

  private Finding oldFile(String path, String difference, boolean isOrphan) {
    return Finding.of(
        isOrphan ? Fault.ORPHAN_FILES : Fault.FLIPPED_BITS,
        log.name(),
        "file %s: %s; no row of today lies in it".formatted(path, difference),
        "nothing; only older versions cannot be read");
  }

  private Finding noChecksums(List<Path> bare) {
    OptionalLong bad = log.firstBad();
    Finding finding =
        Finding.of(
            Fault.NO_CHECKSUMS,
            log.name(),
            "%d data files and %d files of the log have no checksums"
                .formatted(bare.size(), log.withoutChecksums()),
            "nothing, or %s, which writes those of what can be read"
                .formatted(remedies.command("fsck --deep --repair")));
    return depth != Fsck.Depth.CONTENTS || bad.isPresent()
        ? finding
        : finding.mendedBy(
            () -> {
              List<Path> all = new ArrayList<>(bare);
              all.addAll(log.files().commits().values());
              log.files().checkpoints().values().forEach(all::addAll);
              int written = 0;
              for (Path file : all) {
                if (!java.nio.file.Files.exists(Checksums.beside(file))) {
                  Checksums.write(file);
                  written++;
                }
              }
              return "%s has the checksums of %d more files".formatted(log.name(), written);
            });
  }
}
