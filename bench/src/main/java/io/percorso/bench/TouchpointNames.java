package io.percorso.bench;

import io.percorso.interactions.Action;
import io.percorso.interactions.Channel;
import io.percorso.interactions.Interactions;
import io.percorso.jobs.NightSteps;
import io.percorso.journeys.Touchpoints;
import io.percorso.lake.Field;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One row per source, channel, place and action of the stored interactions, with the touchpoint
 * that conf/touchpoints.yaml names: what the peers join instead of its rules.
 */
final class TouchpointNames {
  private static final List<Field> DECISIVE =
      List.of(Interactions.SOURCE, Interactions.CHANNEL, Interactions.PLACE, Interactions.ACTION);

  private TouchpointNames() {}

  /** Writes them as Parquet, for {@link #load} and for Spark. */
  static void write(NightSteps night, Path folder) {
    Touchpoints.Naming naming = night.timelineRules().touchpoints().naming();
    List<Row> rows = new ArrayList<>();
    night
        .read(Interactions.TABLE)
        .select(DECISIVE.stream().map(Field::col).toArray(Column[]::new))
        .distinct()
        .collectAsList()
        .forEach(row -> rows.add(named(row, naming)));
    StructType schema = new StructType();
    for (Field field : DECISIVE) {
      schema = schema.add(field.name(), DataTypes.StringType);
    }
    schema = schema.add(Touchpoints.TOUCHPOINT.name(), DataTypes.StringType);
    night
        .spark()
        .createDataFrame(rows, schema)
        .coalesce(1)
        .write()
        .mode("overwrite")
        .parquet(folder.toString());
  }

  /** Makes them a table of the database, in place of the one before. */
  static void load(DuckDb database, Path folder) throws SQLException {
    database.run(
        "create or replace table %s as select * from read_parquet('%s/*.parquet')"
            .formatted(WindowSql.NAMES, folder));
  }

  private static Row named(Row row, Touchpoints.Naming naming) {
    String source = row.getString(0);
    String channel = row.getString(1);
    String place = row.getString(2);
    String action = row.getString(3);
    Touchpoints.Name name =
        naming.name(
            source,
            one(Channel.values(), each -> each.word().equals(channel)),
            place,
            one(Action.values(), each -> each.word().equals(action)));
    return RowFactory.create(source, channel, place, action, name.touchpoint());
  }

  private static <T> T one(T[] values, Predicate<T> isIt) {
    return Stream.of(values).filter(isIt).findFirst().orElseThrow();
  }
}
