package io.percorso.friction;

import io.percorso.journeys.StrictYaml;
import io.percorso.lake.UserError;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A change to a touchpoint that was meant to take friction away. Comes from conf/releases.yaml.
 *
 * @param channel that alone changed; empty: every one
 * @param day the first with the change
 */
public record PlannedRelease(
    String name, String touchpoint, Optional<String> channel, LocalDate day)
    implements Serializable {
  /**
   * Releases from the text of conf/releases.yaml.
   *
   * @param file the name for messages
   * @throws UserError when a key is unknown or missing, a name is said twice, or a day is none
   */
  public static List<PlannedRelease> parse(String file, String yaml) {
    List<PlannedRelease> releases = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (StrictYaml item : StrictYaml.parse(file, yaml).only("releases").list("releases")) {
      item.only("name", "touchpoint", "channel", "day");
      String name = item.required("name");
      if (!names.add(name)) {
        throw item.wrong("name '" + name + "' is taken: say another");
      }
      releases.add(
          new PlannedRelease(name, item.required("touchpoint"), item.text("channel"), day(item)));
    }
    return List.copyOf(releases);
  }

  private static LocalDate day(StrictYaml item) {
    String text = item.required("day");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw item.wrong("day '" + text + "' is no date such as 2026-03-31");
    }
  }
}
