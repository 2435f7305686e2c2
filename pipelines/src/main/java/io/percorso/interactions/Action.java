package io.percorso.interactions;

import java.util.Locale;

/** What a person or the company did: a closed list. */
public enum Action {
  VIEW,
  SCREEN,
  SEARCH,
  CLICK,
  INPUT,
  SUBMIT,
  VALIDATION_ERROR,
  ERROR,
  ADD,
  REMOVE,
  CHECKOUT,
  PURCHASE,
  SUBSCRIBE,
  RENEW,
  CANCEL_REQUEST,
  CANCEL,
  LOGIN,
  LOGOUT,
  MESSAGE,
  CALL_START,
  CALL_END,
  QUEUE_ENTER,
  AGENT_JOIN,
  TRANSFER,
  CASE_OPEN,
  CASE_CLOSE,
  COMPLAINT,
  DELIVER,
  OPEN,
  BOUNCE,
  UNSUBSCRIBE,
  RATE,
  OTHER;

  /**
   * True for what is done with something that the company sent, and not of one's own accord: a
   * letter is opened, a link in it followed, a survey answered, no more letters wanted.
   */
  public boolean isReaction(Channel channel) {
    return switch (this) {
      case OPEN, RATE, UNSUBSCRIBE -> true;
      case CLICK -> channel == Channel.EMAIL;
      default -> false;
    };
  }

  /** The word that is stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when the word is not an action
   */
  public static Action of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
