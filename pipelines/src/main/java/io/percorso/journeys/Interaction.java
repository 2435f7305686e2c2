package io.percorso.journeys;

import io.percorso.interactions.Action;
import io.percorso.interactions.Channel;
import java.math.BigDecimal;
import java.util.Map;

/**
 * One interaction of a customer as the folds see it. Components that mirror a column may be null
 * where the column may be.
 *
 * @param at when it happened, microseconds since 1970, UTC
 * @param touchpoint where, as conf/touchpoints.yaml names it
 * @param intent what it says of itself: the source's word, else the touchpoint's; null: nothing
 * @param isOutbound done by the company
 * @param stated what it says of a contract or the customer, by key; mostly nothing
 */
public record Interaction(
    String customerId,
    String interactionId,
    String source,
    Channel channel,
    Action action,
    long at,
    Touchpoints.Name touchpoint,
    String weakToken,
    String deviceToken,
    String sessionHint,
    String conversationId,
    boolean isOutbound,
    String intent,
    String element,
    Integer x,
    Integer y,
    boolean isError,
    String errorCode,
    BigDecimal valueAmount,
    String currency,
    String campaign,
    String device,
    boolean isBotAgent,
    Measured measured,
    Map<String, String> stated) {

  /** Microseconds in a second. */
  public static final long SECOND = 1_000_000L;

  /** The touchpoint's name. */
  public String place() {
    return touchpoint.touchpoint();
  }

  /**
   * True for what the customer did. Of what the company sends only the opening and the clicking are
   * the customer's; the sending, delivery and bounce never are.
   */
  public boolean isByCustomer() {
    return switch (action) {
      case OPEN, CLICK -> true;
      case DELIVER, BOUNCE -> false;
      default -> !isOutbound;
    };
  }

  public boolean isView() {
    return action == Action.VIEW || action == Action.SCREEN;
  }

  /** True for an attempt to reach the company's people. */
  public boolean isContact() {
    return channel.isAssisted() || action == Action.CASE_OPEN || action == Action.COMPLAINT;
  }
}
