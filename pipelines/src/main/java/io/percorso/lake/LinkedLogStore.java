package io.percorso.lake;

import io.delta.storage.HDFSLogStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Writes the commits of a lake on a local disk so that two writers never both succeed and a power
 * cut never leaves an empty commit: the whole commit goes to a temporary file, is forced to disk,
 * and becomes visible by a hard link, which fails where the name exists. Delta's own store for
 * local files checks and then renames. The checksums beside a commit let whoever reads it find a
 * flipped bit.
 */
public final class LinkedLogStore extends HDFSLogStore {
  public LinkedLogStore(Configuration configuration) {
    super(configuration);
  }

  @Override
  public void write(
      Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
      throws IOException {
    java.nio.file.Path target = java.nio.file.Path.of(path.toUri().getPath());
    java.nio.file.Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          BufferedWriter writer =
              new BufferedWriter(
                  new OutputStreamWriter(
                      Channels.newOutputStream(channel), StandardCharsets.UTF_8))) {
        while (actions.hasNext()) {
          writer.write(actions.next());
          writer.write('\n');
        }
        writer.flush();
        channel.force(true);
      }
      CrashPoint.COMMIT_BEFORE_LINK.reach(table(target));
      if (overwrite) {
        // Checksums of what was there would make what comes unreadable.
        Files.deleteIfExists(Checksums.beside(target));
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        try {
          Files.createLink(target, temporary);
        } catch (java.nio.file.FileAlreadyExistsException e) {
          throw new FileAlreadyExistsException(path.toString());
        }
        // After the link, by its winner alone: a commit without checksums can be read, one with
        // those of another cannot.
        Checksums.write(target);
      }
      forceFolder(target.getParent());
      CrashPoint.COMMIT_AFTER_LINK.reach(table(target));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Of {@code …/silver/sessions/_delta_log/7.json}: {@code silver.sessions}. */
  private static String table(java.nio.file.Path commit) {
    int names = commit.getNameCount();
    return names < 4 ? "" : commit.getName(names - 4) + "." + commit.getName(names - 3);
  }

  private static void forceFolder(java.nio.file.Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
