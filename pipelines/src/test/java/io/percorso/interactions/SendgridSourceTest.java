package io.percorso.interactions;

import io.percorso.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendgridSourceTest {
  private static final List<Outcome> SAMPLE = Samples.read("sendgrid", ".ndjson");

  @Test
  void eachEventBecomesAnAction() {
    Samples.assertBecome(
        SAMPLE,
        """
        verdict       | occurred_at          | action      | direction | kinds | same:tokens | same:conversation_id | outcome           | error_code
        LOADED        | 2026-02-10T09:00:00Z | deliver     | outbound  | email | 1           | 1                    | processed         |
        LOADED        | 2026-02-10T09:00:03Z | deliver     | outbound  | email | 1           | 1                    | delivered         |
        LOADED        | 2026-02-10T09:01:00Z | open        | inbound   | email | 1           | 1                    | open              |
        LOADED        | 2026-02-10T09:01:30Z | click       | inbound   | email | 1           | 1                    | click             |
        LOADED        | 2026-02-10T09:01:40Z | other       | outbound  | email | 5           | 5                    | deferred          |
        LOADED        | 2026-02-10T09:03:20Z | bounce      | outbound  | email | 5           | 5                    | bounce            | 5.7.1
        LOADED        | 2026-02-10T09:03:30Z | bounce      | outbound  | email | 7           | 7                    | dropped           | 5.0.0
        LOADED        | 2026-02-10T09:05:00Z | complaint   | inbound   | email | 1           | 1                    | spamreport        |
        LOADED        | 2026-02-10T09:05:10Z | unsubscribe | inbound   | email | 1           | 1                    | unsubscribe       |
        LOADED        | 2026-02-10T09:05:20Z | unsubscribe | inbound   | email | 1           | 1                    | group_unsubscribe |
        LOADED        | 2026-02-10T09:05:30Z | other       | inbound   | email | 1           | 1                    | group_resubscribe |
        MISSING_FIELD |                      |             |           |       |             |                      |                   |
        MISSING_FIELD |                      |             |           |       |             |                      |                   |
        NOT_OBJECT    |                      |             |           |       |             |                      |                   |
        EMPTY         |                      |             |           |       |             |                      |                   |
        """);
  }

  @Test
  void eachEventKeepsWhatItTells() {
    Samples.assertBecome(
        SAMPLE,
        """
        element                   | campaign    | device | is_bot_agent | attributes
                                  | spring      |        | false        | event=processed template=Spring offers
                                  |             |        | false        | event=delivered reason=250 OK for [email]
                                  | spring      |        | true         | event=open
        shop.example/offers/:id?u | Spring 2026 | mobile | false        | event=click
                                  |             |        | false        | event=deferred reason=421 later attempt=2
                                  |             |        | false        | event=bounce reason=550 refused bounce_type=blocked bounce_classification=Reputation
                                  |             |        | false        | event=dropped reason=Bounced Address
                                  |             |        | false        | event=spamreport
                                  |             |        | false        | event=unsubscribe
                                  |             |        | false        | event=group_unsubscribe unsubscribe_group=10
                                  |             |        | false        | event=group_resubscribe unsubscribe_group=10
                                  |             |        |              |
                                  |             |        |              |
                                  |             |        |              |
                                  |             |        |              |
        """);
  }

  @Test
  void theRealPayloadsLoadUnedited() throws IOException {
    byte[] file = Files.readAllBytes(RealData.path("email-events/sendgrid.ndjson"));
    Samples.assertBecome(
        Loading.parse(Loading.shipped("sendgrid"), file),
        """
        verdict | occurred_at          | action  | direction | outcome   | error_code | campaign  | same:interaction_id
        LOADED  | 2016-04-19T19:47:26Z | deliver | outbound  | processed |            | tag1      | 1
        LOADED  | 2016-04-19T19:47:30Z | deliver | outbound  | delivered |            |           | 2
        LOADED  | 2016-04-19T19:47:30Z | bounce  | outbound  | dropped   |            |           | 3
        LOADED  | 2017-12-15T00:59:29Z | bounce  | outbound  | dropped   | 5.0.0      | cat facts | 4
        LOADED  | 2016-04-19T19:47:30Z | bounce  | outbound  | dropped   |            |           | 5
        LOADED  | 2016-04-19T19:47:30Z | bounce  | outbound  | bounce    | 5.1.1      |           | 6
        LOADED  | 2016-04-21T01:09:50Z | other   | outbound  | deferred  |            |           | 7
        LOADED  | 2016-04-19T19:47:30Z | open    | inbound   | open      |            |           | 8
        LOADED  | 2016-04-19T19:47:30Z | click   | inbound   | click     |            |           | 9
        LOADED  | 2016-04-19T19:47:30Z | deliver | outbound  | delivered |            |           | 2
        """);
  }
}
