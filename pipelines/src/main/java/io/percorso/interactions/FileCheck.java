package io.percorso.interactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * One reading of a whole file: its hash, whether it may be loaded, and where it can be cut.
 *
 * @param reason why the file as a whole is refused; empty when it may be loaded
 */
record FileCheck(String sha256, Optional<Reason> reason, String detail, List<Chunk> chunks) {
  private static final int BUFFER = 1 << 16;
  private static final long RATIO_FROM = 1 << 20;

  /** Where a tar archive says that it is one (POSIX, pax). */
  private static final int TAR_MARK = 257;

  /** Bytes that are looked at for the zeros of UTF-16. */
  private static final int UTF_16_FROM = 64;

  private static final class TooMuch extends IOException {
    private TooMuch(String message) {
      super(message);
    }
  }

  static FileCheck of(
      Path path, long byteCount, Source source, LoadRules rules, Instant firstSeenAt)
      throws IOException {
    boolean isGzip = isGzip(path);
    MessageDigest digest = newDigest();
    List<Chunk> chunks = new ArrayList<>();
    Optional<Refusal> refusal = Optional.empty();
    try (InputStream file =
        new DigestInputStream(
            new BufferedInputStream(Files.newInputStream(path), BUFFER), digest)) {
      try {
        if (path.toString().endsWith(".gz") && !isGzip && byteCount > 0) {
          throw new Refusal(Reason.FILE_CORRUPT, "it is named .gz and is not gzip");
        }
        chunks.addAll(cut(path, file, isGzip, byteCount, source, rules, firstSeenAt));
      } catch (Refusal e) {
        refusal = Optional.of(e);
      } catch (TooMuch e) {
        refusal = Optional.of(new Refusal(Reason.FILE_LIMIT, e.getMessage()));
      } catch (EOFException | ZipException e) {
        refusal =
            Optional.of(
                new Refusal(
                    Reason.FILE_CORRUPT, "it does not unpack to its end: " + e.getMessage()));
      }
      file.transferTo(java.io.OutputStream.nullOutputStream());
    }
    String sha256 = HexFormat.of().formatHex(digest.digest());
    return new FileCheck(
        sha256,
        refusal.map(Refusal::reason),
        refusal.map(Refusal::detail).orElse(""),
        chunks.stream().map(c -> withHash(c, sha256)).toList());
  }

  private static List<Chunk> cut(
      Path path,
      InputStream file,
      boolean isGzip,
      long byteCount,
      Source source,
      LoadRules rules,
      Instant firstSeenAt)
      throws IOException, Refusal {
    Content content =
        new Content(isGzip ? new Gunzip(file, BUFFER) : file, isGzip, byteCount, rules);
    boolean isCut = !isGzip && source.framing() != Framing.JSON_DOCUMENT;
    FrameReader frames =
        new FrameReader(
            content,
            source.framing(),
            source.delimiter(),
            0,
            rules.frameBytes(),
            rules.keptBytes());
    frames.skipByteOrderMark();
    List<String> header = List.of();
    if (source.framing() == Framing.CSV && frames.next()) {
      requireText(content);
      header = header(frames, source);
    }
    List<Chunk> chunks = new ArrayList<>();
    long start = frames.nextOffset();
    long first = 1;
    long number = 0;
    while (frames.next()) {
      number++;
      if (isCut && frames.nextOffset() - start >= rules.chunkBytes()) {
        chunks.add(
            chunk(
                source,
                path,
                isGzip,
                byteCount,
                firstSeenAt,
                start,
                frames.nextOffset(),
                first,
                header));
        start = frames.nextOffset();
        first = number + 1;
      }
    }
    requireText(content);
    if (content.isBlank) {
      throw new Refusal(Reason.EMPTY_FILE, "it has no content");
    }
    if (first <= number || chunks.isEmpty()) {
      chunks.add(
          chunk(source, path, isGzip, byteCount, firstSeenAt, start, content.count, first, header));
    }
    return chunks;
  }

  private static void requireText(Content content) throws Refusal {
    String archive = archive(content.beginning);
    if (!archive.isEmpty()) {
      throw new Refusal(Reason.FILE_CORRUPT, "it is " + archive + "; only gzip is unpacked, once");
    }
    if (content.isUtf16()) {
      throw new Refusal(Reason.ENCODING, "it is UTF-16; convert it to UTF-8 with iconv");
    }
  }

  private static List<String> header(FrameReader frames, Source source) throws Refusal {
    if (!Utf8.isValid(frames.buffer(), frames.start(), frames.end())) {
      throw new Refusal(Reason.ENCODING, "its header is not UTF-8; convert it with iconv");
    }
    if (frames.fault().isPresent()) {
      throw new Refusal(frames.fault().get(), "its header cannot be read");
    }
    List<String> header =
        CsvCells.of(frames.buffer(), frames.start(), frames.end(), source.delimiter());
    List<String> missing =
        source.required().stream().filter(name -> !header.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new Refusal(Reason.MISSING_FIELD, "its header lacks the required columns " + missing);
    }
    if (new HashSet<>(header).size() < header.size()) {
      throw new Refusal(Reason.DUP_KEY, "its header names a column twice");
    }
    return header;
  }

  private static Chunk chunk(
      Source source,
      Path path,
      boolean isGzip,
      long byteCount,
      Instant firstSeenAt,
      long start,
      long end,
      long first,
      List<String> header) {
    return new Chunk(
        source.name(),
        path.toString(),
        "",
        isGzip,
        byteCount,
        Math.multiplyExact(firstSeenAt.toEpochMilli(), 1_000L),
        start,
        end,
        first,
        header);
  }

  private static Chunk withHash(Chunk c, String sha256) {
    return new Chunk(
        c.source(),
        c.path(),
        sha256,
        c.isCompressed(),
        c.byteCount(),
        c.firstSeenAtMicros(),
        c.startByte(),
        c.endByte(),
        c.firstFrameNumber(),
        c.header());
  }

  private static boolean isGzip(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  private static String archive(byte[] beginning) {
    String hex = HexFormat.of().formatHex(beginning);
    if (hex.startsWith("504b0304") || hex.startsWith("504b0506")) {
      return "a zip archive";
    }
    if (hex.startsWith("28b52ffd")) {
      return "packed by zstd";
    }
    if (hex.startsWith(HexFormat.of().formatHex("BZh".getBytes(UTF_8)))) {
      return "packed by bzip2";
    }
    if (hex.startsWith("1f8b08")) {
      return "packed by gzip twice";
    }
    if (hex.startsWith(HexFormat.of().formatHex("ustar".getBytes(UTF_8)), 2 * TAR_MARK)) {
      return "a tar archive";
    }
    return hex.startsWith("fd377a585a00")
        ? "packed by xz"
        : hex.startsWith("377abcaf") ? "a 7z archive" : "";
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Looks at the content as it passes by. */
  private static final class Content extends FilterInputStream {
    private final boolean isGzip;
    private final long byteCount;
    private final LoadRules rules;
    private final byte[] beginning = new byte[TAR_MARK + 5];
    private long count;
    private boolean isBlank = true;

    private Content(InputStream in, boolean isGzip, long byteCount, LoadRules rules) {
      super(in);
      this.isGzip = isGzip;
      this.byteCount = byteCount;
      this.rules = rules;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read <= 0) {
        return read;
      }
      for (int i = 0; i < read && count + i < beginning.length; i++) {
        beginning[(int) count + i] = buffer[offset + i];
      }
      for (int i = offset; isBlank && i < offset + read; i++) {
        isBlank = isMark(count + i - offset) || buffer[i] <= ' ' && buffer[i] > 0;
      }
      count += read;
      if (isGzip && count > rules.inflatedBytes()) {
        throw new TooMuch("it unpacks to more than %d bytes".formatted(rules.inflatedBytes()));
      }
      if (isGzip && count > RATIO_FROM && count / rules.inflateRatio() > byteCount) {
        throw new TooMuch(
            "it unpacks to more than %d times its size".formatted(rules.inflateRatio()));
      }
      return read;
    }

    /** True for the bytes of a byte order mark. */
    private boolean isMark(long at) {
      return at < 3
          && beginning[0] == (byte) 0xEF
          && beginning[1] == (byte) 0xBB
          && beginning[2] == (byte) 0xBF;
    }

    private boolean isUtf16() {
      int first = beginning[0] & 0xFF;
      int second = beginning[1] & 0xFF;
      boolean hasMark =
          count > 1 && (first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF);
      int odd = 0;
      int even = 0;
      int looked = (int) Math.min(count, UTF_16_FROM);
      for (int i = 0; i < looked; i++) {
        odd += i % 2 == 1 && beginning[i] == 0 ? 1 : 0;
        even += i % 2 == 0 && beginning[i] == 0 ? 1 : 0;
      }
      return hasMark || looked >= 4 && (odd * 3 > looked || even * 3 > looked);
    }
  }
}
