package io.percorso.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's own local files, checksums and all, except that this JVM sets their permissions itself:
 * without its native library Hadoop starts a process for each file that is written, some thousands
 * in a night.
 */
public final class LocalFiles extends LocalFileSystem {
  public LocalFiles() {
    super(new Raw());
  }

  private static final class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path file, FsPermission permission) throws IOException {
      java.nio.file.Path local = pathToFile(file).toPath();
      boolean isPosix = Files.getFileAttributeView(local, PosixFileAttributeView.class) != null;
      if (!isPosix || permission.getStickyBit()) {
        super.setPermission(file, permission);
        return;
      }
      Files.setPosixFilePermissions(
          local,
          PosixFilePermissions.fromString(
              permission.getUserAction().SYMBOL
                  + permission.getGroupAction().SYMBOL
                  + permission.getOtherAction().SYMBOL));
    }
  }
}
