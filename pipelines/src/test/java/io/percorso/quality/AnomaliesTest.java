package io.percorso.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.lake.UserError;
import io.percorso.quality.Anomalies.SourceHistory;
import io.percorso.quality.Anomaly.Kind;
import io.percorso.testing.BaseSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AnomaliesTest {
  private static final Anomalies.Rules RULES = Anomalies.Rules.from(BaseSettings.inUtc());
  private static final LocalDate LAST = DailyWorld.LAST;
  private static final int DAYS = 35;

  /** Volume and scatter of five sources for which the promises of the documentation hold. */
  private static final double[] USUAL = {2_000, 3_000, 5_000, 10_000, 20_000};

  private static final double SCATTER = 0.03;

  /** Anomalies of the last day. */
  private static List<Anomaly> onLast(SourceHistory source) {
    return Anomalies.find(source, LAST, RULES).stream().filter(a -> a.day().equals(LAST)).toList();
  }

  private static DailyWorld world(int which, long seed) {
    return new DailyWorld("s" + which, seed * 31 + which, DAYS, USUAL[which], SCATTER);
  }

  /** So many records a day, weekdays and weekends alike. */
  private static TreeMap<LocalDate, Long> even(int days, long records) {
    TreeMap<LocalDate, Long> even = new TreeMap<>();
    for (int i = 0; i < days; i++) {
      even.put(LAST.minusDays(i), records + i % 3);
    }
    return even;
  }

  private static SourceHistory source(Map<LocalDate, Long> records) {
    return new SourceHistory("web", LAST.minusDays(100), 0, records, Map.of());
  }

  private static List<Kind> kinds(List<Anomaly> anomalies) {
    return anomalies.stream().map(Anomaly::kind).toList();
  }

  @Test
  void aLossOfThreeTenthsIsFoundInEveryOneOfAHundredWorlds() {
    for (int which = 0; which < USUAL.length; which++) {
      int found = 0;
      for (long seed = 1; seed <= 100; seed++) {
        found +=
            kinds(onLast(world(which, seed).lose(0.3).history())).contains(Kind.VOLUME_LOW) ? 1 : 0;
      }
      assertThat(found).as("%s records a day", USUAL[which]).isEqualTo(100);
    }
  }

  @Test
  void fivePointsMoreOfEmptyValuesAreFoundInEveryOneOfAHundredWorlds() {
    for (double share : List.of(0.0, 0.02, 0.1, 0.2)) {
      int found = 0;
      for (long seed = 1; seed <= 100; seed++) {
        DailyWorld world = new DailyWorld("web", seed, DAYS, 10_000, SCATTER);
        world.column("campaign", share, 0.003).empty("campaign", 0.05);
        found += kinds(onLast(world.history())).contains(Kind.NULLS_HIGH) ? 1 : 0;
      }
      assertThat(found).as("usually %s empty", share).isEqualTo(100);
    }
  }

  /** Five sources of ten columns each; also rather restless ones, where less is found. */
  @Test
  void atMostOneOfAHundredCleanNightsGivesAFalseAlarm() {
    for (double scatter : List.of(SCATTER, 0.08)) {
      int nights = 400;
      List<Long> alarmed = new ArrayList<>();
      for (long seed = 1; seed <= nights; seed++) {
        long alarms = 0;
        for (int which = 0; which < USUAL.length; which++) {
          DailyWorld world =
              new DailyWorld("s", seed * 977 + which, DAYS, USUAL[which] / 4, scatter);
          for (int column = 0; column < 10; column++) {
            world.column("column_" + column, column * 0.05, 0.004);
          }
          alarms += onLast(world.history()).stream().filter(Anomaly::isAlarm).count();
        }
        if (alarms > 0) {
          alarmed.add(seed);
        }
      }
      assertThat(alarmed)
          .as("of %d nights, scatter %s", nights, scatter)
          .hasSizeLessThanOrEqualTo(nights / 100);
    }
  }

  @Test
  void anEmptyDayOfADailySourceIsNoData() {
    TreeMap<LocalDate, Long> records = even(60, 500);
    records.remove(LAST);
    assertThat(onLast(source(records)))
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.kind()).isEqualTo(Kind.NO_DATA);
              assertThat(a.sentence())
                  .isEqualTo("web: no record on Tuesday 2026-03-31, usually about 501");
            });
  }

  @Test
  void aWeekdayOnWhichNothingEverComesIsNotMissed() {
    TreeMap<LocalDate, Long> records = even(63, 500);
    records.keySet().removeIf(day -> day.getDayOfWeek() == LAST.getDayOfWeek());
    assertThat(Anomalies.find(source(records), LAST, RULES)).noneMatch(Anomaly::isAlarm);
  }

  @Test
  void aWeekOfOutageDoesNotHideTheNextLoss() {
    TreeMap<LocalDate, Long> records = even(60, 2_000);
    for (int i = 8; i < 15; i++) {
      records.remove(LAST.minusDays(i));
    }
    records.put(LAST, 1_400L);
    List<Anomaly> found = Anomalies.find(source(records), LAST, RULES);
    assertThat(kinds(found)).containsOnly(Kind.NO_DATA, Kind.VOLUME_LOW);
    assertThat(found).hasSize(8);
  }

  @Test
  void beforeFourWeeksADayIsHeldAgainstAllDays() {
    TreeMap<LocalDate, Long> records = even(20, 2_000);
    records.put(LAST, 1_000L);
    assertThat(kinds(onLast(source(records)))).containsExactly(Kind.VOLUME_LOW);
  }

  @Test
  void aSourceWithFewDaysIsNotJudged() {
    TreeMap<LocalDate, Long> records = even(RULES.leastDays(), 2_000);
    records.remove(LAST);
    assertThat(kinds(onLast(source(records)))).containsExactly(Kind.NOT_ENOUGH_DATA);
    records.put(LAST.minusDays(RULES.leastDays()), 2_000L);
    assertThat(kinds(onLast(source(records)))).containsExactly(Kind.NO_DATA);
  }

  @Test
  void aSourceWithFewRecordsIsNotJudged() {
    TreeMap<LocalDate, Long> records = even(60, 20);
    records.remove(LAST);
    assertThat(kinds(onLast(source(records)))).containsExactly(Kind.NOT_ENOUGH_DATA);
  }

  @Test
  void historyBeforeTheFirstDeliveryIsComparedWithButNotJudged() {
    TreeMap<LocalDate, Long> records = even(60, 2_000);
    records.put(LAST.minusDays(2), 10L);
    records.put(LAST.minusDays(1), 10L);
    SourceHistory source = new SourceHistory("web", LAST.minusDays(1), 0, records, Map.of());
    assertThat(Anomalies.find(source, LAST, RULES))
        .extracting(Anomaly::day)
        .containsExactly(LAST.minusDays(1));
  }

  @Test
  void aFirstLoadOfHistoryAloneIsNotCalledUsual() {
    SourceHistory source = new SourceHistory("web", LAST.plusDays(1), 0, even(60, 2_000), Map.of());
    assertThat(kinds(Anomalies.find(source, LAST, RULES))).containsExactly(Kind.NOT_ENOUGH_DATA);
  }

  @Test
  void theDaysThatASourceMayBeBehindAreNotJudged() {
    TreeMap<LocalDate, Long> records = even(60, 2_000);
    records.remove(LAST);
    assertThat(
            Anomalies.find(
                new SourceHistory("crm", LAST.minusDays(50), 1, records, Map.of()), LAST, RULES))
        .isEmpty();
  }

  @Test
  void aColumnThatComesBackIsToldToo() {
    TreeMap<LocalDate, Long> records = even(60, 2_000);
    Map<LocalDate, Long> half = new TreeMap<>();
    records.forEach((day, count) -> half.put(day, count / 2));
    half.put(LAST, 0L);
    SourceHistory source =
        new SourceHistory("web", LAST.minusDays(50), 0, records, Map.of("campaign", half));
    assertThat(onLast(source))
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.kind()).isEqualTo(Kind.NULLS_LOW);
              assertThat(a.sentence())
                  .isEqualTo(
                      "web: campaign is empty in 0.0 % of the records of Tuesday 2026-03-31,"
                          + " usually in 50.0 %");
            });
  }

  @Test
  void aLossIsToldAgainstTheSameWeekday() {
    TreeMap<LocalDate, Long> records = even(60, 2_000);
    records.put(LAST, 1_380L);
    assertThat(onLast(source(records)).get(0).sentence())
        .isEqualTo(
            "web: 31 % fewer records than usual for a Tuesday (1,380 on 2026-03-31, usually about"
                + " 2,001)");
  }

  @Test
  void aRowHoldsWhatWasFoundUnderItsRun() {
    Anomaly anomaly = new Anomaly("web", LAST, Anomaly.RECORDS, Kind.VOLUME_LOW, 70, 100, -5);
    Row row = Anomalies.row(anomaly, "run");
    assertThat(row.length()).isEqualTo(Anomalies.TABLE.fields().size());
    assertThat(row.getString(Anomalies.TABLE.indexOf(Anomalies.KIND))).isEqualTo("volume_low");
    assertThat(Kind.of("volume_low")).isEqualTo(Kind.VOLUME_LOW);
  }

  @Test
  void moreDaysNeededThanLookedAtIsAMistake() {
    assertThatThrownBy(
            () ->
                Anomalies.Rules.from(BaseSettings.inUtc().with("quality.least-days", "29", "test")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("quality.days is 28 and quality.least-days 29");
  }
}
