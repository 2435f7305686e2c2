package io.percorso.interactions;

import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * One row per record that could be parsed and whose verdict waits for other deliveries of the same
 * thing. Lives within a run, between parsing and resolving; not stored.
 */
public final class Candidates {
  public static final Field GROUP_KEY =
      Field.id("group_key", "Equal for records that can be deliveries of one thing");
  public static final Field IS_STORED =
      Field.flag("is_stored", "True for a row of silver.interactions from an earlier run")
          .arrival();

  public static final Table TABLE =
      Table.named(
          "silver.candidates",
          "One row per record that could be parsed",
          fields().toArray(Field[]::new));

  private Candidates() {}

  private static List<Field> fields() {
    List<Field> fields = new ArrayList<>(List.of(GROUP_KEY, IS_STORED));
    fields.addAll(Interactions.TABLE.fields());
    return fields;
  }
}
