package io.percorso.simulator.company;

import io.percorso.simulator.company.Act.Chat;
import java.time.LocalDate;

/** Chats on the site: {@code ticket_chat_event} of a Zendesk warehouse export. */
final class ZendeskChatsFormat implements Format {
  private static final String HEADER =
      "chat_id,created_at,_fivetran_synced,actor_id,chat_index,message,message_id,message_source,"
          + "original_message,original_message_type,status,type";

  @Override
  public String source() {
    return "zendesk-chats";
  }

  @Override
  public String fileName(LocalDate day) {
    return "ticket_chat_event-" + day + ".csv";
  }

  @Override
  public String open() {
    return HEADER + "\n";
  }

  /** The chat's id as the vendor writes it. */
  static String chatId(long chat) {
    return "4323.953441.T" + Ids.letters("chat", chat, 13);
  }

  @Override
  public String frame(Act act, long id, Times times) {
    Chat chat = (Chat) act;
    Csv row =
        new Csv()
            .cell(chatId(chat.chat()))
            .cell(Stamps.spacedMicros(chat.at()))
            .cell(Stamps.spacedMillis(times.received()))
            .cell(actor(chat))
            .cell(chat.index());
    switch (chat.event()) {
      case CUSTOMER_MESSAGE, AGENT_MESSAGE -> {
        String messageId = Ids.hex("chat message", chat.chat() * 1_000 + chat.index());
        row.cell(chat.text())
            .cell(messageId)
            .cell("web")
            .cell(original(chat, messageId, times))
            .cell("text")
            .cell("");
      }
      case RATING -> row.blank(5).cell(chat.text());
      case AGENT_JOIN, TRANSFER -> row.blank(6);
    }
    return row.cell(type(chat)).end();
  }

  private static String actor(Chat chat) {
    return switch (chat.event()) {
      case CUSTOMER_MESSAGE, RATING -> Ids.number(chat.visitor());
      case AGENT_MESSAGE, AGENT_JOIN, TRANSFER ->
          chat.agent() == 0 ? "__system" : "agent:" + Ids.number(chat.agent());
    };
  }

  private static String type(Chat chat) {
    return switch (chat.event()) {
      case CUSTOMER_MESSAGE, AGENT_MESSAGE -> "ChatMessage";
      case AGENT_JOIN -> "ChatJoin";
      case TRANSFER -> "ChatTransfer";
      case RATING -> "ChatRating";
    };
  }

  private static String original(Chat chat, String messageId, Times times) {
    boolean isCustomer = chat.event() == Act.ChatEvent.CUSTOMER_MESSAGE;
    return Json.object()
        .open("author")
        .put("type", isCustomer ? "USER" : "BUSINESS")
        .close()
        .open("content")
        .open("text")
        .put("text", chat.text())
        .close()
        .close()
        .put("id", messageId)
        .put("received", Stamps.iso(times.created()))
        .open("source")
        .put("type", isCustomer ? "web" : "zd:agentWorkspace")
        .close()
        .end();
  }
}
