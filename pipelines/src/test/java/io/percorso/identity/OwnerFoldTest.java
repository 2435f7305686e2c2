package io.percorso.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Logins as {@code day customer}; days are counted from an arbitrary one, spans told in days. */
class OwnerFoldTest {
  private static final long DAY = 86_400_000_000L;
  private static final long START = 20_000 * DAY;

  @Test
  void aFirstLoginGoesBackByTheLookBackAndHoldsUntilAnother() {
    assertThat(spans("40 eve", "45 eve", "50 bob"))
        .containsExactly("10 to 50 eve", "50 to ever bob");
  }

  @Test
  void oneLoginNeverClaimsWhatAnotherDidBefore() {
    assertThat(spans("40 eve", "41 bob", "42 eve"))
        .containsExactly("10 to 41 eve", "41 to 42 bob", "42 to ever eve");
  }

  @Test
  void aLoginInsertedInTheMiddleTakesItsPartOnly() {
    assertThat(spans("40 eve", "60 eve")).containsExactly("10 to ever eve");
    assertThat(spans("40 eve", "50 bob", "60 eve"))
        .containsExactly("10 to 50 eve", "50 to 60 bob", "60 to ever eve");
  }

  @Test
  void fourCustomersWithinTheWindowShareItFromTheWindowsStartForAllLaterTime() {
    assertThat(spans("40 a", "50 b", "60 c", "70 d", "500 a"))
        .as("day 40 to day 70 is exactly the window")
        .isEmpty();
    assertThat(spans("39 a", "50 b", "60 c", "70 d")).as("a day more than the window").hasSize(4);
    assertThat(spans("10 a", "40 b", "50 c", "60 d", "70 e", "500 a"))
        .containsExactly("-20 to 40 a");
  }

  @Test
  void aKioskIsNobodysAlsoAfterAQuietYearWithOneCustomerOnly() {
    assertThat(spans("10 a", "15 b", "20 c", "39 d", "404 a", "405 a", "500 a")).isEmpty();
    assertThat(spans("1 eve", "40 a", "45 b", "50 c", "55 d", "420 eve"))
        .as("who logged in before it was a kiosk keeps that time")
        .containsExactly("-29 to 40 eve");
  }

  @Test
  void aTokenOnWhichAMillionCustomersLogInIsItsFirstOwnersUntilTheCrowdCame() {
    List<String> spans = new ArrayList<>();
    OwnerFold fold =
        new OwnerFold(
            CoreFoldTest.RULES,
            (from, until, customer) -> spans.add(day(from) + " to " + day(until) + " " + customer));
    fold.take(new OwnerFold.Login(START, "first"));
    for (int i = 0; i < 1_000_000; i++) {
      fold.take(new OwnerFold.Login(START + 100 * DAY + i, Integer.toString(i)));
    }
    fold.end();

    assertThat(spans).containsExactly("-30 to 100 first");
  }

  @Test
  void threeCustomersMayShareABrowserForYears() {
    assertThat(spans("40 a", "41 b", "42 c", "43 a", "44 b", "45 c")).hasSize(6);
  }

  @Test
  void twoAtOneMomentLeaveNoEmptySpan() {
    assertThat(spans("40 a", "40 b")).containsExactly("10 to 40 a", "40 to ever b");
    assertThat(spans("40 a", "41 b", "41 c")).containsExactly("10 to 41 a", "41 to ever c");
  }

  @Test
  void nobodyLoggedInIsNobodys() {
    assertThat(spans()).isEmpty();
  }

  @Test
  void tenThousandRandomHistoriesAreTheSameInAnyOrderOfArrivalAndNeverOverlap() {
    Random random = new Random(20260322);
    for (int history = 0; history < 10_000; history++) {
      List<String> logins = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        logins.add(random.nextInt(200) + " " + (char) ('a' + random.nextInt(5)));
      }
      List<String> told = spans(logins.toArray(String[]::new));
      Collections.shuffle(logins, random);
      assertThat(spans(logins.toArray(String[]::new))).isEqualTo(told);
      String until = "";
      for (String span : told) {
        String[] parts = span.split(" ", -1);
        assertThat(parts[0]).isNotEqualTo(parts[2]);
        if (!until.isEmpty()) {
          assertThat(parts[0]).isEqualTo(until);
        }
        until = parts[2];
      }
    }
  }

  private static List<String> spans(String... texts) {
    List<String> spans = new ArrayList<>();
    OwnerFold fold =
        new OwnerFold(
            CoreFoldTest.RULES,
            (from, until, customer) -> spans.add(day(from) + " to " + day(until) + " " + customer));
    Arrays.stream(texts)
        .map(text -> text.split(" ", -1))
        .map(p -> new OwnerFold.Login(START + Long.parseLong(p[0]) * DAY, p[1]))
        .sorted(
            Comparator.comparingLong(OwnerFold.Login::at)
                .thenComparing(OwnerFold.Login::customerId))
        .forEach(fold::take);
    fold.end();
    return spans;
  }

  private static String day(long at) {
    return at == CustomerIds.NEVER ? "ever" : Long.toString((at - START) / DAY);
  }
}
