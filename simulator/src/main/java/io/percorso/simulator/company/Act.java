package io.percorso.simulator.company;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One thing that happened between a customer and the company, before any file format. A text that
 * is empty is absent.
 */
public sealed interface Act {
  /** When it happened. */
  Instant at();

  /** Of web and app: what was done. The word is the one of the product's closed list. */
  enum Doing {
    VIEW,
    CLICK,
    INPUT,
    SUBMIT,
    SEARCH,
    ADD,
    REMOVE,
    CHECKOUT,
    PURCHASE,
    LOGIN,
    ERROR,
    VALIDATION_ERROR,
    CANCEL_REQUEST
  }

  /**
   * Something done in the web shop or in the app.
   *
   * @param isApp true for the app, whose source is another one
   * @param visitor the browser or the installed app, and who is signed in
   * @param session number of the session of that device
   * @param sequence place within the session, from 1
   * @param place path of the page ({@code /product/4711}), or name of the screen
   * @param element what was clicked or submitted
   * @param x pointer position, CSS pixels; -1 when there is none
   * @param millis how long the page took to load; 0 when nothing loaded
   * @param error code of the failure that the person was shown
   * @param cents money in hundredths of the currency; 0 for none
   * @param campaign what brought the person
   * @param referrer address of the page before, of a session's first page
   * @param query what was searched for
   */
  record Digital(
      Instant at,
      boolean isApp,
      Doing doing,
      Visitor visitor,
      long session,
      int sequence,
      String place,
      String element,
      int x,
      int y,
      int millis,
      String error,
      long cents,
      String currency,
      String campaign,
      String referrer,
      String query)
      implements Act {}

  /**
   * A device and who uses it.
   *
   * @param device cookie of the browser, or id of the installed app
   * @param login the account that is signed in; empty for nobody
   * @param language tag such as it-IT
   */
  record Visitor(String device, String login, Client client, String language) {}

  /** What became of an e-mail, in the vendor's words. */
  enum MailEvent {
    PROCESSED,
    DELIVERED,
    OPEN,
    CLICK,
    BOUNCE,
    UNSUBSCRIBE,
    SPAMREPORT
  }

  /**
   * An event of one e-mail to one customer.
   *
   * @param message number of the message
   * @param isMachine opened by the mail program alone
   */
  record Mail(
      Instant at,
      MailEvent event,
      String email,
      long message,
      String campaign,
      String url,
      Client client,
      boolean isMachine)
      implements Act {}

  /** Of messaging: written by the customer, by the company, or a status of the company's. */
  enum MessageEvent {
    INBOUND,
    SENT,
    DELIVERED,
    READ,
    FAILED
  }

  /**
   * A message of a messenger.
   *
   * @param phone the customer's, with + and country code
   * @param message number of the message; statuses of one message share it
   * @param text of an inbound message
   */
  record Message(Instant at, MessageEvent event, String phone, long message, String text)
      implements Act {}

  /** Of a chat, in the vendor's words. */
  enum ChatEvent {
    CUSTOMER_MESSAGE,
    AGENT_MESSAGE,
    AGENT_JOIN,
    TRANSFER,
    RATING
  }

  /**
   * One event of a chat on the site.
   *
   * @param chat number of the chat
   * @param index place within the chat, from 0
   * @param visitor number of the visitor's record at the vendor
   * @param agent number of the agent; 0 for none
   */
  record Chat(
      Instant at, ChatEvent event, long chat, int index, long visitor, long agent, String text)
      implements Act {}

  /**
   * One leg of a telephone call.
   *
   * @param contact number of the leg, the record's own id
   * @param initial number of the first leg
   * @param previous number of the leg before; 0 for none
   * @param next number of the leg after; 0 for none
   * @param isTransfer true for a leg that a transfer made
   * @param waitSeconds in the queue
   * @param talkSeconds with the agent; 0 when the caller gave up
   * @param agent number of the agent; 0 when nobody answered
   * @param updated when the vendor wrote the record
   */
  record Call(
      Instant at,
      long contact,
      long initial,
      long previous,
      long next,
      boolean isTransfer,
      String phone,
      String queue,
      int waitSeconds,
      int talkSeconds,
      int holdSeconds,
      long agent,
      Instant updated)
      implements Act {}

  /**
   * A case as it stands on a day.
   *
   * @param at when it was opened
   * @param ticket number of the case
   * @param requester number of the customer at the vendor
   * @param status new, open, solved
   * @param via email, web, chat
   * @param updated when it last changed
   */
  record Ticket(
      Instant at,
      long ticket,
      long requester,
      String subject,
      String description,
      String status,
      String via,
      long agent,
      Instant updated)
      implements Act {}

  /**
   * A comment of a case.
   *
   * @param author number of the customer or of the agent at the vendor
   * @param isCustomer true when the customer wrote it
   */
  record Comment(
      Instant at,
      long comment,
      long ticket,
      long requester,
      long author,
      boolean isCustomer,
      String text)
      implements Act {}

  /** A change of a case's status. */
  record TicketChange(Instant at, long ticket, long author, String status) implements Act {}

  /**
   * A public conversation, whole.
   *
   * @param at when it ended
   * @param handle the customer's public name
   * @param messages at least one, in order
   */
  record Social(Instant at, long conversation, String handle, List<SocialMessage> messages)
      implements Act {}

  /** One message of a public conversation. */
  record SocialMessage(Instant at, boolean isCustomer, long message, String text) {}

  /**
   * A sale of a shop's till.
   *
   * @param email of the loyalty account that was shown; may be empty
   * @param phone the same
   * @param customer the till's number of the customer; 0 for none
   * @param location name of the shop
   */
  record StoreSale(
      Instant at,
      long order,
      String email,
      String phone,
      long customer,
      long cents,
      String currency,
      String location,
      String language)
      implements Act {}

  /**
   * A survey sent, and its answer.
   *
   * @param at when it was answered, or sent where it was not
   * @param kind NPS, CSAT, CES
   * @param answered empty when nobody answered
   * @param score -1 when nobody answered
   * @param touchpoint what it asks about; empty for the relation as a whole
   * @param contact id of the conversation that it asks about, as the source of contacts writes it
   */
  record Survey(
      Instant at,
      long response,
      String kind,
      Instant sent,
      java.util.Optional<Instant> answered,
      int score,
      String text,
      String language,
      String customerNo,
      String email,
      String touchpoint,
      String contact)
      implements Act {}

  /**
   * A customer's record in the CRM after a change.
   *
   * @param account login of shop and app; empty where the CRM does not know it
   */
  record CustomerRecord(
      Instant at,
      String customerNo,
      String account,
      String email,
      String phone,
      String loyaltyNo,
      String segment,
      String contract,
      boolean acceptsEmail,
      boolean acceptsPhone,
      boolean acceptsProfiling,
      String language,
      String city,
      LocalDate since)
      implements Act {}

  /** What happened to a subscription. */
  enum Contract {
    CREATED,
    RENEWED,
    PAYMENT_FAILED,
    CANCEL_REQUESTED,
    CANCEL_TAKEN_BACK,
    ENDED,
    ENDED_UNPAID
  }

  /**
   * An event of a subscription of the club.
   *
   * @param subscription number of the subscription
   * @param account the payment provider's number of the customer
   * @param cents price of a month
   */
  record Subscription(
      Instant at,
      Contract event,
      long subscription,
      long account,
      String customerNo,
      String email,
      long cents,
      String currency,
      boolean isAutoRenewed)
      implements Act {}

  /**
   * A customer's record at the help desk after a change. It ties the number that tickets, comments
   * and chats name to the person.
   *
   * @param number of the customer at the vendor: {@link Ticket#requester}, {@link Chat#visitor}
   * @param customerNo may be empty
   * @param created when the vendor first had the record
   */
  record HelpDeskUser(
      Instant at,
      long number,
      String customerNo,
      String email,
      String phone,
      String language,
      Instant created)
      implements Act {}
}
