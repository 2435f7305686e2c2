package io.percorso.retention;

import io.percorso.journeys.BusinessDays;
import io.percorso.journeys.Interaction;
import io.percorso.journeys.Timeline;
import io.percorso.retention.CustomerEvents.Kind;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Finds the events of one customer. Knows no Spark, and remembers nothing. */
final class EventFold implements Timeline.Listener {
  /** What sources say of a payment that was refused, in the code of the failure. */
  private static final String PAYMENT_FAILED = "payment_failed";

  private static final int DAY_LENGTH = 10;

  private final BusinessDays days;
  private final Timeline.Rows rows;

  EventFold(ZoneId zone, Timeline.Rows rows) {
    this.days = new BusinessDays(zone);
    this.rows = rows;
  }

  @Override
  public void interactionTaken(Interaction of) {
    if (!of.isBotAgent()) {
      kind(of).ifPresent(kind -> tell(of, kind));
    }
  }

  /** What the interaction tells, if anything that staying or leaving is told by. */
  static Optional<Kind> kind(Interaction of) {
    return switch (of.action()) {
      case SUBSCRIBE -> Optional.of(Kind.SUBSCRIBED);
      // A customer who renews without paying takes a cancellation back.
      case RENEW ->
          Optional.of(
              of.isOutbound() || of.valueAmount() != null ? Kind.RENEWED : Kind.CANCEL_WITHDRAWN);
      case CANCEL_REQUEST -> Optional.of(Kind.CANCEL_REQUESTED);
      case CANCEL -> Optional.of(of.isOutbound() ? Kind.LAPSED : Kind.ENDED);
      case PURCHASE -> Optional.of(Kind.PURCHASED);
      case UNSUBSCRIBE -> Optional.of(Kind.UNSUBSCRIBED);
      case DELIVER -> of.campaign() == null ? Optional.empty() : Optional.of(Kind.WRITTEN_TO);
      case ERROR, OTHER, RATE, MESSAGE, SUBMIT -> other(of);
      default -> Optional.empty();
    };
  }

  private static Optional<Kind> other(Interaction of) {
    if (of.errorCode() != null
        && of.errorCode().toLowerCase(Locale.ROOT).contains(PAYMENT_FAILED)
        && of.isOutbound()) {
      return Optional.of(Kind.PAYMENT_FAILED);
    }
    if (of.measured().score() != null && of.measured().scoreKind() != null) {
      return Optional.of(Kind.ANSWERED);
    }
    return of.stated().isEmpty() ? Optional.empty() : Optional.of(Kind.STATED);
  }

  private void tell(Interaction of, Kind kind) {
    rows.add(
        of.customerId(),
        of.interactionId(),
        BusinessDays.instant(of.at()),
        days.dayOf(of.at()),
        days.monthOf(of.at()),
        kind.word(),
        of.channel().word(),
        of.valueAmount(),
        of.currency(),
        of.measured().scoreKind(),
        of.measured().score(),
        of.campaign(),
        of.stated().get("contract"),
        of.stated().get("collection"),
        of.stated().get("segment"),
        day(of.stated().get("customer_since")));
  }

  /** A day as ISO writes it, alone or before a time; null for anything else. */
  static LocalDate day(String text) {
    if (text == null || text.length() < DAY_LENGTH) {
      return null;
    }
    try {
      return LocalDate.parse(text.substring(0, DAY_LENGTH));
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
