package io.percorso.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes records of a CSV row that has one column per thing: each cell that is not empty is a record
 * of its column's name and its value, beside the cells that belong to all of them. A column without
 * a name, which a comma at the end of each line makes, counts only where it holds something.
 *
 * @param keep columns that belong to every record of the row
 * @param name the field in which a record has its column's name
 * @param value the field in which a record has its cell
 */
record Unpivot(List<String> keep, String name, String value) {
  private static final List<String> KEYS = List.of("keep", "name", "value");

  static Unpivot read(JsonNode node, Keys keys) {
    keys.only(node, "unpivot", KEYS);
    return new Unpivot(
        keys.texts(node, "keep"),
        keys.needed(node, "name", "the field for the name of a column"),
        keys.needed(node, "value", "the field for the cell"));
  }

  /** The header of the records. */
  Header header() {
    List<String> names = new ArrayList<>(keep);
    names.add(name);
    names.add(value);
    return new Header(names, Set.of());
  }

  /** The records of a row, none when all its cells are empty. */
  List<Raw> of(CellsRaw row) {
    Header header = row.header();
    List<String> cells = row.cells();
    List<String> kept = new ArrayList<>();
    for (String column : keep) {
      int place = header.place(column);
      kept.add(place < 0 ? "" : cells.get(place));
    }
    Header own = header();
    List<Raw> records = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String cell = cells.get(i).strip();
      if (!cell.isEmpty() && !keep.contains(header.name(i))) {
        List<String> record = new ArrayList<>(kept);
        record.add(header.name(i).strip());
        record.add(cell);
        records.add(new CellsRaw(own, record, row.json()));
      }
    }
    return records;
  }
}
