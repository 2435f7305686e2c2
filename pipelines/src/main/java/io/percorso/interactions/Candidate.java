package io.percorso.interactions;

import io.percorso.lake.Field;
import java.util.Arrays;
import java.util.List;

/**
 * A record that could be parsed, with its values in the order of {@link Interactions#TABLE}; which
 * of several deliveries wins is not decided yet. A value that the table allows to be null is null.
 *
 * @param groupKey records that can be deliveries of one thing have the same
 * @param values one per column
 */
record Candidate(String groupKey, List<Object> values) implements Outcome {
  static final int WIDTH = Interactions.TABLE.fields().size();

  static Candidate of(String groupKey, Object[] values) {
    return new Candidate(groupKey, Arrays.asList(values));
  }

  Object value(Field field) {
    return values.get(Interactions.TABLE.indexOf(field));
  }
}
