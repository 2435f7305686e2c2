package io.percorso.lake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One run at a time. A lock of the operating system on a local file: it ends with its process, so a
 * dead owner never blocks. The owner beside it is for people to read and decides nothing.
 */
public final class RunLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private RunLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * @param file the lock file; made if missing, never deleted
   * @param owner who holds the lock, for the message that the next one gets
   * @throws UserError of kind LOCKED, at once, when another process holds it
   */
  public static RunLock take(Path file, String owner) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      Path ownerFile = ownerFile(file);
      if (lock == null) {
        channel.close();
        String holder = Files.exists(ownerFile) ? Files.readString(ownerFile).strip() : "unknown";
        throw new UserError(
            UserError.Kind.LOCKED,
            "the lake is held by another run (%s). Wait for it to end and type the same command again. Lock: %s"
                .formatted(holder, file));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
      Files.write(ownerFile, (owner + "\n").getBytes(StandardCharsets.UTF_8));
      return new RunLock(channel, lock);
    } catch (IOException e) {
      throw UserError.failed(
          "the lock %s cannot be taken: %s. Check that the workspace is on a local disk and writable"
              .formatted(file, e));
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static Path ownerFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".owner");
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("the lock could not be released", e);
    }
  }
}
