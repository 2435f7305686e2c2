package io.percorso.interactions;

import static io.percorso.lake.Expectation.fail;
import static io.percorso.lake.Field.Content.TEXT;
import static io.percorso.lake.Field.Content.TOKEN;

import io.percorso.lake.Field;
import io.percorso.lake.Table;

/**
 * One row per thing that happened between a person and the company.
 *
 * <p>Of several records with one interaction_id the winner is the one with the greatest declared
 * version, else the smallest (occurred_at, content_hash): a function of the set of records, not of
 * their arrival. The look-up for earlier deliveries of an id reads the days within {@code
 * dedupe.days} of the new ones.
 */
public final class Interactions {
  public static final Field INTERACTION_ID =
      Field.id(
          "interaction_id",
          "Hash of source and the record's own id, else of source and canonical content");
  public static final Field SOURCE = Field.word("source", "Name of the source, as in conf/sources");
  public static final Field CHANNEL =
      Field.word(
          "channel", "web, app, email, chat, messaging, social, voice, store, survey or crm");
  public static final Field PLACE =
      Field.text(
          "place",
          "Where it happened as the source says it: templated path, screen, queue or template");
  public static final Field ACTION =
      Field.word("action", "What was done, from the closed list of actions");
  public static final Field OCCURRED_AT =
      Field.timestamp(
          "occurred_at",
          "When it happened, UTC: created, corrected by received - sent where all three are given");
  public static final Field OCCURRED_DAY = Field.day("occurred_day", "UTC day of occurred_at");
  public static final Field OCCURRED_MONTH =
      Field.day("occurred_month", "First day of occurred_day's month; rows are stored by it");
  public static final Field SEQUENCE =
      Field.bigint(
          "sequence",
          "Order among interactions of one time: the source's counter, the ordinal in the file,"
              + " else 0");
  public static final Field AVAILABLE_AT =
      Field.timestamp(
              "available_at",
              "When the record could first be used: its own received time, else when its file was"
                  + " first seen")
          .arrival();
  public static final Field IDENTIFIERS =
      Field.structs(
          "identifiers",
          TOKEN,
          "Whom it names, in the order of the source's mapping: kind and keyed pseudonym",
          Field.word(
              "kind",
              "customer, login, email, phone, loyalty, handle, cookie, device, ip_agent,"
                  + " conversation"),
          Field.token("token", "Keyed pseudonym"));
  public static final Field SESSION_HINT =
      Field.token("session_hint", "The source's own session id, pseudonymised");
  public static final Field CONVERSATION_ID =
      Field.token("conversation_id", "Conversation, thread, call or case, pseudonymised");
  public static final Field DIRECTION =
      Field.word("direction", "inbound (by the customer) or outbound (by the company)");
  public static final Field INTENT =
      Field.word("intent", "What the customer wants, where the source says it");
  public static final Field ELEMENT =
      Field.text("element", "Element of the page or screen, redacted");
  public static final Field X = Field.integer("x", "Pointer position from the left, CSS pixels");
  public static final Field Y = Field.integer("y", "Pointer position from the top, CSS pixels");
  public static final Field DURATION_MS =
      Field.bigint("duration_ms", "How long it took, milliseconds");
  public static final Field IS_ERROR =
      Field.flag("is_error", "True when the person was shown a failure");
  public static final Field ERROR_CODE =
      Field.text("error_code", "Code or short name of the failure, redacted");
  public static final Field OUTCOME =
      Field.text("outcome", "Outcome as the source says it, redacted");
  public static final Field VALUE_AMOUNT =
      Field.amount("value_amount", "Money of the interaction, in the currency beside it");
  public static final Field CURRENCY = Field.word("currency", "ISO 4217 code");
  public static final Field LANGUAGE =
      Field.word("language", "Language tag as the source gives it, lower case");
  public static final Field TEXT_BODY =
      Field.text("text", "What was written, redacted; an access class of its own");
  public static final Field AGENT_TOKEN =
      Field.token("agent_token", "The company's person, pseudonymised");
  public static final Field BUSINESS_UNIT =
      Field.text("business_unit", "Brand, shop or department");
  public static final Field CAMPAIGN =
      Field.text("campaign", "Campaign that brought the person, redacted");
  public static final Field REFERRER =
      Field.text("referrer", "Host and templated path of the page before, query keys only");
  public static final Field DEVICE =
      Field.text("device", "Kind of device: desktop, mobile, tablet, or as the source says it");
  public static final Field ATTRIBUTES =
      Field.structs(
          "attributes",
          TEXT,
          "Further fields that the mapping allows, by key; values redacted",
          Field.word("key", "Name given by the mapping"),
          Field.text("value", "Value, redacted"));
  public static final Field IS_BOT_AGENT =
      Field.flag("is_bot_agent", "True when the user agent names a bot");
  public static final Field QUALITY_FLAGS =
      Field.words("quality_flags", "What was mended, sorted: clamped, redacted");
  public static final Field VERSION =
      Field.bigint(
          "version", "The record's declared version; the greatest wins, 0 where none is declared");
  public static final Field CONTENT_HASH =
      Field.id("content_hash", "Hash of the canonical content without transport fields");
  public static final Field MAPPING_VERSION =
      Field.id("mapping_version", "Digest of the source's mapping");
  public static final Field IS_LATE =
      Field.flag("is_late", "True when it came more than late.limit after it happened").arrival();
  public static final Field FILE_SHA256 =
      Field.id("file_sha256", "Content of the file that brought it").arrival();
  public static final Field FRAME_NUMBER =
      Field.bigint("frame_number", "Frame of that file, from 1").arrival();
  public static final Field ELEMENT_INDEX =
      Field.integer("element_index", "Record within its frame, from 0").arrival();
  public static final Field RUN_ID = Field.id("run_id", "Run that loaded it").arrival();

  public static final Table TABLE =
      Table.named(
              "silver.interactions",
              "One row per thing that happened between a person and the company",
              INTERACTION_ID,
              SOURCE,
              CHANNEL,
              PLACE,
              ACTION,
              OCCURRED_AT,
              OCCURRED_DAY,
              OCCURRED_MONTH,
              SEQUENCE,
              AVAILABLE_AT,
              IDENTIFIERS,
              SESSION_HINT,
              CONVERSATION_ID,
              DIRECTION,
              INTENT,
              ELEMENT,
              X,
              Y,
              DURATION_MS,
              IS_ERROR,
              ERROR_CODE,
              OUTCOME,
              VALUE_AMOUNT,
              CURRENCY,
              LANGUAGE,
              TEXT_BODY,
              AGENT_TOKEN,
              BUSINESS_UNIT,
              CAMPAIGN,
              REFERRER,
              DEVICE,
              ATTRIBUTES,
              IS_BOT_AGENT,
              QUALITY_FLAGS,
              VERSION,
              CONTENT_HASH,
              MAPPING_VERSION,
              IS_LATE,
              FILE_SHA256,
              FRAME_NUMBER,
              ELEMENT_INDEX,
              RUN_ID)
          .grain(INTERACTION_ID, OCCURRED_AT)
          .partitionedBy(OCCURRED_MONTH)
          .expect(
              fail(
                  "an interaction names at least one identifier",
                  org.apache.spark.sql.functions.size(IDENTIFIERS.col()).geq(1)),
              fail("a duration is not negative", DURATION_MS.col().geq(0)));

  private Interactions() {}
}
