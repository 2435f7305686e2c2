package io.percorso.bi;

import java.time.LocalDate;

/**
 * In the place of a page whose figures are not made, so that links lead somewhere and nobody reads
 * those of an earlier night.
 *
 * @param title of the page in whose place it stands
 * @param setting that says that its figures are not made
 * @param dataDate last day of the publication
 * @param runId of the publication
 */
public record SwitchedOffPage(String title, String setting, LocalDate dataDate, String runId) {
  /** The page's HTML, UTF-8. */
  public String render() {
    return Templates.render("switchedoff.jte", this);
  }
}
