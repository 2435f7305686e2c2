package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedLogStoreTest {
  private final Configuration configuration = new Configuration(false);
  private final LinkedLogStore store = new LinkedLogStore(configuration);

  @Test
  void aCommitIsWrittenWholeAndNotTwice(@TempDir java.nio.file.Path folder) throws Exception {
    java.nio.file.Path commit = folder.resolve("0.json");
    store.write(
        new Path(commit.toUri()),
        List.of("{\"a\":1}", "{\"b\":2}").iterator(),
        false,
        configuration);
    assertThat(commit).hasContent("{\"a\":1}\n{\"b\":2}\n");
    assertThatThrownBy(
            () ->
                store.write(
                    new Path(commit.toUri()), List.of("{}").iterator(), false, configuration))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(commit).hasContent("{\"a\":1}\n{\"b\":2}\n");
  }

  @Test
  void aWriterThatFailsHalfwayLeavesNothing(@TempDir java.nio.file.Path folder) throws Exception {
    Iterator<String> failing =
        new Iterator<>() {
          private int given;

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public String next() {
            if (given++ == 1) {
              throw new IllegalStateException("half way");
            }
            return "{}";
          }
        };
    assertThatThrownBy(
            () ->
                store.write(
                    new Path(folder.resolve("0.json").toUri()), failing, false, configuration))
        .hasMessage("half way");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void ofTwoWritersOfOneVersionExactlyOneSucceeds(@TempDir java.nio.file.Path folder)
      throws Exception {
    int versions = 200;
    CyclicBarrier together = new CyclicBarrier(2);
    Callable<Integer> writer =
        () -> {
          LinkedLogStore own = new LinkedLogStore(configuration);
          int successes = 0;
          for (int version = 0; version < versions; version++) {
            together.await();
            try {
              own.write(
                  new Path(folder.resolve(version + ".json").toUri()),
                  List.of("{}").iterator(),
                  false,
                  configuration);
              successes++;
            } catch (FileAlreadyExistsException lost) {
              // The other one was first.
            }
          }
          return successes;
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Integer>> results =
          new ArrayList<>(List.of(threads.submit(writer), threads.submit(writer)));
      assertThat(results.get(0).get() + results.get(1).get()).isEqualTo(versions);
    } finally {
      threads.shutdownNow();
    }
  }
}
