package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;

import io.percorso.interactions.Interactions;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.time.ZoneId;
import java.util.Optional;

/**
 * One row per interaction in a journey: every interaction of a customer that is neither a program's
 * nor part of a flood is in exactly one journey.
 *
 * <p>What the company does is no step: an outbound message may resolve a journey or hand it over,
 * but the customer did not take it. Of outbound e-mail the opening and the clicking are steps. A
 * visit is the consecutive steps of a journey at one touchpoint. {@code is_exit} is false while the
 * journey is open, as is {@code is_session_exit} while the session may go on.
 *
 * <p>Partitioned by month: a partition per day would be thousands of files of a few rows.
 */
public final class JourneySteps {
  public static final Field INTERACTION_ID = Interactions.INTERACTION_ID;
  public static final Field JOURNEY_ID =
      Field.id("journey_id", "Hash of customer, intent and first interaction of the journey");
  public static final Field SESSION_ID = Sessions.SESSION_ID;
  public static final Field CUSTOMER_ID = Sessions.CUSTOMER_ID;
  public static final Field INTENT =
      Touchpoints.INTENT.as("intent", "What the journey is an attempt at");
  public static final Field STEP_NUMBER =
      Field.bigint("step_number", "Place in the journey, from 1");
  public static final Field SESSION_STEP_NUMBER =
      Field.bigint("session_step_number", "Place in the session, from 1");
  public static final Field VISIT_ID =
      Field.id("visit_id", "The journey and the number of the visit in it");
  public static final Field OPENS_VISIT =
      Field.flag("opens_visit", "True for the first step of its visit");
  public static final Field TOUCHPOINT = Touchpoints.TOUCHPOINT;
  public static final Field CHANNEL = Interactions.CHANNEL;
  public static final Field ACTION = Interactions.ACTION;
  public static final Field OCCURRED_AT = Interactions.OCCURRED_AT;
  public static final Field STEP_DAY =
      Field.day("step_day", "Day of occurred_at in the business zone");
  public static final Field STEP_MONTH =
      Field.day("step_month", "First day of the month of step_day");
  public static final Field SECONDS_SINCE_PREVIOUS =
      Field.real("seconds_since_previous", "Since the journey's step before; null in the first");
  public static final Field NEXT_TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as("next_touchpoint", "Of the journey's step after; null: none yet");
  public static final Field NEXT_CHANNEL =
      Interactions.CHANNEL.as("next_channel", "Of the journey's step after; null: none yet");
  public static final Field SECONDS_TO_NEXT =
      Field.real("seconds_to_next", "Until the journey's step after; null: none yet");
  public static final Field IS_EXIT =
      Field.flag("is_exit", "True for the last step of a journey that ended");
  public static final Field SESSION_NEXT_TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as(
          "session_next_touchpoint", "Of the session's step after, whatever its journey");
  public static final Field SESSION_SECONDS_TO_NEXT =
      Field.real("session_seconds_to_next", "Until the session's step after; null: none");
  public static final Field IS_SESSION_EXIT =
      Field.flag("is_session_exit", "True for the last step of a session that is over");

  public static final Table TABLE =
      Table.named(
              "silver.journey_steps",
              "One row per interaction in a journey",
              INTERACTION_ID,
              JOURNEY_ID,
              SESSION_ID,
              CUSTOMER_ID,
              INTENT,
              STEP_NUMBER,
              SESSION_STEP_NUMBER,
              VISIT_ID,
              OPENS_VISIT,
              TOUCHPOINT,
              CHANNEL,
              ACTION,
              OCCURRED_AT,
              STEP_DAY,
              STEP_MONTH,
              SECONDS_SINCE_PREVIOUS,
              NEXT_TOUCHPOINT,
              NEXT_CHANNEL,
              SECONDS_TO_NEXT,
              IS_EXIT,
              SESSION_NEXT_TOUCHPOINT,
              SESSION_SECONDS_TO_NEXT,
              IS_SESSION_EXIT)
          .grain(JOURNEY_ID, STEP_NUMBER)
          .partitionedBy(STEP_MONTH)
          .expect(
              fail("steps count from 1", STEP_NUMBER.col().geq(1)),
              fail("a step lies in a session", SESSION_ID.col().isNotNull()),
              fail(
                  "steps are in the order of time",
                  SECONDS_SINCE_PREVIOUS.col().isNull().or(SECONDS_SINCE_PREVIOUS.col().geq(0))),
              fail(
                  "an exit has no next step",
                  IS_EXIT.col().equalTo(false).or(NEXT_TOUCHPOINT.col().isNull())));

  private JourneySteps() {}

  static Timeline.Part part(ZoneId zone) {
    return new Timeline.Part(TABLE, OCCURRED_AT, rows -> new Fold(new BusinessDays(zone), rows));
  }

  private record Fold(BusinessDays days, Timeline.Rows rows) implements Timeline.Listener {
    @Override
    public void stepEnded(Step step) {
      Interaction interaction = step.interaction();
      long at = interaction.at();
      rows.add(
          interaction.interactionId(),
          step.visit().journeyId(),
          step.session().id(),
          interaction.customerId(),
          step.visit().intent(),
          (long) step.number(),
          (long) step.numberInSession(),
          step.visit().id(),
          step.opensVisit(),
          interaction.place(),
          interaction.channel().word(),
          interaction.action().word(),
          BusinessDays.instant(at),
          days.dayOf(at),
          days.monthOf(at),
          step.previous().map(before -> BusinessDays.seconds(at - before.at())).orElse(null),
          place(step.next()),
          step.next().map(next -> next.channel().word()).orElse(null),
          seconds(step.next(), at),
          step.isExit(),
          place(step.nextInSession()),
          seconds(step.nextInSession(), at),
          step.isSessionExit());
    }

    private static String place(Optional<Interaction> next) {
      return next.map(Interaction::place).orElse(null);
    }

    private static Double seconds(Optional<Interaction> next, long at) {
      return next.map(after -> BusinessDays.seconds(after.at() - at)).orElse(null);
    }
  }
}
