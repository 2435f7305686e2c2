package io.percorso.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.percorso.interactions.IdentityCorrections;
import io.percorso.interactions.Source;
import io.percorso.interactions.Sources;
import io.percorso.interactions.Target;
import io.percorso.lake.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code identity}: why identifiers are one customer, and corrections of that. */
@Command(
    name = "identity",
    description = "Why identifiers are one customer, and corrections of that.",
    footer = {"", ExitCode.HELP},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class IdentityCommand implements Callable<Integer> {
  private static final String IDENTIFIER =
      "Kind and value, such as email:somebody@example.org, customer:C-4711, login:zendesk:815:"
          + " the value as the mapping of its source gives it";

  private final Invocation invocation;

  @Spec private CommandSpec spec;

  IdentityCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: identity explain, veto, force or withdraw");
  }

  /** What is said of a decision beside its two identifiers. */
  static final class Why {
    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        defaultValue = "",
        description = "Why, for who looks at it later; kept without what names a person")
    private String reason;

    @Option(
        names = "--by",
        paramLabel = "ROLE-OR-TICKET",
        defaultValue = "",
        description =
            "Who decided: a role or a ticket of conf/sources/identity-corrections.yaml; anything"
                + " else is not kept")
    private String by;
  }

  @Command(
      name = "veto",
      description = "These two are never one customer, whatever interactions name both.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int veto(
      @Mixin CommonOptions options,
      @Mixin Why why,
      @Parameters(paramLabel = "KIND:VALUE", description = IDENTIFIER) String one,
      @Parameters(paramLabel = "KIND:VALUE", description = "The other") String other) {
    return decide(options, why, IdentityCorrections.VETO, one, other, "are never one customer");
  }

  @Command(
      name = "force",
      description = {
        "These two are one customer, though no interaction names both.",
        "Within the limits of every link: two customer numbers stay two customers."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int force(
      @Mixin CommonOptions options,
      @Mixin Why why,
      @Parameters(paramLabel = "KIND:VALUE", description = IDENTIFIER) String one,
      @Parameters(paramLabel = "KIND:VALUE", description = "The other") String other) {
    return decide(options, why, IdentityCorrections.FORCE, one, other, "are one customer");
  }

  @Command(
      name = "withdraw",
      description = "Takes back what was said of these two: interactions alone decide again.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int withdraw(
      @Mixin CommonOptions options,
      @Mixin Why why,
      @Parameters(paramLabel = "KIND:VALUE", description = IDENTIFIER) String one,
      @Parameters(paramLabel = "KIND:VALUE", description = "The other") String other) {
    return decide(
        options, why, IdentityCorrections.WITHDRAW, one, other, "are what interactions say");
  }

  @Command(
      name = "explain",
      description = "Why an identifier is the customer that it is; shows kinds and pseudonyms.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int explain(
      @Mixin CommonOptions options,
      @Parameters(paramLabel = "KIND:VALUE", description = IDENTIFIER) String identifier) {
    NamedIdentifier named = NamedIdentifier.of(identifier);
    try (Engine engine = options.readingEngine(invocation)) {
      engine.explain(named, invocation.out());
    }
    return ExitCode.DONE;
  }

  private int decide(
      CommonOptions options,
      Why why,
      String verdict,
      String one,
      String other,
      String consequence) {
    // The sources' targets are tables in Spark's words, and naming them wakes its logging.
    Logs.start(options.logFormat(), Optional.empty());
    CorrectionFile.Decision decision =
        new CorrectionFile.Decision(
            verdict,
            NamedIdentifier.of(one).requireStrong(),
            NamedIdentifier.of(other).requireStrong(),
            why.by.strip(),
            why.reason.strip());
    if (decision.one().equals(decision.other())) {
      throw UserError.usage(
          "both are the same identifier: a %s is about two; './percorso identity %s --help' shows how to name them"
              .formatted(verdict, verdict));
    }
    requireSource(options);
    Path file =
        CorrectionFile.write(options.workspace().landing(), decision, invocation.clock().instant());
    invocation.out().println(file);
    invocation
        .err()
        .printf(
            "%s and %s %s: from the next run on. Not to wait for the night: ./percorso run"
                + " nightly%s --workspace %s%nSee then whether both are known, and what came of it:"
                + " ./percorso identity explain %s --workspace %s%n",
            decision.one(),
            decision.other(),
            consequence,
            lastDay(options.workspace().runs()).map(day -> " --date " + day).orElse(""),
            options.workspace().root(),
            decision.one(),
            options.workspace().root());
    return ExitCode.DONE;
  }

  /** A file of a source that is not declared would lie there unread. */
  private void requireSource(CommonOptions options) {
    Path sources = options.confFolder(invocation).resolve("sources");
    boolean isDeclared =
        Sources.read(sources).stream()
            .filter(source -> source.name().equals(CorrectionFile.SOURCE))
            .map(Source::target)
            .anyMatch(Target.IDENTITY_CORRECTIONS::equals);
    if (!isDeclared) {
      throw UserError.usage(
          "%s declares no source %s, so no run would read the correction: put back %s.yaml as it is shipped"
              .formatted(sources, CorrectionFile.SOURCE, CorrectionFile.SOURCE));
    }
  }

  /** The day of the last run that ended well: running it again moves nothing but the correction. */
  private static Optional<LocalDate> lastDay(Path runs) {
    for (Path folder : RunFolder.newestFirst(runs)) {
      try {
        JsonNode results = Json.read(folder.resolve(RunFolder.RESULTS));
        if (results.path("status").asText().equals("success")) {
          return Optional.of(
              LocalDate.parse(results.path("args").path("to").asText()).minusDays(1));
        }
      } catch (IOException e) {
        // A folder of a run that died before it wrote its results: an older one may tell.
      }
    }
    return Optional.empty();
  }
}
