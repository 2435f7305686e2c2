package io.percorso.lake;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places where a run changes the world outside its memory, so that a test, or a drill, can let
 * the process die at each of them: no handler runs, as under {@code kill -9}.
 *
 * <p>Off unless the JVM has the property {@value #PROPERTY}: {@code <point>} or {@code
 * <point>@<subject>}, with {@code :<n>} for the n-th time that it is reached, such as {@code
 * merge.after-commit@silver.sessions} or {@code commit.before-link:12}. The value {@code ?} ends
 * nothing and names each point on stderr as it is reached.
 */
public enum CrashPoint {
  /** The lock is held, its owner is not yet written. */
  LOCK_TAKEN("lock.taken"),
  /** The files of the landing folder are known, nothing is written. */
  LANDING_LOOKED("landing.looked"),
  /** Subject: the status that the run's row is about to get. */
  LEDGER_BEFORE_COMMIT("ledger.before-commit"),
  LEDGER_AFTER_COMMIT("ledger.after-commit"),
  STEPS_BEFORE_COMMIT("steps.before-commit"),
  STEPS_AFTER_COMMIT("steps.after-commit"),
  /** The new key is on disk under a name that nobody reads. */
  KEY_BEFORE_RENAME("key.before-rename"),
  KEY_AFTER_RENAME("key.after-rename"),
  /** Subject of these, and of all that follow but those of the page and the link: the table. */
  CREATE_BEFORE_COMMIT("create.before-commit"),
  CREATE_AFTER_COMMIT("create.after-commit"),
  APPEND_BEFORE_DATA("append.before-data"),
  APPEND_AFTER_COMMIT("append.after-commit"),
  OVERWRITE_BEFORE_DATA("overwrite.before-data"),
  OVERWRITE_AFTER_COMMIT("overwrite.after-commit"),
  MERGE_BEFORE_DATA("merge.before-data"),
  MERGE_AFTER_COMMIT("merge.after-commit"),
  /** Data files are written; the commit lies under a name that nobody reads. Local disks only. */
  COMMIT_BEFORE_LINK("commit.before-link"),
  /** The commit has its name; the writer has not heard of it. Local disks only. */
  COMMIT_AFTER_LINK("commit.after-link"),
  RESTORE_BEFORE_COMMIT("restore.before-commit"),
  RESTORE_AFTER_COMMIT("restore.after-commit"),
  /** A table that did not exist before is out of sight, its files are not yet deleted. */
  REMOVE_BEFORE_DELETE("remove.before-delete"),
  PUBLISH_TABLE_WRITTEN("publish.table-written"),
  /** Subject of the rest: the publication. */
  PUBLISH_BEFORE_RENAME("publish.before-rename"),
  PUBLISH_AFTER_RENAME("publish.after-rename"),
  CURRENT_BEFORE_SWAP("current.before-swap"),
  CURRENT_AFTER_SWAP("current.after-swap"),
  OLD_PUBLICATION_BEFORE_DELETE("old-publication.before-delete"),
  PAGE_BEFORE_SWAP("page.before-swap"),
  PAGE_AFTER_SWAP("page.after-swap");

  /** Name of the JVM's property. */
  public static final String PROPERTY = "percorso.crash.at";

  private static final String SHOW = "?";
  private static final int KILLED = 137;
  private static final Optional<Plan> PLAN =
      Optional.ofNullable(System.getProperty(PROPERTY)).map(Plan::parse);

  private final String word;

  CrashPoint(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** Says that this place is reached; dies here when the property says so. */
  public void reach() {
    reach("");
  }

  /**
   * @param subject what it is done to: a table, a status, a publication; "" for none
   */
  public void reach(String subject) {
    if (PLAN.isPresent()) {
      PLAN.get().reached(this, subject);
    }
  }

  /** Where to die. */
  static final class Plan {
    private final String point;
    private final String subject;
    private final int time;
    private final AtomicInteger reached = new AtomicInteger();

    private Plan(String point, String subject, int time) {
      this.point = point;
      this.subject = subject;
      this.time = time;
    }

    /**
     * @throws UserError of kind usage for a point that there is not
     */
    static Plan parse(String text) {
      int colon = text.indexOf(':');
      String place = colon < 0 ? text : text.substring(0, colon);
      String count = colon < 0 ? "1" : text.substring(colon + 1);
      int at = place.indexOf('@');
      String point = at < 0 ? place : place.substring(0, at);
      List<String> words = Arrays.stream(values()).map(CrashPoint::word).toList();
      if (!words.contains(point) && !point.equals(SHOW) || !count.matches("[1-9]\\d{0,5}")) {
        throw UserError.usage(
            "-D%s=%s: write <point>[@<subject>][:<n>], the points being %s"
                .formatted(PROPERTY, text, String.join(", ", words)));
      }
      return new Plan(point, at < 0 ? "" : place.substring(at + 1), Integer.parseInt(count));
    }

    /** True when this time is the one to die at. */
    boolean isDue(CrashPoint reachedPoint, String reachedSubject) {
      return point.equals(reachedPoint.word)
          && (subject.isEmpty() || subject.equals(reachedSubject))
          && reached.incrementAndGet() == time;
    }

    private void reached(CrashPoint reachedPoint, String reachedSubject) {
      String name =
          reachedSubject.isEmpty() ? reachedPoint.word : reachedPoint.word + "@" + reachedSubject;
      if (point.equals(SHOW)) {
        System.err.println("crash point " + name);
      } else if (isDue(reachedPoint, reachedSubject)) {
        System.err.println("crash at " + name);
        System.err.flush();
        Runtime.getRuntime().halt(KILLED);
      }
    }
  }
}
