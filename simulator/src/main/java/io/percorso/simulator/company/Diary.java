package io.percorso.simulator.company;

import java.util.ArrayList;
import java.util.List;

/** What happened to a few customers, act by act, with what was behind it, and rows of the truth. */
final class Diary {
  /** Where a number is wanted and there is none. */
  static final long NONE = 0;

  private final List<Entry> entries = new ArrayList<>();
  private final List<TruthRow> rows = new ArrayList<>();

  /**
   * One act and its circumstances.
   *
   * @param id the act's own number
   * @param person number of the customer; -1 for a bot
   * @param journey {@link #NONE} outside of one
   * @param visit {@link #NONE} outside of one
   * @param session {@link #NONE} outside of web and app
   */
  record Entry(Act act, long id, int person, long journey, long visit, long session) {}

  /** One row of a table of the truth. */
  record TruthRow(Truth table, String csv) {}

  void add(Entry entry) {
    entries.add(entry);
  }

  void tell(Truth table, Object... values) {
    rows.add(new TruthRow(table, table.row(values)));
  }

  List<Entry> entries() {
    return entries;
  }

  List<TruthRow> rows() {
    return rows;
  }
}
