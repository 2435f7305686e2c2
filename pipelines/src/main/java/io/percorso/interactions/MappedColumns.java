package io.percorso.interactions;

import io.percorso.lake.Field;
import java.util.List;

/** Which columns of {@link Interactions} a source fills at all. */
public final class MappedColumns {
  /** Every column that some mapping may fill, in the order of the declarations' language. */
  public static final List<Field> ALL = List.copyOf(Mapping.COLUMNS.values());

  private MappedColumns() {}

  /** Those that the source's declaration names, in the order of {@link #ALL}. */
  public static List<Field> of(Source source) {
    Mapping mapping = Mapping.of(source);
    return ALL.stream().filter(mapping.columns::containsKey).toList();
  }
}
