package io.percorso.friction;

import io.percorso.friction.FrictionSignals.Rules;
import io.percorso.friction.FrictionSignals.Signal;
import io.percorso.interactions.Action;
import io.percorso.journeys.Interaction;
import io.percorso.journeys.Measured;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;

/** What the steps of one visit show by themselves. Takes them in order; knows no Spark. */
final class VisitSignals {
  private final Rules rules;
  private final Map<Signal, Double> found = new EnumMap<>(Signal.class);
  private final Map<Signal, Long> shownAt = new EnumMap<>(Signal.class);
  private long now;
  private Optional<Interaction> lastClick = Optional.empty();
  private int clicksInPlace;
  private final Map<String, Long> lastSubmit = new HashMap<>();
  private boolean isInvalid;
  private int retries;
  private boolean isUnsent;
  private final Queue<Long> searches = new ArrayDeque<>();

  VisitSignals(Rules rules) {
    this.rules = rules;
  }

  void take(Interaction interaction) {
    now = interaction.at();
    boolean isFailure = interaction.isError() || interaction.action() == Action.ERROR;
    if (isFailure) {
      fail(interaction);
    }
    switch (interaction.action()) {
      case CLICK -> click(interaction);
      case INPUT -> isUnsent = true;
      case SUBMIT -> submit(interaction);
      case VALIDATION_ERROR -> isInvalid = true;
      case SEARCH -> search(interaction.at());
      case TRANSFER -> show(Signal.TRANSFER, 1);
      default -> {}
    }
    Measured measured = interaction.measured();
    if (measured.loadMillis() != null) {
      atLeast(Signal.SLOW, slowness(measured.loadMillis()));
    }
    if (measured.waitSeconds() != null) {
      atLeast(Signal.WAIT, measured.waitSeconds() / rules.waitPromise().toSeconds() - 1);
    }
  }

  private double slowness(double millis) {
    double from = rules.slowFrom().toMillis();
    return (millis - from) / (rules.slowTo().toMillis() - from);
  }

  /** The strongest of what a visit shows several times; nothing up to 0, and never above 1. */
  private void atLeast(Signal signal, double strength) {
    if (strength > 0) {
      show(signal, Math.max(found.getOrDefault(signal, 0.0), Math.min(1, strength)));
    }
  }

  private void show(Signal signal, double strength) {
    found.put(signal, strength);
    shownAt.putIfAbsent(signal, now);
  }

  /** Whether something was typed in and not sent so far. */
  boolean isUnsent() {
    return isUnsent;
  }

  /** Signals with their strength. */
  Map<Signal, Double> found() {
    return found;
  }

  /** When a signal that was found first showed. */
  long shownAt(Signal signal) {
    return shownAt.get(signal);
  }

  private void fail(Interaction interaction) {
    show(isOfTheScript(interaction.errorCode()) ? Signal.JS_ERROR : Signal.API_ERROR, 1);
    boolean followsClick =
        lastClick
            .map(click -> interaction.at() - click.at() <= SignalFold.micros(rules.errorWithin()))
            .orElse(false);
    if (followsClick) {
      show(Signal.ERROR_CLICK, 1);
    }
  }

  private void click(Interaction click) {
    boolean isRaging =
        lastClick.map(before -> isNear(before, click)).orElse(false) && !isExcluded(click);
    clicksInPlace = isRaging ? clicksInPlace + 1 : 1;
    if (clicksInPlace >= rules.rageClicks()) {
      show(Signal.RAGE_CLICK, 1);
    }
    lastClick = Optional.of(click);
    String outcome = click.measured().outcome();
    if (outcome != null && rules.deadOutcomes().contains(outcome)) {
      show(Signal.DEAD_CLICK, 1);
    }
  }

  private boolean isNear(Interaction before, Interaction click) {
    if (before.x() == null || before.y() == null || click.x() == null || click.y() == null) {
      return false;
    }
    double apart = Math.hypot(click.x() - before.x(), click.y() - before.y());
    return apart <= rules.ragePixels()
        && click.at() - before.at() <= SignalFold.micros(rules.rageWithin());
  }

  private boolean isExcluded(Interaction click) {
    return click.element() != null
        && rules.rageExclude().stream().anyMatch(click.element()::contains);
  }

  private void submit(Interaction submit) {
    String form = Objects.requireNonNullElse(submit.element(), "");
    Long before = lastSubmit.put(form, submit.at());
    boolean isQuick =
        before != null && submit.at() - before <= SignalFold.micros(rules.retryWithin());
    if (isQuick || isInvalid) {
      retries++;
      show(Signal.FORM_RETRY, 1 - Math.exp(-retries / rules.retryScale()));
    }
    isInvalid = false;
    isUnsent = false;
  }

  private void search(long at) {
    searches.add(at);
    if (searches.size() > rules.refinements() + 1) {
      searches.remove();
    }
    if (searches.size() == rules.refinements() + 1
        && at - searches.element() <= SignalFold.micros(rules.refinedWithin())) {
      show(Signal.NO_RESULTS, 1);
    }
  }

  private boolean isOfTheScript(String code) {
    return code != null && rules.scriptErrors().stream().anyMatch(code::contains);
  }
}
