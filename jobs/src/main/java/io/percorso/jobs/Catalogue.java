package io.percorso.jobs;

import io.percorso.interactions.Interactions;
import io.percorso.lake.NearestName;
import io.percorso.lake.Table;
import io.percorso.lake.UserError;
import java.util.List;

/** Every table that Percorso stores, in the order in which data flows. */
final class Catalogue {
  private Catalogue() {}

  static List<Table> tables() {
    return List.of(Interactions.TABLE);
  }

  /**
   * @throws UserError of kind usage when there is none of that name, with the nearest
   */
  static Table requireTable(String name) {
    List<String> names = tables().stream().map(Table::name).toList();
    return tables().stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage(
                    "unknown table '%s'%s"
                        .formatted(
                            name,
                            NearestName.nearest(name, names)
                                .map(n -> ": did you mean '" + n + "'?")
                                .orElse(": './percorso ls' lists them"))));
  }
}
