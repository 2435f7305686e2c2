package io.percorso.interactions;

import java.time.DateTimeException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The forms in which a source writes one of its times.
 *
 * @param forms tried in this order, at least one
 */
record TimeFormats(List<TimeFormat> forms) {
  /**
   * @param zone of times that say none; "" refuses them
   * @throws IllegalArgumentException when a form is neither a known word nor a pattern
   * @throws DateTimeException when the zone is not known
   */
  static TimeFormats of(List<String> forms, String zone) {
    return new TimeFormats(forms.stream().map(form -> new TimeFormat(form, zone)).toList());
  }

  /**
   * Microseconds since 1970, UTC, by the first form that reads the text as a time before the year
   * 10000: by that, several units of one counter can be told apart.
   *
   * @throws Refusal TS_FORMAT when none reads it, TS_RANGE when those that do find it too far away
   */
  long micros(String text, String field) throws Refusal {
    Reason reason = Reason.TS_FORMAT;
    for (TimeFormat form : forms) {
      try {
        return form.micros(text, field);
      } catch (Refusal refusal) {
        reason = refusal.reason() == Reason.TS_RANGE ? Reason.TS_RANGE : reason;
      }
    }
    throw new Refusal(
        reason,
        reason == Reason.TS_RANGE
            ? field + " is beyond the year 9999"
            : forms.stream()
                .map(TimeFormat::form)
                .collect(Collectors.joining(" or ", field + " is not of the form ", "")));
  }
}
