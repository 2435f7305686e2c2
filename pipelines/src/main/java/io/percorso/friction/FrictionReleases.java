package io.percorso.friction;

import static io.percorso.lake.Expectation.fail;

import io.percorso.friction.hazard.Release;
import io.percorso.lake.Field;
import io.percorso.lake.Table;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per release of conf/releases.yaml: whether it took friction away, and whether fewer
 * journeys have ended there since.
 */
public final class FrictionReleases {
  public static final Field RELEASE = Field.word("release", "Its name in conf/releases.yaml");
  public static final Field TOUCHPOINT = TouchpointFriction.TOUCHPOINT;
  public static final Field CHANNEL =
      VisitsAtRisk.CHANNEL.as("channel", "Channel that alone changed; null: every one");
  public static final Field RELEASE_DAY =
      Field.day("release_day", "First day with the change, business zone");
  public static final Field BEFORE_COUNT =
      Field.bigint(
          "before_count",
          "Visits there in the days before that are compared; 0 on both sides: nobody was there, or"
              + " the name in conf/releases.yaml is no touchpoint's or channel's");
  public static final Field AFTER_COUNT =
      Field.bigint("after_count", "Visits there in the days after");
  public static final Field FRICTION_BEFORE =
      Field.real("friction_before", "Share of the visits before that shows a signal");
  public static final Field FRICTION_AFTER =
      Field.real("friction_after", "Share of the visits after that shows a signal");
  public static final Field IS_COMPARED =
      Field.flag(
          "is_compared", "True when visits on other channels tell what would have happened anyway");
  public static final Field CHANGE =
      Field.real(
              "change",
              "Journeys given up more per 100 visits than calm visits would, after less before,"
                  + " less the same elsewhere; below 0: the release helped; null: fewer than 30"
                  + " visits on a side")
          .fitted();
  public static final Field CHANGE_LOW =
      Field.real("change_low", "Lower end of the 95 % interval of change").fitted();
  public static final Field CHANGE_HIGH =
      Field.real("change_high", "Upper end of the 95 % interval of change").fitted();
  public static final Field IS_CONFIRMED =
      Field.flag("is_confirmed", "True when fewer visits show friction and change_high is below 0")
          .fitted();

  public static final Table TABLE =
      Table.named(
              "gold.friction_releases",
              "One row per release of conf/releases.yaml",
              RELEASE,
              TOUCHPOINT,
              CHANNEL,
              RELEASE_DAY,
              BEFORE_COUNT,
              AFTER_COUNT,
              FRICTION_BEFORE,
              FRICTION_AFTER,
              IS_COMPARED,
              CHANGE,
              CHANGE_LOW,
              CHANGE_HIGH,
              IS_CONFIRMED)
          .grain(RELEASE)
          .expect(
              fail("an interval has two ends in order", CHANGE_LOW.col().leq(CHANGE_HIGH.col())));

  private FrictionReleases() {}

  /** Of a model. */
  public static List<Row> rows(FittedFriction fitted) {
    return fitted.released().stream().map(FrictionReleases::row).toList();
  }

  private static Row row(Evidence.Released released) {
    Release.Effect effect = released.effect();
    return RowFactory.create(
        released.release().name(),
        released.release().touchpoint(),
        released.release().channel().orElse(null),
        released.release().day(),
        effect.visitsBefore(),
        effect.visitsAfter(),
        effect.frictionBefore(),
        effect.frictionAfter(),
        effect.isCompared(),
        effect.isEnough() ? effect.change() : null,
        effect.isEnough() ? effect.interval().low() : null,
        effect.isEnough() ? effect.interval().high() : null,
        effect.isConfirmed());
  }
}
