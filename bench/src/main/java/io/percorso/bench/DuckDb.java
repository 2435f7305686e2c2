package io.percorso.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database of DuckDB in memory, with as many threads and as much memory as it is given. It may
 * hand out rows in any order, which is its faster way.
 */
public final class DuckDb implements AutoCloseable {
  private final Connection connection;

  private DuckDb(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param megabytes that it may use; beyond, it spills to {@code spill}
   */
  public static DuckDb open(int threads, long megabytes, Path spill) throws SQLException {
    DuckDb database = new DuckDb(DriverManager.getConnection("jdbc:duckdb:"));
    database.run("set threads = " + threads);
    database.run("set memory_limit = '%dMiB'".formatted(megabytes));
    database.run("set temp_directory = '%s'".formatted(spill));
    database.run("set timezone = 'UTC'");
    database.run("set preserve_insertion_order = false");
    return database;
  }

  public void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The one number that a query gives. */
  public long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /**
   * Rows that one query gives and the other does not, each as often as it comes more often.
   *
   * @param one and other: queries with the same columns
   */
  public long differences(String one, String other) throws SQLException {
    return number(
        "select (select count(*) from (%1$s except all %2$s)) + (select count(*) from (%2$s except all %1$s))"
            .formatted("(" + one + ")", "(" + other + ")"));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
