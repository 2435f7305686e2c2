package io.percorso.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Which identifiers any chain of links connects: each with the least of its component.
 *
 * <p>Few links are joined in one task. Many go through rounds of two shuffles that make every
 * component a star about its least identifier (large-star and small-star), which takes rounds of
 * the order of the logarithm of the longest chain: R. Kiveris et al., Connected Components in
 * MapReduce and Beyond (2014). A loop to a fixed point, so it counts and keeps what a round made.
 */
final class Components {
  private static final StructType MEMBER =
      new StructType()
          .add(IdentityLinks.IDENTIFIER.structField())
          .add(IdentityLinks.COMPONENT_ID.structField());
  private static final String FROM = "from_node";
  private static final String TO = "to_node";
  private static final String NODE = "node";

  private static final StructType EDGE =
      new StructType().add(FROM, DataTypes.StringType).add(TO, DataTypes.StringType);
  private static final String PRINT = "fingerprint";

  private Components() {}

  /**
   * @param links rows with identifier and other_identifier; one with itself makes it known
   * @param localLinks links up to which one task does it
   * @param roundEnded told after each round; not where one task does it
   * @return identifier and component_id, one row per identifier
   */
  static Dataset<Row> build(Dataset<Row> links, long localLinks, Runnable roundEnded) {
    Dataset<Row> edges =
        links
            .select(
                IdentityLinks.IDENTIFIER.col().as(FROM),
                IdentityLinks.OTHER_IDENTIFIER.col().as(TO))
            .persist(StorageLevel.MEMORY_AND_DISK());
    if (edges.count() <= localLinks) {
      MapPartitionsFunction<Row, Row> join = Components::join;
      return edges.coalesce(1).mapPartitions(join, Encoders.row(MEMBER));
    }
    Dataset<Row> stars = stars(edges.where(col(FROM).notEqual(col(TO))), roundEnded);
    return edges
        .select(explode(array(col(FROM), col(TO))).as(NODE))
        .distinct()
        .join(stars, col(NODE).equalTo(col(FROM)), "left")
        .select(
            col(NODE).as(IdentityLinks.IDENTIFIER.name()),
            coalesce(col(TO), col(NODE)).as(IdentityLinks.COMPONENT_ID.name()));
  }

  /** From each node an edge to the least of its component. */
  private static Dataset<Row> stars(Dataset<Row> edges, Runnable roundEnded) {
    Dataset<Row> stars = edges;
    Row before = RowFactory.create();
    while (true) {
      // A checkpoint, not a cache: a round names the one before twice, so that the plan of sixteen
      // rounds would have thousands of parts. On disk, where rounds that are over take no memory.
      Dataset<Row> next =
          smallStar(largeStar(stars)).localCheckpoint(true, StorageLevel.DISK_ONLY());
      Row now = fingerprint(next);
      roundEnded.run();
      if (now.equals(before)) {
        return next;
      }
      before = now;
      stars = next;
    }
  }

  private static Row fingerprint(Dataset<Row> edges) {
    return edges
        .agg(count(lit(1)), sum(xxhash64(col(FROM), col(TO)).cast("decimal(20,0)")).as(PRINT))
        .head();
  }

  /** Every greater neighbour of a node moves to the least node that the node knows. */
  private static Dataset<Row> largeStar(Dataset<Row> edges) {
    Dataset<Row> back = edges.select(col(TO).as(FROM), col(FROM).as(TO));
    return moved(edges.union(back), StarRows.Kind.LARGE);
  }

  /** Every lesser neighbour of a node, and the node, moves to the least of them. */
  private static Dataset<Row> smallStar(Dataset<Row> edges) {
    return moved(edges, StarRows.Kind.SMALL);
  }

  private static Dataset<Row> moved(Dataset<Row> edges, StarRows.Kind kind) {
    MapPartitionsFunction<Row, Row> fold = sorted -> new StarRows(sorted, kind);
    return edges
        .repartition(col(FROM))
        .sortWithinPartitions(col(FROM), col(TO))
        .mapPartitions(fold, Encoders.row(EDGE));
  }

  /** Union-find over all edges of the one partition. */
  private static Iterator<Row> join(Iterator<Row> edges) {
    Map<String, String> parents = new HashMap<>();
    edges.forEachRemaining(
        edge -> {
          String one = root(parents, edge.getString(0));
          String other = root(parents, edge.getString(1));
          if (!one.equals(other)) {
            boolean isLess = one.compareTo(other) < 0;
            parents.put(isLess ? other : one, isLess ? one : other);
          }
        });
    return parents.keySet().stream()
        .map(node -> RowFactory.create(node, root(parents, node)))
        .toList()
        .iterator();
  }

  private static String root(Map<String, String> parents, String node) {
    parents.putIfAbsent(node, node);
    String root = node;
    while (!parents.get(root).equals(root)) {
      root = parents.get(root);
    }
    String each = node;
    while (!each.equals(root)) {
      each = parents.put(each, root);
    }
    return root;
  }
}
