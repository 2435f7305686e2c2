package io.percorso.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose a weak identifier is, and when, from the logins on it in order of time.
 *
 * <p>It is shared from the start of the first window in which {@link
 * CustomerIds.Rules#sharedOwners} or more customers log in on it, for all later time, and then
 * nobody's. Until then it belongs to the last login until another customer's; before the first
 * login it goes back to that one for the look-back. One customer's login never claims what another
 * did before. Knows no Spark.
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

  OwnerFold(CustomerIds.Rules rules) {
    this.rules = rules;
  }

  /**
   * @param logins sorted by time, then by customer
   */
  void tell(List<Login> logins, Spans spans) {
    long sharedFrom = sharedFrom(logins);
    long lookback = micros(rules.lookback());
    String owner = "";
    long from = 0;
    for (Login login : logins) {
      if (login.at() >= sharedFrom) {
        break;
      }
      if (owner.isEmpty()) {
        owner = login.customerId();
        from = login.at() - lookback;
      } else if (!owner.equals(login.customerId())) {
        if (from < login.at()) {
          spans.span(from, login.at(), owner);
        }
        owner = login.customerId();
        from = login.at();
      }
    }
    if (!owner.isEmpty()) {
      spans.span(from, sharedFrom, owner);
    }
  }

  /** The first login of the first window with too many customers; else the end of time. */
  private long sharedFrom(List<Login> logins) {
    long window = micros(rules.sharedWindow());
    Map<String, Integer> inWindow = new HashMap<>();
    int first = 0;
    for (Login login : logins) {
      inWindow.merge(login.customerId(), 1, Integer::sum);
      while (login.at() - logins.get(first).at() > window) {
        inWindow.computeIfPresent(logins.get(first).customerId(), (id, n) -> n == 1 ? null : n - 1);
        first++;
      }
      if (inWindow.size() >= rules.sharedOwners()) {
        return logins.get(first).at();
      }
    }
    return CustomerIds.NEVER;
  }

  private static long micros(java.time.Duration duration) {
    return duration.toMillis() * 1000;
  }
}
