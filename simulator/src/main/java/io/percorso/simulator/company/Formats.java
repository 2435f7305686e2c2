package io.percorso.simulator.company;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every source that the company has, and which of them writes an act. */
public final class Formats {
  private static final Format SHOP = new GenericJsonFormat();
  private static final Format APP = new SegmentFormat();
  private static final Map<Class<? extends Act>, Format> BY_ACT =
      Map.ofEntries(
          Map.entry(Act.Mail.class, new SendgridFormat()),
          Map.entry(Act.Message.class, new WhatsappFormat()),
          Map.entry(Act.Chat.class, new ZendeskChatsFormat()),
          Map.entry(Act.Call.class, new ConnectFormat()),
          Map.entry(Act.Ticket.class, new ZendeskTicketsFormat()),
          Map.entry(Act.Comment.class, new ZendeskCommentsFormat()),
          Map.entry(Act.TicketChange.class, new ZendeskTicketHistoryFormat()),
          Map.entry(Act.HelpDeskUser.class, new ZendeskUsersFormat()),
          Map.entry(Act.Social.class, new SocialCareFormat()),
          Map.entry(Act.StoreSale.class, new ShopifyOrdersFormat()),
          Map.entry(Act.Survey.class, new SurveysFormat()),
          Map.entry(Act.CustomerRecord.class, new CrmCustomersFormat()),
          Map.entry(Act.Subscription.class, new StripeSubscriptionsFormat()));

  /** How long the device holds a record, and how long its way takes, in {@link #write}. */
  private static final Duration HELD = Duration.ofMillis(40);

  private static final Duration ON_THE_WAY = Duration.ofMillis(310);

  private Formats() {}

  /** By the name of their source. */
  static List<Format> all() {
    return Stream.concat(Stream.of(SHOP, APP), BY_ACT.values().stream())
        .sorted(Comparator.comparing(Format::source))
        .toList();
  }

  static Format of(Act act) {
    if (act instanceof Act.Digital done) {
      return done.isApp() ? APP : SHOP;
    }
    return BY_ACT.get(act.getClass());
  }

  /**
   * What a survey names as the contact that it is about: the conversation's id as its own source
   * writes it. Empty for what is no contact.
   */
  public static String contact(Act act) {
    if (act instanceof Act.Call call) {
      return "connect:" + ConnectFormat.contactId(call.initial());
    }
    if (act instanceof Act.Chat chat) {
      return "zendesk-chat:" + ZendeskChatsFormat.chatId(chat.chat());
    }
    if (act instanceof Act.Ticket ticket) {
      return "zendesk-ticket:" + Ids.number(ticket.ticket());
    }
    if (act instanceof Act.Comment comment) {
      return "zendesk-ticket:" + Ids.number(comment.ticket());
    }
    if (act instanceof Act.Social social) {
      return SocialCareFormat.sessionId(social.conversation());
    }
    return "";
  }

  /**
   * Writes acts as one day's files, a file per source below the landing folder, in the order given:
   * a way in for tests of what reads them.
   *
   * @param clockAhead how far the devices' clocks are ahead
   */
  public static void write(Path landing, LocalDate day, List<Act> acts, Duration clockAhead) {
    Map<Format, StringBuilder> files = new LinkedHashMap<>();
    long id = 0;
    for (Act act : acts) {
      Format format = of(act);
      StringBuilder file = files.get(format);
      if (file == null) {
        file = new StringBuilder(format.open());
        files.put(format, file);
      } else {
        file.append(format.between());
      }
      Instant created = act.at().plus(clockAhead);
      Instant received = act.at().plus(HELD).plus(ON_THE_WAY);
      Format.Times times = new Format.Times(created, created.plus(HELD), received);
      file.append(format.frame(act, ++id, times));
    }
    files.forEach(
        (format, text) ->
            write(
                landing.resolve(format.source()).resolve(format.fileName(day)),
                text.append(format.close())));
  }

  private static void write(Path file, CharSequence text) {
    try {
      Files.createDirectories(file.getParent());
      try (Writer out = Files.newBufferedWriter(file)) {
        out.append(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
