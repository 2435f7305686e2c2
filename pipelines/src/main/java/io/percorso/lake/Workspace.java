package io.percorso.lake;

import java.nio.file.Path;

/**
 * The folders of one installation. Everything that Percorso reads or writes outside its own
 * programs lies below one root; the lake alone may lie elsewhere, on an object store.
 *
 * @param root the folder itself
 * @param lake where the tables lie: a folder, or a URI such as {@code s3a://bucket/lake}
 */
public record Workspace(Path root, String lake) {
  /** A workspace whose lake is the folder {@code lake} below its root. */
  public static Workspace at(Path root) {
    return new Workspace(
        root, root.resolve("lake").toAbsolutePath().normalize().toUri().toString());
  }

  /** The lock of whoever writes; on a local disk, wherever the lake is. */
  public Path lock() {
    return root.resolve("lake.lock");
  }

  /** Raw files as delivered, one folder per source. */
  public Path landing() {
    return root.resolve("landing");
  }

  /** What BI tools read: one folder per publication and the link {@code current}. */
  public Path published() {
    return root.resolve("published");
  }

  /** Pages. */
  public Path site() {
    return root.resolve("site");
  }

  /** One folder per run: manifest, results, log. */
  public Path runs() {
    return root.resolve("runs");
  }

  /** Keys for pseudonyms: outside the lake, never published, to be backed up. */
  public Path keys() {
    return root.resolve("keys");
  }
}
