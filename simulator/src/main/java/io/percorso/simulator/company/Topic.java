package io.percorso.simulator.company;

/** What a customer writes about: the truth of a text. */
enum Topic {
  LATE_DELIVERY,
  WRONG_SIZE,
  REFUND,
  PAYMENT_REFUSED,
  PRICE,
  SITE_ERROR,
  CLUB,
  LOGIN,
  QUALITY,
  PRAISE
}
