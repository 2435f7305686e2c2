package io.percorso.simulator.badinput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Good content under odd names, in odd places, or behind what is no regular file. */
final class BadNames {
  private static final List<String> READ =
      List.of(
          "new\nline.json",
          "a%2Fb.json",
          "a;b.json",
          "a b.json",
          " leading.json",
          "_underscore.json",
          "_temporary/0/x.json",
          "deep/er/and/deeper/x.json",
          "day=2026-01-01/x.json",
          "quote'.json",
          "quotes\".json",
          "a,b.json",
          "$(reboot).json",
          "-rf.json",
          "star*.json",
          "[a].json",
          "{a,b}.json",
          "back\\slash.json",
          "colon:.json",
          "hash#?.json",
          "caff\u00e8-\u65e5\u672c-\ud83d\ude00.json",
          "l" + "o".repeat(200) + "ng.json",
          "one/same-name.json",
          "two/same-name.json",
          "name.json.json");
  private static final List<String> SKIPPED =
      List.of(
          "events/.hidden.json",
          "events/..json",
          "events/upload.json.part",
          "events/upload.json.tmp",
          "events/.hidden-folder/x.json",
          "events/notes.txt",
          "events/json",
          "events/upper.JSON",
          "unknown/x.json",
          "Events/x.json",
          "stray.json");

  private BadNames() {}

  static void write(Corpus corpus, Instant arrival) {
    for (String name : READ) {
      corpus.accepted(new BadFile(GoodRecord.EVENTS, "names/" + name, arrival).good(3).end());
    }
    byte[] content = new BadFile(GoodRecord.EVENTS, "skipped", arrival).good(3).end().content();
    for (String name : SKIPPED) {
      corpus.refused(name, "SKIPPED", content);
    }
    // Moved away by the one who delivers; nothing below it is listed.
    corpus.deliver(".loaded/events/x.json", content);
    link(corpus, "events/link.json", corpus.path("events"));
    link(corpus, "events/link-loop.json", Path.of("link-loop.json"));
    link(corpus, "events/link-out.json", Path.of("/dev/null"));
    link(corpus, "events/link-folder", Path.of(".."));
    pipe(corpus, "events/pipe.json");
  }

  private static void link(Corpus corpus, String name, Path target) {
    try {
      Files.createSymbolicLink(corpus.path(name), target);
    } catch (IOException e) {
      throw new UncheckedIOException(corpus.path(name) + " cannot be linked", e);
    }
    corpus.expectFile(name, "refused", "SKIPPED");
  }

  /** A pipe without a writer: who opens it waits for ever. */
  private static void pipe(Corpus corpus, String name) {
    try {
      Process made = new ProcessBuilder("mkfifo", corpus.path(name).toString()).start();
      if (made.waitFor() == 0) {
        corpus.expectFile(name, "refused", "SKIPPED");
      }
    } catch (IOException e) {
      // A system without pipes has no pipes to deliver.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
