package io.percorso.journeys;

import static io.percorso.lake.Expectation.fail;

import io.percorso.identity.CustomerInteractions;
import io.percorso.interactions.Interactions;
import io.percorso.lake.Field;
import io.percorso.lake.Settings;
import io.percorso.lake.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;

/**
 * One row per session: a customer's consecutive interactions on one channel, and for web and app on
 * one device when it is known, with no pause longer than the gap.
 *
 * <p>A pause of exactly the gap stays in the session, and so does the moment of exactly the cap;
 * nothing splits at midnight or at a change of campaign. Messaging ends 24 h after the customer's
 * last message. Chat is bound by its conversation, voice by its contact, email and social by their
 * thread; without one, chat and social have a gap and the others stand alone, as store, survey and
 * crm always do. A source whose session id is trusted bounds its sessions by it, up to its own cap.
 * What the company does (messages of its people, deliveries) is in no session and prolongs none.
 *
 * <p>A program's interactions ({@code is_bot}) make sessions of their own and no journey. A day of
 * a customer with more than {@code customers.daily-cap} interactions is one session per channel
 * with {@code is_flood}, and no journey.
 *
 * <p>Partitioned by month: a partition per day would be thousands of files of a few rows.
 */
public final class Sessions {
  public static final Field SESSION_ID =
      Field.id("session_id", "Hash of customer, channel and first interaction");
  public static final Field CUSTOMER_ID = CustomerInteractions.CUSTOMER_ID;
  public static final Field CHANNEL = Interactions.CHANNEL;
  public static final Field SOURCE =
      Interactions.SOURCE.as("source", "Source of the first interaction");
  public static final Field STARTED_AT = Field.timestamp("started_at", "First interaction, UTC");
  public static final Field ENDED_AT = Field.timestamp("ended_at", "Last interaction, UTC");
  public static final Field SESSION_DAY =
      Field.day("session_day", "Day of the first interaction in the business zone");
  public static final Field SESSION_MONTH =
      Field.day("session_month", "First day of the month of session_day");
  public static final Field STEP_COUNT =
      Field.bigint("step_count", "Interactions in the session, at least 1");
  public static final Field TOUCHPOINT_COUNT =
      Field.bigint("touchpoint_count", "Distinct touchpoints, at least 1; 1 in a flood");
  public static final Field DURATION_SECONDS =
      Field.real("duration_seconds", "From first to last interaction, seconds");
  public static final Field IS_ENGAGED =
      Field.flag("is_engaged", "True when long enough, or converting, or with enough views");
  public static final Field IS_REACTION =
      Field.flag(
          "is_reaction",
          "True when all that was done is to open or follow a letter, or to answer a survey");
  public static final Field IS_BOT =
      Field.flag("is_bot", "True when a program did it, by its user agent or by its behaviour");
  public static final Field IS_FLOOD =
      Field.flag("is_flood", "True for a day with more interactions than are believable");
  public static final Field ENTRY_TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as("entry_touchpoint", "Touchpoint of the first interaction");
  public static final Field EXIT_TOUCHPOINT =
      Touchpoints.TOUCHPOINT.as("exit_touchpoint", "Touchpoint of the last interaction");
  public static final Field CAMPAIGN =
      Interactions.CAMPAIGN.as("campaign", "First campaign that an interaction names");
  public static final Field DEVICE =
      Interactions.DEVICE.as("device", "First kind of device that an interaction names");
  public static final Field ERROR_COUNT =
      Field.bigint("error_count", "Interactions in which the person was shown a failure");

  public static final Table TABLE =
      Table.named(
              "silver.sessions",
              "One row per session: a customer's consecutive interactions on one channel",
              SESSION_ID,
              CUSTOMER_ID,
              CHANNEL,
              SOURCE,
              STARTED_AT,
              ENDED_AT,
              SESSION_DAY,
              SESSION_MONTH,
              STEP_COUNT,
              TOUCHPOINT_COUNT,
              DURATION_SECONDS,
              IS_ENGAGED,
              IS_REACTION,
              IS_BOT,
              IS_FLOOD,
              ENTRY_TOUCHPOINT,
              EXIT_TOUCHPOINT,
              CAMPAIGN,
              DEVICE,
              ERROR_COUNT)
          .grain(SESSION_ID)
          .partitionedBy(SESSION_MONTH)
          .expect(
              fail("a session has at least one step", STEP_COUNT.col().geq(1)),
              fail("a session does not end before it starts", DURATION_SECONDS.col().geq(0)));

  /**
   * Business numbers of this table, from conf/base.yaml, section sessions.
   *
   * @param trustedHints sources whose session id bounds a session
   */
  public record Rules(
      Duration webGap,
      Duration appGap,
      Duration messagingGap,
      Duration chatGap,
      Duration socialGap,
      Duration cap,
      Duration hintCap,
      Duration engagedLongerThan,
      int engagedViews,
      Set<String> trustedHints)
      implements Serializable {
    private static final long MILLI = 1000;

    public Rules {
      trustedHints = Set.copyOf(trustedHints);
    }

    public static Rules from(Settings settings, Set<String> trustedHints) {
      return new Rules(
          settings.duration("sessions.gap.web"),
          settings.duration("sessions.gap.app"),
          settings.duration("sessions.gap.messaging"),
          settings.duration("sessions.gap.chat"),
          settings.duration("sessions.gap.social"),
          settings.duration("sessions.cap"),
          settings.duration("sessions.hint-cap"),
          settings.duration("sessions.engaged.longer-than"),
          (int) settings.integer("sessions.engaged.views"),
          trustedHints);
    }

    /** The longest that there may be. */
    Duration longest() {
      return cap.compareTo(hintCap) > 0 ? cap : hintCap;
    }

    /** What, besides the channel, interactions of one session have in common. */
    String boundBy(Interaction interaction) {
      if (hasTrustedHint(interaction)) {
        return interaction.sessionHint();
      }
      return switch (interaction.channel()) {
        case WEB, APP -> interaction.deviceToken() == null ? "" : interaction.deviceToken();
        case MESSAGING -> "";
        case CHAT, SOCIAL ->
            interaction.conversationId() == null ? "" : interaction.conversationId();
        case VOICE, EMAIL ->
            interaction.conversationId() == null
                ? interaction.interactionId()
                : interaction.conversationId();
        case STORE, SURVEY, CRM -> interaction.interactionId();
      };
    }

    /** The last moment at which something can still belong to the session; microseconds. */
    long deadline(Interaction last, long startedAt) {
      if (hasTrustedHint(last)) {
        return startedAt + hintCap.toMillis() * MILLI;
      }
      long capped = startedAt + cap.toMillis() * MILLI;
      return switch (last.channel()) {
        case WEB -> within(last, webGap, capped);
        case APP -> within(last, appGap, capped);
        case MESSAGING -> within(last, messagingGap, capped);
        case CHAT -> last.conversationId() == null ? within(last, chatGap, capped) : capped;
        case SOCIAL -> last.conversationId() == null ? within(last, socialGap, capped) : capped;
        case VOICE, EMAIL -> last.conversationId() == null ? last.at() : capped;
        case STORE, SURVEY, CRM -> last.at();
      };
    }

    boolean isEngaged(Session session) {
      return session.endedAt() - session.startedAt() > engagedLongerThan.toMillis() * MILLI
          || session.isConverting()
          || session.viewCount() >= engagedViews;
    }

    private boolean hasTrustedHint(Interaction interaction) {
      return interaction.sessionHint() != null && trustedHints.contains(interaction.source());
    }

    private static long within(Interaction last, Duration gap, long capped) {
      return Math.min(last.at() + gap.toMillis() * MILLI, capped);
    }
  }

  private Sessions() {}

  static Timeline.Part part(Rules rules, ZoneId zone) {
    return new Timeline.Part(
        TABLE, STARTED_AT, rows -> new Fold(rules, new BusinessDays(zone), rows));
  }

  private record Fold(Rules rules, BusinessDays days, Timeline.Rows rows)
      implements Timeline.Listener {
    @Override
    public void sessionEnded(Session session) {
      rows.add(
          session.id(),
          session.customerId(),
          session.channel().word(),
          session.source(),
          BusinessDays.instant(session.startedAt()),
          BusinessDays.instant(session.endedAt()),
          days.dayOf(session.startedAt()),
          days.monthOf(session.startedAt()),
          (long) session.stepCount(),
          (long) session.touchpointCount(),
          BusinessDays.seconds(session.endedAt() - session.startedAt()),
          rules.isEngaged(session),
          session.isReaction(),
          session.kind() == Session.Kind.BOT,
          session.kind() == Session.Kind.FLOOD,
          session.entryTouchpoint(),
          session.exitTouchpoint(),
          session.campaign().orElse(null),
          session.device().orElse(null),
          (long) session.errorCount());
    }
  }
}
