package io.percorso.simulator.company;

import java.util.List;

/**
 * Languages of the company's customers, each with the country it is spoken in. The company is
 * Italian, hence the shares.
 */
enum Language {
  IT(
      "it-IT",
      .40,
      "+39",
      "EUR",
      List.of(
          "Roma", "Milano", "Napoli", "Torino", "Palermo", "Genova", "Bologna", "Firenze", "Bari",
          "Catania")),
  EN(
      "en-GB",
      .20,
      "+44",
      "GBP",
      List.of(
          "London",
          "Birmingham",
          "Manchester",
          "Leeds",
          "Liverpool",
          "Bristol",
          "Sheffield",
          "Glasgow",
          "Edinburgh",
          "Cardiff")),
  DE(
      "de-DE",
      .15,
      "+49",
      "EUR",
      List.of(
          "Berlin",
          "Hamburg",
          "München",
          "Köln",
          "Frankfurt am Main",
          "Stuttgart",
          "Düsseldorf",
          "Leipzig",
          "Dortmund",
          "Bremen")),
  FR(
      "fr-FR",
      .15,
      "+33",
      "EUR",
      List.of(
          "Paris",
          "Marseille",
          "Lyon",
          "Toulouse",
          "Nice",
          "Nantes",
          "Montpellier",
          "Strasbourg",
          "Bordeaux",
          "Lille")),
  TR(
      "tr-TR",
      .10,
      "+90",
      "TRY",
      List.of(
          "İstanbul",
          "Ankara",
          "İzmir",
          "Bursa",
          "Antalya",
          "Adana",
          "Konya",
          "Gaziantep",
          "Mersin",
          "Eskişehir"));

  private final String tag;
  private final double share;
  private final String dialPrefix;
  private final String currency;
  private final List<String> cities;

  Language(String tag, double share, String dialPrefix, String currency, List<String> cities) {
    this.tag = tag;
    this.share = share;
    this.dialPrefix = dialPrefix;
    this.currency = currency;
    this.cities = cities;
  }

  /** With country, such as it-IT. */
  String tag() {
    return tag;
  }

  /** Of the customers, 0 to 1; the shares of all make 1. */
  double share() {
    return share;
  }

  /** With the plus sign, such as +39. */
  String dialPrefix() {
    return dialPrefix;
  }

  /** That a customer pays in by default, ISO 4217. */
  String currency() {
    return currency;
  }

  /** Big ones only: a small place would say who somebody is. */
  List<String> cities() {
    return cities;
  }

  /** A language by its share. */
  static Language drawn(Dice dice) {
    double left = dice.uniform();
    for (Language language : values()) {
      left -= language.share;
      if (left < 0) {
        return language;
      }
    }
    return IT;
  }
}
