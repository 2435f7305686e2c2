package io.percorso.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.percorso.testing.Frames;
import io.percorso.testing.Grid;
import io.percorso.testing.SparkExtension;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class ReturnCurveTest {
  private static final StructType COUNTS =
      new StructType()
          .add("silent_days", DataTypes.IntegerType)
          .add("returned", DataTypes.LongType)
          .add("lost", DataTypes.LongType);

  private static Row silences(int days, long returned, long lost) {
    return new GenericRowWithSchema(new Object[] {days, returned, lost}, COUNTS);
  }

  private static List<Row> rows(double silentReturn, Row... counts) {
    return ReturnCurve.rows(List.of(counts), new ReturnCurve.Rules(silentReturn, 1));
  }

  private static void shows(List<Row> rows, String expected) {
    Grid.of(expected)
        .assertShows(
            rows,
            row ->
                column ->
                    row.get(
                        ReturnCurve.TABLE.indexOf(ReturnCurve.TABLE.field(column).orElseThrow())));
  }

  @Test
  void silencesOfWhoNeverHadAContractAreCounted(SparkSession spark) {
    List<Map<String, Object>> counts =
        Frames.maps(
            ReturnCurve.counts(
                    Lives.of(
                        spark,
                        """
                        customer_id | day        | kind
                        ada         | 2026-03-01 | active
                        ada         | 2026-03-03 | purchased
                        ada         | 2026-03-03 | active
                        ada         | 2026-03-05 | active
                        bob         | 2026-03-30 | active
                        bob         | 2026-03-31 | active
                        cem         | 2026-03-01 | active
                        cem         | 2026-03-02 | subscribed
                        anon-1      | 2026-03-01 | active
                        """))
                .orderBy("silent_days"));

    Grid.of(
            """
            silent_days | returned | lost
            1           | 1        | 0
            2           | 2        | 0
            26          | 0        | 1
            """)
        .assertShows(counts, row -> row::get);
  }

  @Test
  void ofThoseSilentForSoLongThePartThatComesBackIsTold() {
    shows(
        rows(0.1, silences(1, 5, 0), silences(2, 3, 0), silences(4, 0, 2)),
        """
        silent_days | watched_count | returned_count | silent_share | return_share | horizon_days
        0           | 10            | 0              | 1.0          | 0.8          | 2
        1           | 10            | 5              | 0.5          | 0.6          | 2
        2           | 5             | 3              | 0.2          | 0.0          | 2
        3           | 2             | 0              | 0.2          | 0.0          | 2
        4           | 2             | 0              | 0.2          | 0.0          | 2
        """);
  }

  @Test
  void aHorizonHoldsOnlyWhereSilencesAreWatchedForAsLongAgain() {
    Row back = silences(2, 8, 0);

    assertThat(rows(0.1, back, silences(3, 0, 2))).allMatch(row -> row.isNullAt(5));
    assertThat(rows(0.1, back, silences(4, 0, 2))).allMatch(row -> row.getInt(5) == 2);
  }

  @Test
  void theHorizonIsTheFirstAfterWhichAtMostSoManyComeBack() {
    Row[] counts = {silences(1, 10, 0), silences(3, 1, 0), silences(20, 0, 9)};

    assertThat(rows(0.1, counts).get(0).getInt(5)).as("one of ten comes back").isEqualTo(1);
    assertThat(rows(0.09, counts).get(0).getInt(5)).isEqualTo(3);
  }

  @Test
  void withoutSilencesThereIsNoCurve() {
    assertThat(rows(0.1)).isEmpty();
    assertThatThrownBy(() -> new ReturnCurve.Rules(1, 30))
        .hasMessageContaining("retention.silent-return is 1.0");
  }
}
