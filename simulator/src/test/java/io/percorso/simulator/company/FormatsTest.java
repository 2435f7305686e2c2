package io.percorso.simulator.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FormatsTest {
  private static final Instant AT = Instant.parse("2026-02-10T09:00:00.123Z");
  private static final Format.Times TIMES =
      new Format.Times(AT, AT.plusMillis(40), AT.plusMillis(350));

  private static String frame(Act act, long id) {
    return Formats.of(act).frame(act, id, TIMES);
  }

  @Test
  void everyActHasAFormat() {
    Set<Class<?>> sampled = new HashSet<>();
    SampleActs.all().forEach(act -> sampled.add(act.getClass()));
    assertThat(sampled).containsExactlyInAnyOrder((Class<?>[]) Act.class.getPermittedSubclasses());
    assertThat(SampleActs.all()).allSatisfy(act -> assertThat(Formats.of(act)).isNotNull());
    assertThat(Formats.all()).extracting(Format::source).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void theSameActAndNumberGiveTheSameText() {
    List<Act> once = SampleActs.all();
    List<Act> again = SampleActs.all();
    for (int i = 0; i < once.size(); i++) {
      assertThat(frame(once.get(i), 5)).isEqualTo(frame(again.get(i), 5));
    }
  }

  @Test
  void anotherNumberIsAnotherDeliveryWithAnIdOfItsOwn() {
    Map<String, String> ids =
        Map.of(
            "generic-json", "id",
            "segment", "messageId",
            "sendgrid", "sg_event_id",
            "stripe-subscriptions", "id");
    for (Act act : SampleActs.all()) {
      String source = Formats.of(act).source();
      if (ids.containsKey(source)) {
        Map<String, String> first = FieldPaths.ofJson(frame(act, 5));
        Map<String, String> second = FieldPaths.ofJson(frame(act, 6));
        String id = ids.get(source);
        assertThat(first.remove(id)).as(source).isNotEqualTo(second.remove(id));
        assertThat(first).isEqualTo(second);
      } else {
        assertThat(frame(act, 5)).isEqualTo(frame(act, 6));
      }
    }
  }

  @Test
  void idsOfDifferentNumbersDifferAndDoNotTellTheNumber() {
    List<LongFunction<String>> kinds =
        List.of(
            number -> Ids.hex("a", number),
            number -> Ids.uuid("a", number),
            number -> Ids.letters("a", number, 14),
            number -> Ids.base64("a", number, 22),
            number -> Ids.hex("b", number));
    Set<String> ids = new HashSet<>();
    LongStream.range(-10_000, 10_000)
        .forEach(number -> kinds.forEach(kind -> ids.add(kind.apply(number))));
    assertThat(ids).hasSize(100_000);
    // A hundred ids of neighbours: what they share, they share by chance.
    assertThat(LongStream.range(4711, 4811).mapToObj(n -> Ids.hex("a", n).substring(12)).distinct())
        .hasSizeGreaterThan(95);
  }

  @Test
  void aUuidLooksLikeVersionFour() {
    assertThat(LongStream.range(0, 1000).mapToObj(number -> Ids.uuid("a", number)))
        .allMatch(
            uuid -> uuid.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-.*"));
  }

  @Test
  void timesAreWrittenAsJavaWritesThem() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      Instant at = Instant.ofEpochMilli(random.nextLong(946_684_800_000L, 4_102_444_800_000L));
      assertThat(Instant.parse(Stamps.iso(at))).isEqualTo(at);
      assertThat(Stamps.isoSeconds(at)).isEqualTo(Stamps.iso(at).substring(0, 19) + "Z");
      assertThat(java.time.OffsetDateTime.parse(Stamps.isoInRome(at)).toEpochSecond())
          .isEqualTo(at.getEpochSecond());
      assertThat(Stamps.spacedMicros(at))
          .isEqualTo(Stamps.iso(at).replace('T', ' ').replace("Z", "000"));
    }
  }

  @Test
  void theAppsVendorCorrectsTheDevicesClock() {
    Act view =
        SampleActs.all().stream()
            .filter(act -> Formats.of(act).source().equals("segment"))
            .findFirst()
            .orElseThrow();
    Instant wrong = AT.plusSeconds(3600);
    Format.Times times = new Format.Times(wrong, wrong.plusMillis(40), AT.plusMillis(350));
    Map<String, String> call = FieldPaths.ofJson(Formats.of(view).frame(view, 1, times));
    assertThat(call)
        .containsEntry("originalTimestamp", "2026-02-10T10:00:00.123Z")
        .containsEntry("timestamp", "2026-02-10T09:00:00.433Z");
  }

  @Test
  void aSurveyNamesTheContactAsItsSourceDoes() {
    for (Act act : SampleActs.all()) {
      String contact = Formats.contact(act);
      if (!contact.isEmpty() && !(act instanceof Act.Call call && call.isTransfer())) {
        assertThat(frame(act, 1)).contains(contact.substring(contact.indexOf(':') + 1));
      }
    }
  }

  @Test
  void ratesAreAFunctionOfSeedAndDayAndWalkSlowly() {
    LocalDate day = LocalDate.of(2026, 3, 2);
    assertThat(RatesFile.of(day, 1))
        .isEqualTo(RatesFile.of(day, 1))
        .isNotEqualTo(RatesFile.of(day, 2))
        .startsWith("day,base,currency,rate\n2026-03-02,EUR,CHF,");
    for (String currency : List.of("CHF", "GBP", "TRY", "USD")) {
      double level = RatesFile.rate(currency, LocalDate.of(2020, 1, 1), 1);
      for (int i = 0; i < 365; i++) {
        double today = RatesFile.rate(currency, day.plusDays(i), 1);
        double tomorrow = RatesFile.rate(currency, day.plusDays(i + 1), 1);
        assertThat(Math.abs(tomorrow / today - 1)).isLessThan(0.01);
        assertThat(today / level).isBetween(0.8, 1.25);
      }
    }
    assertThat(RatesFile.rate("EUR", day, 1)).isEqualTo(1);
  }
}
