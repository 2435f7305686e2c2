package io.percorso.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.lake.Digest;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Ledger;
import io.percorso.lake.Run;
import io.percorso.lake.Table;
import io.percorso.testing.SparkExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A lake on an object store, against an S3 server in a JVM of its own. */
@ExtendWith(SparkExtension.class)
class S3LakeTest {
  private static final Field KEY = Field.id("thing_id", "Name of the thing");
  private static final Field COUNT = Field.bigint("thing_count", "How many");
  private static final Table THINGS =
      Table.named("silver.things", "One row per thing", KEY, COUNT).grain(KEY);

  private Process server;
  private int port;

  @BeforeEach
  void startServer(@TempDir Path folder) throws IOException, InterruptedException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.createDirectories(folder.resolve("buckets/lake"));
    Path properties = folder.resolve("s3proxy.conf");
    Files.writeString(
        properties,
        """
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.identity=test-key
        s3proxy.credential=test-secret
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
            .formatted(port, folder.resolve("buckets")));
    Path logging = folder.resolve("logback.xml");
    Files.writeString(logging, "<configuration><root level=\"ERROR\"/></configuration>");
    String classPath = Files.readString(Path.of("src/test/s3-server/target/classpath")).strip();
    server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dlogback.configurationFile=" + logging,
                "-cp",
                classPath,
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    for (int attempt = 0; !answers(); attempt++) {
      if (attempt > 300 || !server.isAlive()) {
        throw new IllegalStateException(
            "the S3 server did not start: " + Files.readString(folder.resolve("server.log")));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @AfterEach
  void stopServer() {
    server.destroy();
  }

  @Test
  void aTableIsWrittenChangedAndReadOnAnObjectStore(SparkSession session) {
    SparkSession spark = session.newSession();
    var hadoop = spark.sparkContext().hadoopConfiguration();
    hadoop.set("fs.s3a.endpoint", "http://127.0.0.1:" + port);
    hadoop.set("fs.s3a.endpoint.region", "us-east-1");
    hadoop.set("fs.s3a.path.style.access", "true");
    hadoop.set("fs.s3a.access.key", "test-key");
    hadoop.set("fs.s3a.secret.key", "test-secret");
    hadoop.set("fs.s3a.connection.ssl.enabled", "false");
    hadoop.set(
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    hadoop.set("fs.s3a.attempts.maximum", "2");
    hadoop.set("fs.s3a.retry.limit", "2");
    Lake lake = new Lake(spark, "s3a://lake/percorso");

    run(lake, 1)
        .append(
            THINGS,
            List.of(),
            things(lake, RowFactory.create("a", 1L), RowFactory.create("b", 2L)));
    run(lake, 2)
        .replaceScope(
            THINGS,
            List.of(),
            lake.read(THINGS),
            things(lake, RowFactory.create("a", 5L), RowFactory.create("c", 3L)));

    Dataset<Row> expected = things(lake, RowFactory.create("a", 5L), RowFactory.create("c", 3L));
    SparkExtension.assertSameRows(expected, lake.read(THINGS));
    assertThat(Digest.of(lake.read(THINGS), THINGS.fields()))
        .isEqualTo(Digest.of(expected, THINGS.fields()));
  }

  private static Run run(Lake lake, long number) {
    return new Run(
        lake,
        "nightly-" + number,
        number,
        new Run.Inputs("inputs", "rules"),
        new Ledger(lake).currentVersions(),
        w -> {});
  }

  private static Dataset<Row> things(Lake lake, Row... rows) {
    return lake.rows(THINGS, List.of(rows));
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
