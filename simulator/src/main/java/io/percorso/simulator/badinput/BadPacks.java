package io.percorso.simulator.badinput;

import static io.percorso.simulator.badinput.BadInput.utf8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packed files: whole ones of unusual form, broken ones, bombs, and archives. */
final class BadPacks {
  private static final int HEADER = 10;
  private static final int TRAILER = 8;

  private BadPacks() {}

  static void write(Corpus corpus, Instant arrival) {
    whole(corpus, arrival);
    broken(corpus, arrival);
    bombs(corpus);
    archives(corpus, arrival);
    empty(corpus);
  }

  private static void whole(Corpus corpus, Instant arrival) {
    BadFile members = events("pack-members.json.gz", arrival).good(6).end();
    byte[] content = members.content();
    byte[] none = Gzip.of(new byte[0]);
    corpus.acceptedAsIs(
        members,
        Gzip.joined(
            none,
            Gzip.of(Arrays.copyOf(content, 150)),
            none,
            none,
            Gzip.of(Arrays.copyOfRange(content, 150, 151)),
            Gzip.of(Arrays.copyOfRange(content, 151, content.length)),
            none));
    BadFile header = events("pack-header.json.gz", arrival).good(3).end();
    byte[] flagged = Gzip.withHeader(header.content(), 1 | 2 | 4 | 8 | 16);
    corpus.acceptedAsIs(header, Gzip.joined(flagged, Gzip.withHeader(new byte[0], 4)));
    BadFile padded = events("pack-padded.json.gz", arrival).good(3).end();
    corpus.acceptedAsIs(padded, Gzip.joined(Gzip.of(padded.content()), new byte[2_000]));
    BadFile named = events("pack-named-plain.json", arrival).good(3).end();
    corpus.acceptedAsIs(named, Gzip.of(named.content()));
    BadFile small = events("pack-many-members.json.gz", arrival).good(2).end();
    corpus.acceptedAsIs(
        small, Gzip.joined(Gzip.of(small.content()), Gzip.repeated(Gzip.of(new byte[0]), 60_000)));
  }

  private static void broken(Corpus corpus, Instant arrival) {
    byte[] content = events("pack.json", arrival).good(200).end().content();
    byte[] whole = Gzip.of(content);
    corrupt(corpus, "cut", Arrays.copyOf(whole, whole.length / 2));
    corrupt(corpus, "cut-trailer", Arrays.copyOf(whole, whole.length - 3));
    corrupt(corpus, "no-trailer", Arrays.copyOf(whole, whole.length - TRAILER));
    corrupt(corpus, "header-only", Arrays.copyOf(whole, HEADER));
    corrupt(corpus, "two-bytes", Arrays.copyOf(whole, 2));
    corrupt(corpus, "crc", flipped(whole, whole.length - TRAILER));
    corrupt(corpus, "size", flipped(whole, whole.length - 1));
    corrupt(corpus, "flipped-bit", flipped(whole, whole.length / 2));
    corrupt(corpus, "method", flipped(whole, 2));
    corrupt(corpus, "reserved-flag", changed(whole, 3, (byte) 0x80));
    corrupt(corpus, "second-cut", Gzip.joined(whole, Arrays.copyOf(whole, whole.length / 2)));
    corrupt(corpus, "second-crc", Gzip.joined(whole, flipped(whole, whole.length - TRAILER)));
    corrupt(corpus, "second-header", Gzip.joined(whole, Arrays.copyOf(whole, 5)));
    corrupt(corpus, "garbage-after", Gzip.joined(whole, utf8("and plain text after it")));
    corrupt(corpus, "byte-after", Gzip.joined(whole, new byte[] {7}));
    corrupt(corpus, "line-break-after", Gzip.joined(whole, new byte[] {10}));
    corrupt(corpus, "zeros-then-data", Gzip.joined(whole, new byte[20], whole));
    corrupt(corpus, "text-named-gz", content);
    corrupt(corpus, "twice", Gzip.of(whole));
  }

  private static void bombs(Corpus corpus) {
    byte[] zeros = Gzip.of(new byte[1 << 24]);
    corpus.refusedAsIs("events/bomb-zeros.json.gz", "FILE_LIMIT", zeros);
    byte[] letters = new byte[1 << 24];
    Arrays.fill(letters, (byte) 'x');
    byte[] packed = Gzip.of(letters);
    corpus.refusedAsIs("events/bomb-4-gb-line.json.gz", "FILE_LIMIT", Gzip.repeated(packed, 256));
    Arrays.fill(letters, (byte) '\n');
    corpus.refusedAsIs("events/bomb-line-breaks.json.gz", "FILE_LIMIT", Gzip.of(letters));
    Arrays.fill(letters, (byte) '[');
    corpus.refusedAsIs("social-care/bomb-brackets.json.gz", "FILE_LIMIT", Gzip.of(letters));
    corpus.refusedAsIs(
        "ecom/bomb-quote.csv.gz",
        "FILE_LIMIT",
        Gzip.joined(Gzip.of(utf8(GoodRecord.SHOP.header + "\nu,\"")), packed));
  }

  private static void archives(Corpus corpus, Instant arrival) {
    byte[] content = events("archive.json", arrival).good(5).end().content();
    corpus.refused("events/archive-zip.json", "FILE_CORRUPT", zip("../../archive.json", content));
    corpus.refused("events/archive-empty-zip.json", "FILE_CORRUPT", zip("", content));
    corpus.refused("events/archive-zstd.json", "FILE_CORRUPT", magic(0x28, 0xb5, 0x2f, 0xfd));
    corpus.refused("events/archive-bzip2.json", "FILE_CORRUPT", magic('B', 'Z', 'h', '9'));
    corpus.refused("events/archive-xz.json", "FILE_CORRUPT", magic(0xfd, '7', 'z', 'X', 'Z', 0, 1));
    corpus.refused(
        "events/archive-7z.json", "FILE_CORRUPT", magic('7', 'z', 0xbc, 0xaf, 0x27, 0x1c));
    byte[] tar = new byte[512];
    System.arraycopy(utf8("archive.json"), 0, tar, 0, 12);
    System.arraycopy(utf8("0000644"), 0, tar, 100, 7);
    System.arraycopy(utf8("ustar"), 0, tar, 257, 5);
    corpus.refused("events/archive-tar.json", "FILE_CORRUPT", Gzip.joined(tar, content));
  }

  private static void empty(Corpus corpus) {
    corpus.refused("events/empty.json", "EMPTY_FILE", new byte[0]);
    corpus.refusedAsIs("events/empty-named-gz.json.gz", "EMPTY_FILE", new byte[0]);
    corpus.refused("events/empty-blanks.json", "EMPTY_FILE", utf8(" \n\r\n\t\n"));
    corpus.refused("events/empty-mark.json", "EMPTY_FILE", utf8("\uFEFF"));
    corpus.refused("events/empty-mark-blank.json", "EMPTY_FILE", utf8("\uFEFF\n"));
    corpus.refused("ecom/empty.csv", "EMPTY_FILE", new byte[0]);
    corpus.refused("social-care/empty.json", "EMPTY_FILE", new byte[0]);
    corpus.refusedAsIs(
        "events/empty-members.json.gz", "EMPTY_FILE", Gzip.repeated(Gzip.of(new byte[0]), 150_000));
  }

  private static void corrupt(Corpus corpus, String name, byte[] content) {
    corpus.refusedAsIs("events/pack-" + name + ".json.gz", "FILE_CORRUPT", content);
  }

  private static byte[] flipped(byte[] content, int at) {
    return changed(content, at, (byte) (content[at] ^ 4));
  }

  private static byte[] changed(byte[] content, int at, byte to) {
    byte[] changed = content.clone();
    changed[at] = to;
    return changed;
  }

  private static byte[] magic(int... bytes) {
    byte[] content = new byte[300];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i < bytes.length ? bytes[i] : i * 37);
    }
    return content;
  }

  private static byte[] zip(String entry, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      if (!entry.isEmpty()) {
        ZipEntry one = new ZipEntry(entry);
        one.setTime(0);
        zip.putNextEntry(one);
        zip.write(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static BadFile events(String name, Instant arrival) {
    return new BadFile(GoodRecord.EVENTS, name, arrival);
  }
}
