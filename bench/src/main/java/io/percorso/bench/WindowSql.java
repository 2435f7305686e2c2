package io.percorso.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * Sessions and transitions as anybody would write them in SQL: a pause longer than the gap opens a
 * session (lag), the running sum of openings numbers it, and what comes next within the gap (lead)
 * is a transition. Both engines are given the same; only functions differ in name.
 *
 * @param gapMinutes longest pause within a session
 */
record WindowSql(long gapMinutes) {
  static final String SESSION_COLUMNS = "customer_id, channel, started_at, ended_at, step_count";
  static final String TRANSITION_COLUMNS = "from_touchpoint, to_touchpoint, transition_count";

  /** Name of the rows that the first pass leaves for the two that follow. */
  static final String STEPPED = "stepped";

  /**
   * Names of touchpoints by what decides them, as a table that the first pass joins: source,
   * channel, place, action, touchpoint.
   */
  static final String NAMES = "touchpoint_names";

  private static final String ORDER =
      "(partition by who, channel order by happened_at, sequence, interaction_id)";

  /** Every interaction with whether it opens a session and what follows it there. */
  String stepped(String interactions) {
    return """
    select who, channel, happened_at, sequence, interaction_id, touchpoint,
      case when happened_at - (lag(happened_at) over w) <= interval '%1$d' minute then 0 else 1 end as opens,
      case when (lead(happened_at) over w) - happened_at <= interval '%1$d' minute then lead(touchpoint) over w end as next_touchpoint
    from (%2$s) window w as %3$s
    """
        .formatted(gapMinutes, interactions, ORDER);
  }

  /**
   * @param customerId gives the customer's id of {@code who}
   */
  static String sessions(String customerId) {
    return """
    select %s as customer_id, channel, min(happened_at) as started_at, max(happened_at) as ended_at, count(*) as step_count
    from (select who, channel, happened_at, sum(opens) over %s as number from %s)
    group by who, channel, number
    """
        .formatted(
            customerId,
            ORDER.replace(")", " rows between unbounded preceding and current row)"),
            STEPPED);
  }

  static String transitions() {
    return """
    select touchpoint as from_touchpoint, next_touchpoint as to_touchpoint, count(*) as transition_count
    from %s where next_touchpoint is not null group by touchpoint, next_touchpoint
    """
        .formatted(STEPPED);
  }

  /** What DuckDB reads of files like those of silver.interactions. */
  static String duckDbInteractions(List<String> files) {
    return """
    select i.whom.kind || ':' || i.whom.token as who, i.channel, i.occurred_at::timestamp as happened_at,
      i.sequence, i.interaction_id, n.touchpoint
    from (select *, coalesce(list_filter(identifiers, each -> each.kind = 'customer')[1], identifiers[1]) as whom
      from %s) i join %s n using (source, channel, place, action)
    """
        .formatted(parquet(files), NAMES);
  }

  /** The same in Spark, from a view {@code interactions} with whose each is. */
  static String sparkInteractions() {
    return """
    select i.customer_id as who, i.channel, i.occurred_at as happened_at, i.sequence, i.interaction_id, n.touchpoint
    from interactions i join %s n using (source, channel, place, action)
    """
        .formatted(NAMES);
  }

  /** The product's way to a customer's id; here once a session rather than once an interaction. */
  static final String DUCKDB_CUSTOMER = "substring(sha256(who), 1, 32)";

  /** The same as a source of rows in DuckDB. */
  static String parquet(List<String> files) {
    return "read_parquet([%s])"
        .formatted(String.join(", ", files.stream().map(f -> "'" + f + "'").toList()));
  }

  /** Both results in one database of DuckDB, each written as Parquet. */
  void inDuckDb(DuckDb database, List<String> files, Path out) throws java.sql.SQLException {
    database.run(
        "create or replace temp table %s as %s"
            .formatted(STEPPED, stepped(duckDbInteractions(files))));
    database.run(copy(sessions(DUCKDB_CUSTOMER), out.resolve("sessions.parquet")));
    database.run(copy(transitions(), out.resolve("transitions.parquet")));
    database.run("drop table " + STEPPED);
  }

  static String copy(String query, Path file) {
    return "copy (%s) to '%s' (format parquet)".formatted(query, file);
  }
}
