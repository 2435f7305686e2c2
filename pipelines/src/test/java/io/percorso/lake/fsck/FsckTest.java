package io.percorso.lake.fsck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.Checksums;
import io.percorso.lake.Ledger;
import io.percorso.lake.UserError;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One small lake, made once and copied; each test breaks its copy. */
@ExtendWith(SparkExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FsckTest {
  private static final int RUNS = 12;
  private static final int FLIPS = 200;

  private SmallLake sound;
  private SmallLake lake;
  @TempDir private Path temporary;
  private int copies;

  @BeforeAll
  void make(@TempDir Path folder) {
    sound = SmallLake.made(folder, RUNS);
  }

  private SmallLake copy() {
    lake = sound.copied(temporary.resolve("copy-" + copies++));
    return lake;
  }

  @Test
  void aSoundLakeHasNoFindings() throws IOException {
    assertThat(sound.look(Fsck.Depth.CONTENTS)).extracting(Finding::line).isEmpty();
    assertThat(sound.log("silver.visits").resolve("00000000000000000010.checkpoint.parquet"))
        .as("the lake has a checkpoint to be broken")
        .exists();
    assertThat(sound.files())
        .as("and a deletion vector")
        .anyMatch(f -> f.getFileName().toString().startsWith("deletion_vector_"));
  }

  @Test
  void everyFlippedBitIsFound() throws IOException {
    copy();
    Random random = new Random(20260401);
    List<Path> files = lake.files();
    for (int i = 0; i < FLIPS; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] whole = Files.readAllBytes(file);
      if (whole.length > 0) {
        int at = random.nextInt(whole.length);
        int bit = random.nextInt(8);
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << bit);
        Files.write(file, flipped);
        assertThat(lake.look(Fsck.Depth.CONTENTS))
            .as("bit %d of byte %d of %s", bit, at, lake.root.relativize(file))
            .isNotEmpty();
        Files.write(file, whole);
      }
    }
    assertThat(lake.look(Fsck.Depth.CONTENTS)).as("all of them were put back").isEmpty();
  }

  @Test
  void aCommitThatIsCutAtAnyByteIsFoundWithAndWithoutItsChecksums() throws IOException {
    copy();
    Path commit = lake.commit(SmallLake.VISITS, lake.lake.version(SmallLake.VISITS));
    byte[] whole = Files.readAllBytes(commit);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Files.write(commit, cut);
      assertThat(Checksums.difference(commit)).as("cut at %d", length).isPresent();
    }
    Path write = lake.commit(SmallLake.VISITS, 3);
    byte[] written = Files.readAllBytes(write);
    for (int length = 0; length < written.length; length++) {
      byte[] cut = Arrays.copyOf(written, length);
      assertThatThrownBy(() -> CommitFile.of(cut, 3))
          .as("cut at %d, without checksums", length)
          .isInstanceOf(CommitFile.Torn.class);
    }
  }

  @Test
  void anEmptyNewestCommitIsFoundAndARunRefusesToBegin() throws IOException {
    copy();
    long head = lake.lake.version(SmallLake.VISITS);
    Files.write(lake.commit(SmallLake.VISITS, head), new byte[0]);

    assertThat(faults()).contains(Fault.EMPTY_COMMIT);
    assertThatThrownBy(() -> Preflight.require(lake.root.toUri().toString(), new Remedies("w")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("silver.visits: commit %d is damaged".formatted(head))
        .hasMessageContaining("./percorso fsck --workspace w");
  }

  @Test
  void aRunBeginsOnASoundLakeAndWhereThereIsNone() {
    assertThatCode(() -> Preflight.require(sound.root.toUri().toString(), new Remedies("w")))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                Preflight.require(temporary.resolve("none").toUri().toString(), new Remedies("w")))
        .doesNotThrowAnyException();
  }

  @Test
  void aMissingCommitIsFoundWhereverItIs() throws IOException {
    long head = sound.lake.version(SmallLake.VISITS);
    for (long version = 0; version <= head; version++) {
      copy();
      Files.delete(lake.commit(SmallLake.VISITS, version));
      if (version > 0) {
        assertThat(faults()).as("commit %d", version).contains(Fault.MISSING_COMMIT);
      } else {
        assertThat(faults()).as("a log may be cleaned from its beginning").isEmpty();
      }
    }
  }

  @Test
  void aMissingOrShortenedDataFileIsFoundAndTheRunToUndoIsNamed() throws IOException {
    copy();
    Path data = dataFiles("silver/visits").get(0);
    byte[] bytes = Files.readAllBytes(data);
    Files.write(data, Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(faults()).containsExactly(Fault.WRONG_SIZE);
    Files.delete(data);
    assertThat(faults()).containsExactly(Fault.MISSING_FILE);
    assertThat(lake.look(Fsck.Depth.SIZES).get(0).line()).contains("is missing");
  }

  @Test
  void aDamagedFileOfAYoungRunIsMendedByUndoingThatRun() throws IOException {
    copy();
    Path totals = dataFiles("gold/totals").stream().reduce((a, b) -> b).orElseThrow();
    for (Path file : dataFiles("gold/totals")) {
      Files.write(file, new byte[] {1});
    }
    assertThat(totals).exists();
    assertThat(lake.look(Fsck.Depth.SIZES))
        .singleElement()
        .satisfies(f -> assertThat(f.remedy()).contains("restore --run nightly-" + RUNS));
  }

  @Test
  void aCheckpointThatIsGoneOrDamagedIsDoneWithout() throws IOException {
    copy();
    Path checkpoint = lake.log("silver.visits").resolve("00000000000000000010.checkpoint.parquet");
    Files.delete(checkpoint);
    assertThat(faults()).containsExactly(Fault.BAD_LAST_CHECKPOINT);
    repair();
    assertThat(faults()).isEmpty();
    assertThat(lake.digests()).isEqualTo(sound.digests());

    copy();
    checkpoint = lake.log("silver.visits").resolve("00000000000000000010.checkpoint.parquet");
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length / 2] ^= 1;
    Files.write(checkpoint, bytes);
    assertThat(faults()).contains(Fault.BAD_CHECKPOINT);
    repair();
    assertThat(faults()).isEmpty();
    assertThat(lake.digests()).isEqualTo(sound.digests());
  }

  @Test
  void aGarbledLastCheckpointIsDoneWithout() throws IOException {
    copy();
    Files.writeString(lake.log("silver.visits").resolve("_last_checkpoint"), "garbage");
    assertThat(faults()).containsExactly(Fault.BAD_LAST_CHECKPOINT);
    repair();
    assertThat(faults()).isEmpty();
    assertThat(lake.digests()).isEqualTo(sound.digests());
  }

  @Test
  void aDamagedCommitThatNobodySawIsTakenOutAndAPublishedOneIsNot() throws IOException {
    copy();
    Ledger.Entry entry = lake.begin(RUNS + 1);
    lake.run(entry)
        .append(
            SmallLake.VISITS,
            List.of(),
            lake.lake.rows(
                SmallLake.VISITS,
                List.of(RowFactory.create("v-new", java.time.LocalDate.of(2026, 3, 1), 1L))));
    long head = lake.lake.version(SmallLake.VISITS);
    Path commit = lake.commit(SmallLake.VISITS, head);
    byte[] whole = Files.readAllBytes(commit);
    Files.write(commit, Arrays.copyOf(whole, whole.length / 2));
    assertThat(faults()).contains(Fault.TORN_COMMIT, Fault.UNFINISHED_RUN);
    repair();
    assertThat(faults())
        .as("the rows of the commit that is gone lie about")
        .containsExactlyInAnyOrder(Fault.UNFINISHED_RUN, Fault.ORPHAN_FILES);
    assertThat(new SmallLake(lake.root).digests()).isEqualTo(sound.digests());

    copy();
    Files.write(lake.commit(SmallLake.VISITS, head - 1), new byte[0]);
    Finding finding = lake.look(Fsck.Depth.SIZES).get(0);
    assertThat(finding.repair()).isEmpty();
    assertThat(finding.remedy()).contains("restore --run nightly-" + RUNS);
  }

  @Test
  void aTornCommitIsFoundWhereSparkReadsOnOrFails() throws IOException {
    copy();
    long head = lake.lake.version(SmallLake.VISITS);
    Path commit = lake.commit(SmallLake.VISITS, head);
    byte[] whole = Files.readAllBytes(commit);
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      Files.write(commit, Arrays.copyOf(whole, random.nextInt(whole.length)));
      assertThat(faults()).as("cut %d", i).containsAnyOf(Fault.TORN_COMMIT, Fault.EMPTY_COMMIT);
    }
  }

  @Test
  void aRunThatDidNotEndIsTold() throws IOException {
    copy();
    lake.begin(RUNS + 1);
    assertThat(lake.look(Fsck.Depth.SIZES))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.fault()).isEqualTo(Fault.UNFINISHED_RUN);
              assertThat(f.line()).contains("run nightly-13 is started", "./percorso run nightly");
            });
  }

  @Test
  void aVersionThatNoRunWroteIsToldAndHowToGoBack() throws IOException {
    copy();
    long before = lake.lake.version(SmallLake.TOTALS);
    io.delta.tables.DeltaTable.forPath(
            SparkExtension.session(), lake.root.resolve("gold/totals").toString())
        .delete();
    assertThat(lake.look(Fsck.Depth.SIZES))
        .filteredOn(f -> f.fault() == Fault.UNKNOWN_COMMIT)
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.remedy())
                    .isEqualTo(
                        "./percorso restore --table gold.totals --to %d --workspace w"
                            .formatted(before)));
  }

  @Test
  void filesThatNoCommitNamesAreCountedAndAreNoFault() throws IOException {
    copy();
    Path data = dataFiles("silver/visits").get(0);
    Files.copy(data, data.resolveSibling("part-of-nothing.parquet"));
    assertThat(lake.look(Fsck.Depth.SIZES))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.fault().weight()).isEqualTo(Fault.Weight.NOTE);
              assertThat(f.problem()).contains("1 files", "that no commit names");
            });
  }

  @Test
  void rowsAreCountedFromTheLogWithoutTheDeletedOnes() throws IOException {
    Fsck fsck = sound.fsck(Fsck.Depth.SIZES);
    fsck.look();
    assertThat(fsck.rowsAt("silver.visits", fsck.head("silver.visits")))
        .hasValue(sound.lake.read(SmallLake.VISITS).collectAsList().size());
  }

  private List<Fault> faults() throws IOException {
    return lake.look(Fsck.Depth.CONTENTS).stream().map(Finding::fault).distinct().toList();
  }

  private void repair() throws IOException {
    List<String> done = new ArrayList<>();
    for (Finding finding : lake.look(Fsck.Depth.CONTENTS)) {
      if (finding.repair().isPresent()) {
        done.add(finding.repair().get().apply());
      }
    }
    assertThat(done).isNotEmpty();
    org.apache.spark.sql.delta.DeltaLog.clearCache();
  }

  private List<Path> dataFiles(String table) throws IOException {
    return lake.files().stream()
        .filter(f -> f.startsWith(lake.root.resolve(table)))
        .filter(f -> f.toString().endsWith(".parquet") && !f.toString().contains("_delta_log"))
        .toList();
  }
}
