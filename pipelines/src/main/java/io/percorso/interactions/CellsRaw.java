package io.percorso.interactions;

import java.util.List;

/**
 * A record made of named cells: a CSV row, or the named groups of a pattern.
 *
 * @param json reads cells that hold JSON
 */
record CellsRaw(Header header, List<String> cells, StrictJson json) implements Raw {
  @Override
  public String text(FieldPath path) throws Refusal {
    int place = header.place(path.firstName());
    if (place < 0) {
      return "";
    }
    String cell = cells.get(place);
    if (path.steps().size() == 1 || cell.isEmpty()) {
      return cell;
    }
    return JsonRaw.text(path.find(json.cell(cell, path.firstName()), 1), path);
  }

  /** Text formats have no numbers of their own: the cell's text, to be read as one. */
  @Override
  public String number(FieldPath path) throws Refusal {
    return text(path);
  }

  @Override
  public void content(ContentHash hash) {
    for (int place : header.content()) {
      String cell = cells.get(place);
      if (!cell.isEmpty()) {
        hash.add(header.name(place)).add(cell);
      }
    }
  }
}
