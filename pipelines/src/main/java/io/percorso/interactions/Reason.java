package io.percorso.interactions;

/** Why a record or a file was not loaded: a closed list. */
public enum Reason {
  /** Not JSON: truncated, a scalar, a comment, single quotes. */
  BAD_JSON,
  /** A key twice in one object, also when only the case of its letters differs. */
  DUP_KEY,
  /** Something follows the record on its line. */
  TRAILING_DATA,
  /** An array where an object must be. */
  NOT_OBJECT,
  /** Nothing in it: a blank line, null, {}, or a document without elements. */
  EMPTY,
  /** A kind of record that the mapping names as not wanted. */
  IGNORED,
  /** A value of the wrong type, or a word outside its closed list. */
  TYPE,
  /** A required field or column is missing. */
  MISSING_FIELD,
  /** A time that does not have the declared form, or has no zone. */
  TS_FORMAT,
  /** A time before interactions.earliest. */
  TS_RANGE,
  /** A time further ahead of its arrival than interactions.clock-skew. */
  CLOCK_SKEW,
  /** Bytes that are not UTF-8. */
  ENCODING,
  /** Half a surrogate pair. */
  BAD_UNICODE,
  /** The character U+0000. */
  NUL_CHAR,
  /** Another number of cells than the header, or a line without the pattern's shape. */
  RAGGED,
  /** A quote that opens and does not close, or stands inside a bare cell. */
  QUOTE,
  /** Longer than load.frame-bytes. */
  LINE_TOO_LONG,
  /** Nested deeper than load.json-depth. */
  DEPTH,
  /** A compressed file that does not inflate to its end. */
  FILE_CORRUPT,
  /** A file that inflates to more than the limits allow. */
  FILE_LIMIT,
  /** A file without content. */
  EMPTY_FILE,
  /** The same id with other content; another record won. */
  DUP_CONFLICT,
  /** The same record once more. */
  DUPLICATE,
  /** It came more than late.reject after it happened. */
  LATE,
  /** A file that is not read: hidden, unfinished, no regular file, or of no source. */
  SKIPPED
}
