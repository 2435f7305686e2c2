package io.percorso.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.SparkExtension;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class DigestTest {
  private static final Field A = Field.text("a", "First");
  private static final Field B = Field.text("b", "Second");
  private static final Field C = Field.real("c", "Number");
  private static final Field D = Field.words("d", "List");
  private static final Table TABLE = Table.named("silver.things", "One row per thing", A, B, C, D);

  private final SparkSession spark;

  DigestTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void theOrderOfRowsDoesNotMatterAndADoubledRowDoes() {
    Row one = row("x", "y", 1.0, "p");
    Row two = row("z", null, 2.0);
    assertThat(digest(one, two)).isEqualTo(digest(two, one));
    assertThat(digest(one, two)).isNotEqualTo(digest(one, two, two));
    assertThat(digest(one, one, two, two)).isNotEqualTo(digest(one, two));
  }

  @Test
  void aValueInAnotherColumnIsAnotherRow() {
    assertThat(digest(row("x", null, 1.0))).isNotEqualTo(digest(row(null, "x", 1.0)));
  }

  @Test
  void negativeZeroIsZeroAndThereIsOneNaN() {
    assertThat(digest(row("x", "y", -0.0))).isEqualTo(digest(row("x", "y", 0.0)));
    double otherNaN = Double.longBitsToDouble(0x7ff8000000000001L);
    assertThat(digest(row("x", "y", otherNaN))).isEqualTo(digest(row("x", "y", Double.NaN)));
    assertThat(digest(row("x", "y", null))).isNotEqualTo(digest(row("x", "y", 0.0)));
  }

  @Test
  void arraysKeepTheirOrderAndAnEmptyOneIsNotNull() {
    assertThat(digest(row("x", "y", 1.0, "p", "q")))
        .isNotEqualTo(digest(row("x", "y", 1.0, "q", "p")));
    Row none = RowFactory.create("x", "y", 1.0, null);
    assertThat(digest(row("x", "y", 1.0))).isNotEqualTo(digest(none));
  }

  private Digest digest(Row... rows) {
    return Digest.of(spark.createDataFrame(List.of(rows), TABLE.schema()), TABLE.fields());
  }

  private static Row row(String a, String b, Double c, String... d) {
    return RowFactory.create(a, b, c, Arrays.asList(d));
  }
}
