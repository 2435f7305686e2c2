package io.percorso.interactions;

/** One record as it came, before any mapping. */
interface Raw {
  /**
   * The value at a path as text; "" where there is none, null or blank.
   *
   * @throws Refusal TYPE when the value is an object or an array
   */
  String text(FieldPath path) throws Refusal;

  /**
   * The value as a number's text; "" where there is none.
   *
   * @throws Refusal TYPE when the format has numbers and this value is not one
   */
  String number(FieldPath path) throws Refusal;

  /** Feeds the canonical content, without transport fields, to a hash. */
  void content(ContentHash hash);
}
