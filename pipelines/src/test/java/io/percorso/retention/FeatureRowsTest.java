package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.lake.Field;
import io.percorso.retention.CustomerEvents.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class FeatureRowsTest {
  /** Columns of a fact, in the order in which they are made here. */
  private static final List<Field> COLUMNS =
      List.of(
          CustomerFacts.CUSTOMER_ID,
          CustomerFacts.DAY,
          CustomerFacts.AT,
          CustomerFacts.FACT,
          CustomerFacts.ID,
          CustomerFacts.FIRST,
          CustomerFacts.SECOND,
          CustomerFacts.WORD,
          CustomerFacts.COLLECTION,
          CustomerFacts.TIER,
          CustomerFacts.SINCE);

  private static final List<LocalDate> SNAPSHOTS =
      Stream.of(0, 28, 56, 84, 100).map(Facts::day).toList();

  private static final List<String> KINDS =
      Stream.concat(
              Arrays.stream(Kind.values()).map(Kind::word),
              Stream.of("active", "failed", "friction", "repeated", "waited", "abandoned"))
          .toList();

  @Test
  void aSnapshotBeforeACustomersFirstFactAndOneOfWhomNothingIsToLoseGiveNoRow() {
    List<Row> facts =
        List.of(
            fact("ada", 30, "active"),
            fact("bob", 84, "active"),
            fact("eva", 0, "active"),
            fact("eva", 99, "active"));

    assertThat(told(facts))
        .containsExactly(
            "ada 56",
            "ada 84",
            "ada 100 now",
            "bob 100 now",
            "eva 28",
            "eva 56",
            "eva 84",
            "eva 100 now");
  }

  @Test
  void whatHappensOnTheDayOfTheSnapshotIsKnownAtItsEnd() {
    List<Row> facts = List.of(fact("ada", 0, "active"), fact("ada", 28, "purchased"));

    assertThat(rows(facts).get(0).<Double>getAs("days_since_purchase")).isZero();
  }

  @Test
  void noCustomerKnowsWhatAnotherDid() {
    List<Row> ada = history(new Random(1), "ada");
    List<Row> bob = history(new Random(2), "bob");
    List<Row> both = new ArrayList<>(ada);
    both.addAll(bob);

    assertThat(texts(rows(both)))
        .isEqualTo(Stream.concat(texts(rows(ada)).stream(), texts(rows(bob)).stream()).toList());
  }

  @Test
  void afterTheLastRowThereIsNone() {
    Iterator<Row> none = new FeatureRows(List.<Row>of().iterator(), SNAPSHOTS, Facts.RULES);

    assertThat(none.hasNext()).isFalse();
    Assertions.assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(none::next);
  }

  @Test
  void whateverIsChangedOfTheFutureThePastOfTwoHundredCustomersStays() {
    int compared = 0;
    int changed = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Row> facts = history(random, "ada");
      List<Row> before = rows(facts);
      for (LocalDate at : SNAPSHOTS) {
        List<Row> after = rows(withAnotherFuture(random, facts, at));
        assertThat(texts(until(after, at)))
            .as("customer %d, known on %s", seed, at)
            .isEqualTo(texts(until(before, at)));
        compared += until(before, at).size();
        changed += texts(after).equals(texts(before)) ? 0 : 1;
      }
    }
    assertThat(compared).as("rows that were compared").isGreaterThan(1000);
    assertThat(changed).as("futures that differ").isGreaterThan(500);
  }

  private static List<Row> history(Random random, String customer) {
    List<Row> facts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      facts.add(anyFact(random, customer, random.nextInt(110)));
    }
    return facts;
  }

  /** Some of what came later did not, some came on other days or otherwise, and more came. */
  private static List<Row> withAnotherFuture(Random random, List<Row> facts, LocalDate at) {
    List<Row> other = new ArrayList<>();
    int first = (int) (at.toEpochDay() - Facts.day(0).toEpochDay()) + 1;
    for (Row fact : facts) {
      if (!fact.<LocalDate>getAs(CustomerFacts.DAY.name()).isAfter(at)) {
        other.add(fact);
      } else if (random.nextBoolean()) {
        other.add(anyFact(random, "ada", first + random.nextInt(20)));
        other.add(fact);
      }
    }
    Collections.shuffle(other, random);
    return other;
  }

  private static Row anyFact(Random random, String customer, int day) {
    String kind = KINDS.get(random.nextInt(KINDS.size()));
    return row(
        customer,
        Facts.day(day),
        instant(day, random.nextInt(86_400)),
        kind,
        "v" + random.nextInt(5),
        random.nextInt(4) == 0 ? null : (double) random.nextInt(50),
        (double) random.nextInt(10),
        kind.equals("answered") ? "NPS" : random.nextBoolean() ? "flat" : null,
        random.nextBoolean() ? "charge_automatically" : null,
        random.nextBoolean() ? "tier" + random.nextInt(3) : null,
        random.nextInt(5) == 0 ? Facts.day(random.nextInt(100) - 50) : null);
  }

  private static Row fact(String customer, int day, String fact) {
    return row(
        customer, Facts.day(day), instant(day, 0), fact, "", 1.0, 0.0, null, null, null, null);
  }

  private static Instant instant(int day, int second) {
    return Facts.day(day).atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(second);
  }

  private static Row row(Object... values) {
    StructType schema = new StructType();
    for (Field column : COLUMNS) {
      schema = schema.add(DataTypes.createStructField(column.name(), column.type(), true));
    }
    return new GenericRowWithSchema(values, schema);
  }

  /** In the order that Spark brings them in. */
  private static List<Row> rows(List<Row> facts) {
    List<Row> sorted =
        facts.stream()
            .sorted(
                Comparator.comparing((Row row) -> row.getString(0))
                    .thenComparing(row -> row.<LocalDate>getAs(1))
                    .thenComparing(row -> row.<Instant>getAs(2))
                    .thenComparing(row -> row.getString(3))
                    .thenComparing(row -> row.getString(4)))
            .toList();
    List<Row> rows = new ArrayList<>();
    new FeatureRows(sorted.iterator(), SNAPSHOTS, Facts.RULES)
        .forEachRemaining(row -> rows.add(new GenericRowWithSchema(values(row), SCHEMA)));
    return rows;
  }

  private static final StructType SCHEMA = CustomerFeatures.TABLE.schema();

  private static Object[] values(Row row) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return values;
  }

  private static List<Row> until(List<Row> rows, LocalDate at) {
    return rows.stream().filter(row -> !row.<LocalDate>getAs("snapshot_day").isAfter(at)).toList();
  }

  private static List<String> texts(List<Row> rows) {
    return rows.stream().map(Row::toString).toList();
  }

  private static List<String> told(List<Row> facts) {
    return rows(facts).stream()
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "%s %d%s",
                    row.<String>getAs("customer_id"),
                    row.<LocalDate>getAs("snapshot_day").toEpochDay() - Facts.day(0).toEpochDay(),
                    row.<Boolean>getAs("is_reconstructed") ? "" : " now"))
        .toList();
  }
}
