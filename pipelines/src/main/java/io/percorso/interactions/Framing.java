package io.percorso.interactions;

/** How a file falls into frames. */
public enum Framing {
  /** A frame is a line. */
  LINES,
  /** A frame is a row (RFC 4180): a quoted cell may hold line breaks. The first row is a header. */
  CSV,
  /** A frame is an element of the document's array, or the document itself. */
  JSON_DOCUMENT
}
