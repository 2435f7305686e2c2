package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class LocalFilesTest {
  @TempDir private java.nio.file.Path folder;

  private static FileSystem local() throws IOException {
    Configuration conf = new Configuration();
    conf.set("fs.file.impl", LocalFiles.class.getName());
    return FileSystem.newInstance(URI.create("file:///"), conf);
  }

  @Test
  void permissionsAreThoseAskedFor() throws IOException {
    try (FileSystem files = local()) {
      java.nio.file.Path file = folder.resolve("file");
      Files.createFile(file);
      for (String asked : new String[] {"rw-r-----", "rwxr-xr-x", "r--------"}) {
        files.setPermission(new Path(file.toUri()), FsPermission.valueOf("-" + asked));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo(asked);
      }
      assertThatThrownBy(
              () ->
                  files.setPermission(
                      new Path(folder.resolve("none").toUri()), FsPermission.getFileDefault()))
          .isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  void aFileHasItsChecksumsBesideIt() throws IOException {
    try (FileSystem files = local()) {
      files.create(new Path(folder.resolve("data").toUri())).close();
      assertThat(folder.resolve(".data.crc")).exists();
    }
  }

  @Test
  void aSessionOfTheLakeHasThem(SparkSession spark) throws IOException {
    Path path = new Path(folder.toUri());
    assertThat(path.getFileSystem(spark.sessionState().newHadoopConf()))
        .isInstanceOf(LocalFiles.class);
  }
}
