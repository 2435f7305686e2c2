package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
  private final byte[] content = new byte[1_300];
  private Path file;

  @BeforeEach
  void write(@TempDir Path folder) throws IOException {
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) i;
    }
    file = folder.resolve("7.json");
    Files.write(file, content);
    Checksums.write(file);
  }

  @Test
  void aFileAsItWasWrittenDiffersInNothing() throws IOException {
    assertThat(Checksums.difference(file)).isEmpty();
  }

  @Test
  void aFlippedBitIsToldWithItsPlace() throws IOException {
    content[600] ^= 4;
    Files.write(file, content);
    assertThat(Checksums.difference(file)).contains("bytes 512 to 1024 differ from their checksum");
  }

  @Test
  void aFileThatGrewOrShrankDiffers() throws IOException {
    Files.write(file, Arrays.copyOf(content, 1_024));
    assertThat(Checksums.difference(file)).isPresent();
    Files.write(file, Arrays.copyOf(content, 2_000));
    assertThat(Checksums.difference(file)).isPresent();
  }

  @Test
  void aFileSystemOfHadoopVerifiesThem() throws IOException {
    content[5] ^= 1;
    Files.write(file, content);
    FileSystem local = FileSystem.getLocal(new Configuration(false));
    assertThatThrownBy(
            () -> {
              try (InputStream in = local.open(new org.apache.hadoop.fs.Path(file.toUri()))) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(ChecksumException.class);
  }

  @Test
  void blankChecksumsAreNone() throws IOException {
    Files.write(Checksums.beside(file), new byte[0]);
    assertThatThrownBy(() -> Checksums.difference(file)).isInstanceOf(NoSuchFileException.class);
    Files.delete(Checksums.beside(file));
    assertThatThrownBy(() -> Checksums.difference(file)).isInstanceOf(NoSuchFileException.class);
  }
}
