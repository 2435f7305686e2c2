package io.percorso.interactions;

import io.percorso.interactions.LandingFile.Content;
import io.percorso.interactions.LandingFile.FileVerdict;
import io.percorso.interactions.LandingFile.Known;
import io.percorso.lake.UserError;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks through {@code landing/<source>/**} for files that no run has seen. Each new one is read
 * once, whole, and judged before any task reads it.
 */
public final class Landing {
  private final List<Source> sources;
  private final Predicate<Known> known;
  private final Set<Content> loaded;
  private final LoadRules rules;
  private final Instant firstSeenAt;

  /**
   * @param known whether an earlier run has looked at a file
   * @param loaded contents that were accepted before
   * @param firstSeenAt when this run began; kept as the arrival of what it finds
   */
  public Landing(
      List<Source> sources,
      Predicate<Known> known,
      Set<Content> loaded,
      LoadRules rules,
      Instant firstSeenAt) {
    this.sources = List.copyOf(sources);
    this.known = known;
    this.loaded = new HashSet<>(loaded);
    this.rules = rules;
    this.firstSeenAt = firstSeenAt;
  }

  /** The new files in the order of their paths; none where there is no such folder. */
  public List<LandingFile> scan(Path landing) {
    List<LandingFile> found = new ArrayList<>();
    if (!Files.isDirectory(landing)) {
      return found;
    }
    try (Stream<Path> all = Files.walk(landing)) {
      for (Path path : all.sorted().toList()) {
        boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        if (!isFolder && !isPutAway(landing.relativize(path))) {
          look(landing, path).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      // Not as the cause: its message is the path of a file, which may name a person.
      throw UserError.failed(
          "landing folder %s cannot be read (%s): give the account that runs this the right to read every file and folder in it"
              .formatted(landing, e.getClass().getSimpleName()));
    }
    return found;
  }

  /** True below {@code .loaded}, where loaded files are put; nothing else goes unlisted. */
  private static boolean isPutAway(Path below) {
    return below.getNameCount() > 1 && below.getName(0).toString().equals(".loaded");
  }

  private static boolean isHidden(Path below) {
    for (Path part : below) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** False where the machine's character set lacks a letter of the name: it would not be found. */
  private static boolean isSayable(Path path) {
    try {
      return Path.of(path.toString()).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private Optional<LandingFile> look(Path landing, Path path) throws IOException {
    Path below = landing.relativize(path);
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String folder = below.getNameCount() > 1 ? below.getName(0).toString() : "";
    String name = below.toString().replace(path.getFileSystem().getSeparator(), "/");
    Known file = new Known(name, attributes.size(), attributes.lastModifiedTime().toInstant());
    if (known.test(file)) {
      return Optional.empty();
    }
    Optional<Source> source = sources.stream().filter(s -> s.name().equals(folder)).findFirst();
    Optional<String> skipped = whySkipped(path, below, attributes, folder, source);
    if (skipped.isPresent()) {
      return Optional.of(
          judged(file, folder, "", FileVerdict.REFUSED, Reason.SKIPPED, skipped.get()));
    }
    FileCheck check = FileCheck.of(path, file.byteCount(), source.get(), rules, firstSeenAt);
    if (check.reason().isPresent()) {
      return Optional.of(
          judged(
              file,
              folder,
              check.sha256(),
              FileVerdict.REFUSED,
              check.reason().get(),
              check.detail()));
    }
    if (!loaded.add(new Content(folder, check.sha256()))) {
      return Optional.of(
          judged(
              file,
              folder,
              check.sha256(),
              FileVerdict.SAME_CONTENT,
              Reason.DUPLICATE,
              "a file of the same content was loaded"));
    }
    return Optional.of(
        new LandingFile(
            folder,
            name,
            check.sha256(),
            file.byteCount(),
            file.modifiedAt(),
            firstSeenAt,
            FileVerdict.ACCEPTED,
            "",
            "",
            check.chunks()));
  }

  private LandingFile judged(
      Known file, String folder, String sha256, FileVerdict verdict, Reason reason, String detail) {
    return new LandingFile(
        folder,
        file.path(),
        sha256,
        file.byteCount(),
        file.modifiedAt(),
        firstSeenAt,
        verdict,
        reason.name(),
        detail,
        List.of());
  }

  private Optional<String> whySkipped(
      Path path,
      Path below,
      BasicFileAttributes attributes,
      String folder,
      Optional<Source> source) {
    String name = path.getFileName().toString();
    if (attributes.isSymbolicLink() || !attributes.isRegularFile()) {
      return Optional.of("it is a link or no regular file; deliver the file itself");
    }
    if (!isSayable(path)) {
      return Optional.of(
          "its name has letters that this machine's character set lacks; rename it, or run with"
              + " LANG=C.UTF-8");
    }
    if (isHidden(below) || name.endsWith(".tmp") || name.endsWith(".part")) {
      return Optional.of("it is hidden or unfinished; rename it when it is whole");
    }
    if (source.isEmpty()) {
      List<String> names = sources.stream().map(Source::name).toList();
      return Optional.of(
          "folder '%s' is none of the sources %s; add conf/sources/%s.yaml or move the file"
              .formatted(FileNames.shown(folder), names, FileNames.shown(folder)));
    }
    boolean isWanted =
        source.get().files().stream()
            .anyMatch(
                glob ->
                    FileSystems.getDefault()
                        .getPathMatcher("glob:" + glob)
                        .matches(path.getFileName()));
    return isWanted
        ? Optional.empty()
        : Optional.of("its name matches none of " + source.get().files());
  }
}
