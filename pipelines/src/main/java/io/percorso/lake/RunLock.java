package io.percorso.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run at a time. A lock of the operating system on a local file: it ends with its process, so a
 * dead owner never blocks. The owner beside it is for people to read and decides nothing.
 */
public final class RunLock implements AutoCloseable {
  private static final Pattern PROCESS = Pattern.compile("process (\\d+)$");
  private static final int LOOKS = 10;
  private static final long LOOK_NANOS = 20_000_000;

  private final FileChannel channel;
  private final FileLock lock;

  private RunLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * @param file the lock file; made if missing, never deleted
   * @param owner who holds the lock and since when, for the message that the next one gets; the
   *     process is added
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
        String holder = holder(ownerFile);
        throw new UserError(
            UserError.Kind.LOCKED,
            "the lake is held by another process (%s). Wait for it to end and type the same command again; what ran is shown by ./percorso status. Lock: %s"
                .formatted(holder, file));
      }
      CrashPoint.LOCK_TAKEN.reach();
      writeOwner(ownerFile, owner);
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

  private static void writeOwner(Path ownerFile, String owner) throws IOException {
    Path next = ownerFile.resolveSibling("." + ownerFile.getFileName() + ".next");
    Files.writeString(next, "%s, process %d%n".formatted(owner, ProcessHandle.current().pid()));
    Files.move(next, ownerFile, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Between taking the lock and naming itself an owner needs a moment: the old name is no answer.
   */
  private static String holder(Path ownerFile) throws IOException {
    String holder = "unknown";
    for (int look = 0; look < LOOKS; look++) {
      holder = Files.exists(ownerFile) ? Files.readString(ownerFile).strip() : holder;
      if (isAlive(holder)) {
        return holder;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return holder;
  }

  private static boolean isAlive(String owner) {
    Matcher process = PROCESS.matcher(owner);
    return process.find()
        && ProcessHandle.of(Long.parseLong(process.group(1)))
            .filter(ProcessHandle::isAlive)
            .isPresent();
  }

  /**
   * The last owner, if its process is there; for people to read. Takes nothing and blocks nobody.
   */
  public static Optional<String> livingOwner(Path file) {
    try {
      return Files.exists(ownerFile(file))
          ? Optional.of(Files.readString(ownerFile(file)).strip()).filter(RunLock::isAlive)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
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
