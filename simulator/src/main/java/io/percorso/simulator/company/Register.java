package io.percorso.simulator.company;

/** Where somebody writes, and so how. */
enum Register {
  /** The free text of a survey's answer. */
  SURVEY,
  /** A message of a messenger. */
  MESSAGE,
  /** One line, without a greeting. */
  TICKET_SUBJECT,
  /** A letter. */
  TICKET,
  /** A line in the chat on the site, mostly in lower case. */
  CHAT,
  /** In public. */
  SOCIAL
}
