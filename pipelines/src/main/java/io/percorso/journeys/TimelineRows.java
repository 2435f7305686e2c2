package io.percorso.journeys;

import io.percorso.lake.SharedPass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.sql.Row;

/** One partition: sorted interactions in, the rows of all parts out, a few at a time. */
final class TimelineRows implements Iterator<Row> {
  private final Iterator<Row> sorted;
  private final InteractionReader reader;
  private final Timeline.Rules rules;
  private final long cutoff;
  private final Timeline.Listener listener;
  private final Queue<Row> ready = new ArrayDeque<>();
  private Optional<TimelineFold> fold = Optional.empty();
  private String customerId = "";

  TimelineRows(
      Iterator<Row> sorted,
      Timeline.Rules rules,
      long cutoff,
      SharedPass pass,
      List<Timeline.Factory> factories) {
    this.sorted = sorted;
    this.reader = new InteractionReader(rules.touchpoints().naming());
    this.rules = rules;
    this.cutoff = cutoff;
    List<Timeline.Listener> listeners = new ArrayList<>();
    for (int i = 0; i < factories.size(); i++) {
      int part = i;
      listeners.add(factories.get(i).open(values -> ready.add(pass.row(part, values))));
    }
    this.listener = new AllListeners(listeners);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && sorted.hasNext()) {
      take(reader.read(sorted.next()));
    }
    if (ready.isEmpty()) {
      endCustomer();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more rows in this partition");
    }
    return ready.remove();
  }

  private void take(Interaction interaction) {
    if (fold.isEmpty() || !interaction.customerId().equals(customerId)) {
      endCustomer();
      customerId = interaction.customerId();
      fold = Optional.of(new TimelineFold(rules, cutoff, listener));
    }
    fold.get().take(interaction);
  }

  private void endCustomer() {
    fold.ifPresent(TimelineFold::end);
    fold = Optional.empty();
  }
}
