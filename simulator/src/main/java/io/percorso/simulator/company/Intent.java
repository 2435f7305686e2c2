package io.percorso.simulator.company;

import static io.percorso.simulator.company.Touchpoint.ACCOUNT;
import static io.percorso.simulator.company.Touchpoint.ADDRESS;
import static io.percorso.simulator.company.Touchpoint.CANCELLATION;
import static io.percorso.simulator.company.Touchpoint.CART;
import static io.percorso.simulator.company.Touchpoint.CATALOG;
import static io.percorso.simulator.company.Touchpoint.CLUB;
import static io.percorso.simulator.company.Touchpoint.COMPARE;
import static io.percorso.simulator.company.Touchpoint.CONFIRMATION;
import static io.percorso.simulator.company.Touchpoint.CONTACT;
import static io.percorso.simulator.company.Touchpoint.COUPON;
import static io.percorso.simulator.company.Touchpoint.DELIVERY;
import static io.percorso.simulator.company.Touchpoint.GIFT;
import static io.percorso.simulator.company.Touchpoint.HELP;
import static io.percorso.simulator.company.Touchpoint.HOME;
import static io.percorso.simulator.company.Touchpoint.INVOICES;
import static io.percorso.simulator.company.Touchpoint.OFFERS;
import static io.percorso.simulator.company.Touchpoint.PAYMENT;
import static io.percorso.simulator.company.Touchpoint.PRODUCT;
import static io.percorso.simulator.company.Touchpoint.RETURNS;
import static io.percorso.simulator.company.Touchpoint.REVIEWS;
import static io.percorso.simulator.company.Touchpoint.SEARCH;
import static io.percorso.simulator.company.Touchpoint.SECURE;
import static io.percorso.simulator.company.Touchpoint.SIGN_IN;
import static io.percorso.simulator.company.Touchpoint.STORES;
import static io.percorso.simulator.company.Touchpoint.TRACKING;
import static io.percorso.simulator.company.Touchpoint.WISHLIST;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a customer wants, and how people who want it walk from page to page. */
enum Intent {
  BUY("buy") {
    @Override
    void steps(Steps to) {
      to.start(HOME, 30, SEARCH, 20, PRODUCT, 20, CATALOG, 15, OFFERS, 10, WISHLIST, 5);
      to.from(HOME, CATALOG, 35, SEARCH, 35, OFFERS, 15, PRODUCT, 10, STORES, 2, ACCOUNT, 3);
      to.from(SEARCH, PRODUCT, 70, SEARCH, 15, CATALOG, 15);
      to.from(CATALOG, PRODUCT, 75, CATALOG, 15, OFFERS, 10);
      to.from(OFFERS, PRODUCT, 70, CATALOG, 30);
      to.from(STORES, CATALOG, 100);
      to.from(ACCOUNT, CATALOG, 50, SEARCH, 50);
      to.from(
          PRODUCT, CART, 38, REVIEWS, 17, PRODUCT, 15, COMPARE, 8, WISHLIST, 6, CATALOG, 10, SEARCH,
          6);
      to.from(REVIEWS, PRODUCT, 50, CART, 50);
      to.from(COMPARE, PRODUCT, 60, CART, 40);
      to.from(WISHLIST, PRODUCT, 60, CART, 40);
      to.from(CART, SIGN_IN, 55, DELIVERY, 30, COUPON, 15);
      to.from(COUPON, DELIVERY, 100);
      to.from(SIGN_IN, DELIVERY, 100);
      to.from(DELIVERY, ADDRESS, 197, GIFT, 3);
      to.from(GIFT, ADDRESS, 100);
      to.from(ADDRESS, PAYMENT, 100);
      to.from(PAYMENT, SECURE, 45, CONFIRMATION, 55);
      to.from(SECURE, CONFIRMATION, 100);
    }
  },
  SUPPORT("support") {
    @Override
    void steps(Steps to) {
      to.start(HELP, 45, TRACKING, 30, RETURNS, 25);
      to.from(HELP, TRACKING, 25, RETURNS, 25, CONTACT, 50);
      to.from(TRACKING, HELP, 40, CONTACT, 60);
      to.from(RETURNS, CONTACT, 70, HELP, 30);
    }
  },
  PAY("pay") {
    @Override
    void steps(Steps to) {
      to.start(INVOICES, 100);
    }
  },
  LEAVE("leave") {
    @Override
    void steps(Steps to) {
      to.start(CLUB, 60, CANCELLATION, 40);
      to.from(CLUB, CANCELLATION, 100);
    }
  },
  BROWSE("browse") {
    @Override
    void steps(Steps to) {
      to.start(HOME, 70, STORES, 30);
      to.from(HOME, STORES, 50, ACCOUNT, 50);
    }
  };

  private final String word;
  private final Map<Touchpoint, Choice> choices = new EnumMap<>(Touchpoint.class);
  private Choice start = new Choice(List.of(), new double[0]);

  Intent(String word) {
    this.word = word;
    steps(new Steps(this));
  }

  abstract void steps(Steps to);

  /** The product's word. */
  String word() {
    return word;
  }

  /** Where people begin. */
  Choice start() {
    return start;
  }

  /** Where people go from there; nothing to choose from at the end of the walk. */
  Choice next(Touchpoint from) {
    return choices.getOrDefault(from, new Choice(List.of(), new double[0]));
  }

  /** Pages, and how likely each is. */
  record Choice(List<Touchpoint> pages, double[] weights) {
    /**
     * @param offersWeight by how much this person is drawn to the offers
     */
    java.util.Optional<Touchpoint> pick(Dice dice, double offersWeight) {
      if (pages.isEmpty()) {
        return java.util.Optional.empty();
      }
      double[] own = weights.clone();
      for (int i = 0; i < own.length; i++) {
        if (pages.get(i) == OFFERS) {
          own[i] *= offersWeight;
        }
      }
      return java.util.Optional.of(pages.get(dice.weighted(own)));
    }
  }

  /** Collects one intent's table of steps. */
  private static final class Steps {
    private final Intent intent;

    private Steps(Intent intent) {
      this.intent = intent;
    }

    void start(Object... pagesAndWeights) {
      intent.start = choice(pagesAndWeights);
    }

    void from(Touchpoint page, Object... pagesAndWeights) {
      intent.choices.put(page, choice(pagesAndWeights));
    }

    private static Choice choice(Object... pagesAndWeights) {
      List<Touchpoint> pages = new ArrayList<>();
      double[] weights = new double[pagesAndWeights.length / 2];
      for (int i = 0; i < weights.length; i++) {
        pages.add((Touchpoint) pagesAndWeights[2 * i]);
        weights[i] = (Integer) pagesAndWeights[2 * i + 1];
      }
      return new Choice(List.copyOf(pages), weights);
    }
  }
}
