package io.percorso.identity;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One partition of edges, sorted by node, then by neighbour, in; edges that move a node's
 * neighbours to the least of them out. Where the neighbours are sorted the least comes first, so
 * nothing is kept. An edge that is told twice counts once.
 */
final class StarRows implements Iterator<Row> {
  /** Which neighbours of a node move. */
  enum Kind {
    /** The greater ones, to the least of all and of the node. */
    LARGE,
    /** All of them, and the node, to the least of them; only lesser neighbours are told. */
    SMALL
  }

  private final Iterator<Row> sorted;
  private final Kind kind;
  private final Queue<Row> ready = new ArrayDeque<>(1);
  private String node = "";
  private String least = "";
  private String last = "";

  StarRows(Iterator<Row> sorted, Kind kind) {
    this.sorted = sorted;
    this.kind = kind;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && sorted.hasNext()) {
      Row edge = sorted.next();
      take(edge.getString(0), edge.getString(1));
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more edges in this partition");
    }
    return ready.remove();
  }

  private void take(String from, String to) {
    boolean isFirst = !from.equals(node);
    if (!isFirst && to.equals(last)) {
      return;
    }
    last = to;
    if (isFirst) {
      node = from;
      least = kind == Kind.LARGE && from.compareTo(to) < 0 ? from : to;
    }
    if (kind == Kind.LARGE) {
      if (to.compareTo(from) > 0) {
        ready.add(RowFactory.create(to, least));
      }
    } else {
      ready.add(RowFactory.create(isFirst ? from : to, least));
    }
  }
}
