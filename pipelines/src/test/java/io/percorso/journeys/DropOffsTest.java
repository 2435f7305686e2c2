package io.percorso.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.Frames;
import io.percorso.testing.Promised;
import io.percorso.testing.SparkExtension;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class DropOffsTest {
  @Test
  void whoGotNoFurtherIsCountedWhereTheyWentNext(SparkSession spark) {
    Story story =
        Story.of(
            """
            at       | intent | place   | channel | action
            1 09:00  | buy    | product | web     | view
            1 09:10  | buy    | cart    | web     | view
            1 09:30  | buy    | pay     | web     | purchase
            2 09:00  | buy    | product | web     | view
            2 09:04  | buy    | product | web     | click
            6 09:00  | buy    | product | web     | view
            6 09:10  | buy    | home    | web     | view
            6 09:20  | buy    | product | web     | view
            9 09:00  | buy    | product | web     | view
            9 09:20  | buy    | home    | web     | view
            12 09:00 | buy    | product | web     | view
            12 09:10 | buy    | cart    | web     | view
            12 09:13 | buy    | help    | chat    | message
            28 09:00 | buy    | product | web     | view
            """);
    Dataset<Row> entries =
        Frames.of(spark, FunnelEntries.TABLE, FunnelEntriesTest.entries(story, FunnelsTest.SHOP));
    Dataset<Row> dropOffs = DropOffs.build(entries, FunnelsTest.endOf(29));
    Story.draw(
        Frames.maps(
            dropOffs
                .selectExpr("*", "round(share, 3) as rounded")
                .orderBy("step_number", "next_touchpoint")),
        """
        month      | funnel | step_number | step | next_touchpoint | next_channel | drop_off_count | customer_count | rounded | median_minutes
        2026-03-01 | shop   | 1           | see  | home            | web          | 2              | 1              | 0.667   | 15.0
        2026-03-01 | shop   | 1           | see  | left            | left         | 1              | 1              | 0.333   | 4.0
        2026-03-01 | shop   | 2           | put  | help            | chat         | 1              | 1              | 1.0     | 3.0
        """);
    assertThat(Promised.broken(DropOffs.TABLE, dropOffs)).isEmpty();
  }
}
