package io.percorso.jobs;

import io.percorso.jobs.LawsWorld.Raw;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A way in which records come: four to seven nights, each of a day, with files that hold records in
 * any order. Six in ten records come in the first night after they happened, the others in any
 * later night or in any at all. A function of the seed.
 *
 * @param nights in their order; the last one stands at the world's last day
 */
record LawsOrder(List<Night> nights) {
  /** What stands before the first record of a source's files. */
  private static final Map<String, String> HEADERS =
      Map.of("currency-rates", "day,base,currency,rate,version\n");

  /**
   * A night.
   *
   * @param day may lie before that of the night before: the lake does not go back
   * @param files the text of each, by the name that it has below landing
   * @param times how often the night is run
   */
  record Night(LocalDate day, Map<String, String> files, int times) {}

  static LawsOrder of(List<Raw> records, long seed) {
    Random lot = new Random(seed);
    List<LocalDate> days = days(lot, seed);
    List<List<Raw>> arriving = new ArrayList<>();
    days.forEach(day -> arriving.add(new ArrayList<>()));
    // In some orders a night has no files at all.
    int silent = lot.nextInt(2) == 0 ? -1 : 1 + lot.nextInt(days.size() - 1);
    for (Raw record : records) {
      int night = night(record, days, lot);
      arriving.get(night == silent ? silent - 1 : night).add(record);
    }
    List<Night> nights = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      nights.add(new Night(days.get(i), files(arriving.get(i), i, lot), 1 + lot.nextInt(4) / 3));
    }
    return new LawsOrder(nights);
  }

  /** Everything in one night of this day. */
  static LawsOrder atOnce(List<Raw> records, LocalDate day) {
    return new LawsOrder(List.of(new Night(day, files(records, 0, new Random(0)), 1)));
  }

  private static List<LocalDate> days(Random lot, long seed) {
    // The first draws of neighbouring seeds are nearly the same.
    int count = 4 + Math.floorMod(lot.nextInt(4) + seed - 1, 4);
    List<LocalDate> days = new ArrayList<>();
    for (int i = 0; i < count - 1; i++) {
      days.add(LawsWorld.FIRST.plusDays(lot.nextInt(LawsWorld.DAYS)));
    }
    days.sort(Comparator.naturalOrder());
    days.add(LawsWorld.LAST);
    if (lot.nextInt(3) == 0) {
      int later = 1 + lot.nextInt(count - 2);
      Collections.swap(days, later - 1, later);
    }
    return List.copyOf(days);
  }

  private static int night(Raw record, List<LocalDate> days, Random lot) {
    LocalDate day = record.at().atZone(ZoneOffset.UTC).toLocalDate();
    int onTime = 0;
    while (onTime < days.size() - 1 && days.get(onTime).isBefore(day)) {
      onTime++;
    }
    int way = lot.nextInt(20);
    if (way < 12) {
      return onTime;
    }
    return way < 17 ? onTime + lot.nextInt(days.size() - onTime) : lot.nextInt(days.size());
  }

  /** One to four files of each source. */
  private static Map<String, String> files(List<Raw> records, int night, Random lot) {
    List<Raw> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, lot);
    int most = 1 + lot.nextInt(4);
    Map<String, List<String>> lines = new TreeMap<>();
    for (Raw record : shuffled) {
      String end = HEADERS.containsKey(record.source()) ? ".csv" : ".jsonl";
      String name = "%s/night-%d-%d%s".formatted(record.source(), night, lot.nextInt(most), end);
      lines
          .computeIfAbsent(
              name, n -> new ArrayList<>(List.of(HEADERS.getOrDefault(record.source(), ""))))
          .add(record.line() + "\n");
    }
    return lines.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> String.join("", e.getValue())));
  }

  long recordCount() {
    return nights.stream()
        .flatMap(night -> night.files().values().stream())
        .mapToLong(text -> text.lines().filter(l -> !HEADERS.containsValue(l + "\n")).count())
        .sum();
  }

  /** The cuts: each night's day of the world, how many files it brings, and how often it ran. */
  String cuts() {
    return nights.stream()
        .map(
            night ->
                "%d:%d%s"
                    .formatted(
                        LawsWorld.FIRST.until(night.day()).getDays()
                            + 30 * LawsWorld.FIRST.until(night.day()).getMonths()
                            + 1,
                        night.files().size(),
                        night.times() > 1 ? "x" + night.times() : ""))
        .collect(Collectors.joining(" "));
  }
}
