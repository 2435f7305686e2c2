package io.percorso.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.percorso.interactions.IdentityCorrections;
import io.percorso.testing.BaseSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final CustomerIds.Rules RULES = CustomerIds.Rules.from(BaseSettings.inUtc());
  private static final Instant DAY = Instant.parse("2026-02-10T00:00:00Z");

  @Test
  void linksStandInTheOrderInWhichTheyWereTakenWithWhatTheyDid() {
    List<Explanation.Seen> links =
        links(
            "login:l email:a 1",
            "customer:1 login:l 9",
            "customer:2 email:a 2",
            "customer:1 email:b 3",
            "login:l email:b 4");

    assertThat(told(Explanation.steps(links, List.of(), RULES)))
        .containsExactly(
            "LINK customer:1 login:l joined",
            "LINK customer:2 email:a joined",
            "LINK customer:1 email:b joined",
            "LINK login:l email:a blocked: conflict",
            "LINK login:l email:b together already");
    Collections.reverse(links);
    assertThat(told(Explanation.steps(links, List.of(), RULES)))
        .as("the order in which they are given changes nothing")
        .startsWith("LINK customer:1 login:l joined");
  }

  @Test
  void aForceIsTakenFirstAndAVetoBlocks() {
    List<Explanation.Seen> links = links("login:a email:m 1", "login:b email:m 2", "login:c");
    List<Explanation.Said> said =
        List.of(
            said("login:a", "login:b", IdentityCorrections.VETO),
            said("login:a", "login:c", IdentityCorrections.FORCE));

    assertThat(told(Explanation.steps(links, said, RULES)))
        .containsExactly(
            "FORCE login:a login:c joined",
            "LINK login:a email:m joined",
            "LINK login:b email:m blocked: veto");
  }

  @Test
  void aCorrectionAboutWhatWasNeverSeenDoesNothing() {
    assertThat(
            Explanation.steps(
                links("login:a"),
                List.of(said("login:a", "login:z", IdentityCorrections.FORCE)),
                RULES))
        .isEmpty();
  }

  /** {@code one other hour}, each of the two also with itself; or {@code one} alone. */
  private static List<Explanation.Seen> links(String... texts) {
    List<Explanation.Seen> links = new ArrayList<>();
    for (String text : texts) {
      String[] parts = text.split(" ", -1);
      Instant at = DAY.plus(Duration.ofHours(parts.length > 2 ? Long.parseLong(parts[2]) : 0));
      links.add(new Explanation.Seen(parts[0], parts[0], at));
      if (parts.length > 1) {
        links.add(new Explanation.Seen(parts[1], parts[1], at));
        links.add(new Explanation.Seen(parts[0], parts[1], at));
      }
    }
    return links;
  }

  private static Explanation.Said said(String one, String other, String verdict) {
    return new Explanation.Said(one, other, verdict, DAY);
  }

  private static List<String> told(List<Explanation.Step> steps) {
    return steps.stream()
        .map(
            step ->
                "%s %s %s %s"
                    .formatted(
                        step.origin(),
                        step.identifier(),
                        step.otherIdentifier(),
                        step.effect().word()))
        .toList();
  }
}
