package io.percorso.identity;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose a weak identifier is, and when, from the logins on it in order of time.
 *
 * <p>It is shared from the start of the first window in which {@link
 * CustomerIds.Rules#sharedOwners} or more customers log in on it, for all later time, and then
 * nobody's. Until then it belongs to the last login until another customer's; before the first
 * login it goes back to that one for the look-back. One customer's login never claims what another
 * did before. Memory: the logins of one window, of too few customers to share it. Knows no Spark.
 */
final class OwnerFold {
  /**
   * A login of a customer.
   *
   * @param at microseconds
   */
  record Login(long at, String customerId) {}

  /** Takes the spans, in order, none overlapping another; microseconds, the end is not in it. */
  interface Spans {
    void span(long from, long until, String customerId);
  }

  private final CustomerIds.Rules rules;
  private final long window;
  private final Spans spans;

  /** Logins that a window holds which may yet make it a shared one. */
  private final Deque<Login> recent = new ArrayDeque<>();

  private final Map<String, Integer> inWindow = new HashMap<>();
  private String owner = "";
  private long from;
  private long sharedFrom = CustomerIds.NEVER;

  OwnerFold(CustomerIds.Rules rules, Spans spans) {
    this.rules = rules;
    this.window = micros(rules.sharedWindow());
    this.spans = spans;
  }

  /**
   * @param login in the order of time, then of customer
   */
  void take(Login login) {
    if (sharedFrom != CustomerIds.NEVER) {
      return;
    }
    recent.add(login);
    inWindow.merge(login.customerId(), 1, Integer::sum);
    while (login.at() - recent.element().at() > window) {
      Login old = recent.remove();
      inWindow.computeIfPresent(old.customerId(), (id, count) -> count == 1 ? null : count - 1);
      own(old);
    }
    if (inWindow.size() >= rules.sharedOwners()) {
      sharedFrom = recent.element().at();
      recent.clear();
    }
  }

  /** Nothing more comes of this identifier. */
  void end() {
    recent.forEach(this::own);
    if (!owner.isEmpty()) {
      spans.span(from, sharedFrom, owner);
    }
  }

  private void own(Login login) {
    if (owner.isEmpty()) {
      owner = login.customerId();
      from = login.at() - micros(rules.lookback());
    } else if (!owner.equals(login.customerId())) {
      if (from < login.at()) {
        spans.span(from, login.at(), owner);
      }
      owner = login.customerId();
      from = login.at();
    }
  }

  private static long micros(java.time.Duration duration) {
    return duration.toMillis() * 1000;
  }
}
