package io.percorso.testing;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import com.holdenkarau.spark.testing.SparkSessionProvider;
import io.percorso.lake.LakeSession;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the one Spark session of its JVM, as a parameter, and compares Datasets through
 * spark-testing-base. Use with {@code @ExtendWith(SparkExtension.class)}.
 */
public final class SparkExtension implements ParameterResolver {
  private static SparkSession session;

  /**
   * The session that all room tests share: two cores, Delta, nothing written outside a test's own
   * folder.
   */
  public static synchronized SparkSession session() {
    if (session == null) {
      SparkSession.Builder builder =
          SparkSession.builder()
              .master("local[2]")
              .appName("percorso-tests")
              .config("spark.sql.shuffle.partitions", 2)
              .config(
                  "spark.sql.warehouse.dir",
                  System.getProperty("java.io.tmpdir") + "/percorso-warehouse");
      LakeSession.defaults().forEach(builder::config);
      session = builder.getOrCreate();
      session.sparkContext().setLogLevel("ERROR");
      // spark-testing-base makes a session of its own, for an older Spark, unless it is given one.
      SparkSessionProvider._sparkSession_$eq(session);
    }
    return session;
  }

  /**
   * Fails, and prints the rows that differ, unless both hold the same rows, each as often, in any
   * order.
   */
  public static void assertSameRows(Dataset<Row> expected, Dataset<Row> actual) {
    session();
    new Comparison().assertDataFrameNoOrderEquals(expected, actual);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return session();
  }

  private static final class Comparison extends JavaDataFrameSuiteBase {}
}
