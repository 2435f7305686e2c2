package io.percorso.interactions;

import java.util.List;
import org.junit.jupiter.api.Test;

class TelegramSourceTest {
  private static final List<Outcome> SAMPLE = Samples.read("telegram", ".ndjson");

  @Test
  void anEditIsTheSameMessageAndAPressAClick() {
    Samples.assertBecome(
        SAMPLE,
        """
        verdict       | occurred_at          | action  | kinds  | same:interaction_id | version    | same:tokens | same:conversation_id | text                        | element | language | is_bot_agent | attributes
        LOADED        | 2026-02-10T09:00:00Z | message | handle | 1                   | 0          | 1           | 1                    | Where is my parcel? [phone] |         | it       | false        | chat=private
        LOADED        | 2026-02-10T09:00:00Z | message | handle | 1                   | 1770714015 | 1           | 1                    | Where is my second parcel?  |         | it       | false        | chat=private edited=true
        LOADED        | 2026-02-10T09:00:20Z | message | handle | 3                   | 0          | 1           | 1                    | The box                     |         |          | false        | chat=private
        LOADED        | 2026-02-10T09:00:30Z | click   | handle | 4                   | 0          | 1           | 1                    |                             | yes     |          | false        | chat=private
        LOADED        | 2026-02-10T09:00:40Z | message | handle | 5                   | 0          | 5           | 5                    | /start                      |         |          | true         | chat=group
        IGNORED       |                      |         |        |                     |            |             |                      |                             |         |          |              |
        MISSING_FIELD |                      |         |        |                     |            |             |                      |                             |         |          |              |
        IGNORED       |                      |         |        |                     |            |             |                      |                             |         |          |              |
        """);
  }
}
