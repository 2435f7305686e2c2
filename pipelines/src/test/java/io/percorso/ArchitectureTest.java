package io.percorso;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.percorso.lake.Table;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.Dataset;

/** What may use what, and what no room may do. */
@AnalyzeClasses(packages = "io.percorso", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** The packages in the order in which data flows: each may use the earlier ones. */
  private static final List<String> FLOW =
      List.of(
          "statistics",
          "lake",
          "interactions",
          "quality",
          "identity",
          "journeys",
          "service",
          "voice",
          "friction",
          "retention",
          "segments",
          "maturity",
          "bi");

  @ArchTest
  static void eachPackageUsesOnlyEarlierOnes(
      com.tngtech.archunit.core.domain.JavaClasses imported) {
    for (int i = 0; i < FLOW.size(); i++) {
      List<String> later = new ArrayList<>();
      FLOW.subList(i + 1, FLOW.size()).forEach(name -> later.add("io.percorso." + name + ".."));
      later.add("io.percorso.jobs..");
      later.add("io.percorso.simulator..");
      noClasses()
          .that()
          .resideInAPackage("io.percorso." + FLOW.get(i) + "..")
          .should()
          .dependOnClassesThat(resideInAnyPackage(later.toArray(String[]::new)))
          .allowEmptyShould(true)
          .because(
              "packages stand in the order in which data flows; what two need goes into the earlier"
                  + " one")
          .check(imported);
    }
  }

  @ArchTest
  static final ArchRule statisticsArePlainJava =
      noClasses()
          .that()
          .resideInAPackage("io.percorso.statistics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "io.delta..")
          .because("what is held against published figures needs no Spark");

  @ArchTest
  static final ArchRule onlyTheLakeReadsAndWritesTables =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.percorso.lake..")
          .should()
          .dependOnClassesThat(
              describe(
                  "read or write tables",
                  c ->
                      c.getPackageName().startsWith("io.delta")
                          || c.getPackageName().startsWith("org.apache.spark.sql.delta")
                          || Set.of("DataFrameReader", "DataFrameWriter", "DataFrameWriterV2")
                              .contains(c.getSimpleName())))
          .because(
              "paths, commits, promises and retries are the lake's matter: give a Dataset to Run"
                  + " instead");

  @ArchTest
  static final ArchRule noRoomReadsAClockOrDraws =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "read a clock or draw at random",
                  (JavaCall<?> call) -> {
                    String owner = call.getTargetOwner().getName();
                    String name = call.getName();
                    boolean clock =
                        (name.equals("now")
                                && List.of(Instant.class, LocalDate.class).stream()
                                    .anyMatch(c -> owner.equals(c.getName())))
                            || (owner.equals(System.class.getName())
                                && name.equals("currentTimeMillis"))
                            || (owner.equals(Clock.class.getName()) && name.startsWith("system"))
                            || (owner.equals("org.apache.spark.sql.functions")
                                && Set.of(
                                        "now",
                                        "current_timestamp",
                                        "current_date",
                                        "rand",
                                        "randn",
                                        "uuid",
                                        "monotonically_increasing_id")
                                    .contains(name));
                    boolean random =
                        owner.equals(Random.class.getName())
                            || owner.equals(Math.class.getName()) && name.equals("random");
                    boolean uuid =
                        owner.equals(UUID.class.getName())
                            && name.equals("randomUUID")
                            && !call.getOriginOwner().getSimpleName().equals("LinkedLogStore");
                    return clock || random || uuid;
                  }))
          .because(
              "a rerun must give the same tables: times and dates come in as arguments, ids are"
                  + " hashes of content");

  @ArchTest
  static final ArchRule roomsDoNotCollect =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.percorso.lake..", "io.percorso.bi..")
          .and()
          // A loop to a fixed point must look whether it has come there.
          .doNotHaveFullyQualifiedName("io.percorso.identity.Components")
          .and()
          // Models are fitted and judged on rows in memory; it has no table.
          .doNotHaveFullyQualifiedName("io.percorso.retention.risk.RiskLearner")
          .should()
          .callMethodWhere(
              describe(
                  "bring rows to the driver",
                  (JavaCall<?> call) ->
                      call.getTargetOwner().isEquivalentTo(Dataset.class)
                          && Set.of(
                                  "collect",
                                  "collectAsList",
                                  "toLocalIterator",
                                  "count",
                                  "cache",
                                  "localCheckpoint",
                                  "persist")
                              .contains(call.getName())))
          .because(
              "a room is a pure function of Datasets; jobs and the lake decide when to run it");

  @ArchTest
  static final ArchRule everyTableHasATest =
      classes()
          .that(
              describe(
                  "declare a TABLE",
                  c ->
                      c.tryGetField("TABLE")
                          .filter(f -> f.getRawType().isEquivalentTo(Table.class))
                          .isPresent()))
          .should(
              new ArchCondition<JavaClass>("have a test beside them") {
                @Override
                public void check(JavaClass room, ConditionEvents events) {
                  String test = room.getName() + "Test";
                  boolean found =
                      ArchitectureTest.class.getResource("/" + test.replace('.', '/') + ".class")
                          != null;
                  events.add(
                      new SimpleConditionEvent(
                          room, found, test + (found ? " exists" : " is missing")));
                }
              })
          .because("a table without a picture of its rules is a promise that nobody checks");
}
