package io.percorso.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhatsappSourceTest {
  private static final List<Outcome> SAMPLE = Samples.read("whatsapp", ".ndjson");

  @Test
  void messagesAreInboundAndStatusesOutbound() {
    Samples.assertBecome(
        SAMPLE,
        """
        verdict       | element_index | occurred_at          | action  | direction | kinds        | same:tokens | same:conversation_id
        LOADED        | 0             | 2026-02-10T09:00:00Z | message | inbound   | phone handle | 1           | 1
        LOADED        | 1             | 2026-02-10T09:00:10Z | message | inbound   | phone        | 2           | 1
        LOADED        | 2             | 2026-02-10T09:00:20Z | message | inbound   | phone        | 3           | 3
        LOADED        | 3             | 2026-02-10T09:00:30Z | message | inbound   | phone        | 3           | 3
        LOADED        | 4             | 2026-02-10T09:00:31Z | deliver | outbound  | phone        | 3           | 3
        LOADED        | 0             | 2026-02-10T09:00:32Z | deliver | outbound  | phone        | 3           | 3
        LOADED        | 1             | 2026-02-10T09:00:40Z | open    | outbound  | phone        | 3           | 3
        LOADED        | 2             | 2026-02-10T09:00:50Z | bounce  | outbound  | phone        | 8           | 8
        LOADED        | 0             | 2026-02-10T09:01:00Z | message | inbound   | handle       | 9           | 9
        LOADED        | 1             | 2026-02-10T09:01:10Z | other   | inbound   | phone        | 10          | 10
        LOADED        | 2             | 2026-02-10T09:01:20Z | message | inbound   | phone        | 10          | 10
        LOADED        | 3             | 2026-02-10T09:01:30Z | message | inbound   | phone        | 10          | 10
        LOADED        | 4             | 2026-02-10T09:01:35Z | message | outbound  | phone        | 10          | 10
        IGNORED       |               |                      |         |           |              |             |
        EMPTY         |               |                      |         |           |              |             |
        TS_RANGE      |               |                      |         |           |              |             |
        MISSING_FIELD |               |                      |         |           |              |             |
        MISSING_FIELD |               |                      |         |           |              |             |
        """);
  }

  @Test
  void textsAndErrorsAreKeptAndRedacted() {
    Samples.assertBecome(
        SAMPLE,
        """
        text                                 | element | outcome   | error_code | campaign | referrer            | attributes
        Where is my parcel? Write to [email] |         |           |            |          |                     | type=text
        This one                             |         |           |            |          |                     | type=image
        Yes                                  | CONFIRM |           |            |          |                     | type=button
        Tuesday                              | slot-2  |           |            |          |                     | type=interactive reply_type=list_reply
                                             |         | sent      |            |          |                     | category=service
                                             |         | delivered |            |          |                     |
                                             |         | read      |            |          |                     |
                                             |         | failed    | 131047     |          |                     | error=Re-engagement message
        Hello                                |         |           |            |          |                     | type=text
        +1                                   |         |           |            |          |                     | type=reaction
                                             |         |           | 131051     |          |                     | type=unsupported error=Message type unknown
        Is it in stock?                      |         |           |            | Ovens    | ads.example/a/:id?k | type=text
        Yes, it is                           |         |           |            |          |                     | type=text
                                             |         |           |            |          |                     |
                                             |         |           |            |          |                     |
                                             |         |           |            |          |                     |
                                             |         |           |            |          |                     |
                                             |         |           |            |          |                     |
        """);
  }

  @Test
  void theRealPayloadsLoadUneditedButForAMessageThatSays1973() throws IOException {
    byte[] file = Files.readAllBytes(RealData.path("formats/whatsapp_cloud.ndjson"));
    Samples.assertBecome(
        Loading.parse(Loading.shipped("whatsapp"), file),
        """
        verdict  | occurred_at          | action  | direction | kinds | outcome | same:conversation_id
        TS_RANGE |                      |         |           |       |         |
        LOADED   | 2023-11-02T05:33:37Z | deliver | outbound  | phone | sent    | 2
        LOADED   | 2023-11-02T05:33:38Z | open    | outbound  | phone | read    | 2
        """);
  }

  @Test
  void aNumberIsTheSamePersonAsOtherSystemsWriteIt() {
    String phone = Loading.KEYS.tokens().of("phone", "+393330000001");
    assertThat(Samples.cell(SAMPLE.get(1), "tokens")).isEqualTo(phone);
  }
}
