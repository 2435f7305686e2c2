package io.percorso.interactions;

import java.util.ArrayList;
import java.util.List;

/** Makes outcomes of the frames of one file. */
interface FrameParser {
  /**
   * The parser of a source's target.
   *
   * @param columns names of a CSV file's columns; empty for other formats
   * @param firstSeenMicros when the file was first seen, microseconds since 1970
   */
  static FrameParser of(
      Source source,
      Mapping mapping,
      LoadRules rules,
      KeyRing keyRing,
      List<String> columns,
      String fileSha256,
      long firstSeenMicros,
      String runId) {
    return switch (source.target()) {
      case INTERACTIONS ->
          new RecordParser(
              source, mapping, rules, keyRing, columns, fileSha256, firstSeenMicros, runId);
      case CURRENCY_RATES -> new RateParser(source, mapping, rules, columns, fileSha256, runId);
      case IDENTITY_CORRECTIONS ->
          new CorrectionParser(
              source, mapping, rules, keyRing, columns, fileSha256, firstSeenMicros, runId);
    };
  }

  /** One outcome per record of the frame, at least one. */
  List<Outcome> parse(Frame frame);

  /** What is made of one record. */
  interface RecordReader {
    Outcome read(Raw raw, long frameNumber, int element) throws Refusal;
  }

  /** Reads the records of a frame one by one; what is refused keeps the others from nothing. */
  static List<Outcome> each(FrameRecords frameRecords, Frame frame, RecordReader reader) {
    List<Raw> records;
    try {
      records = frameRecords.of(frame);
    } catch (Refusal refusal) {
      return List.of(refused(0, refusal));
    }
    List<Outcome> outcomes = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      try {
        outcomes.add(reader.read(records.get(i), frame.number(), i));
      } catch (Refusal refusal) {
        outcomes.add(refused(i, refusal));
      } catch (CountedText.TooManyLooks | StackOverflowError e) {
        outcomes.add(
            refused(i, new Refusal(Reason.TYPE, "a value is too long for the mapping's patterns")));
      }
    }
    return outcomes;
  }

  private static Refused refused(int element, Refusal refusal) {
    Verdict verdict = refusal.reason() == Reason.LATE ? Verdict.LATE : Verdict.REJECTED;
    return new Refused(element, verdict, refusal.reason(), refusal.detail());
  }
}
