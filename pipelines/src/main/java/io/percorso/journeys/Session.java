package io.percorso.journeys;

import io.percorso.interactions.Channel;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A session while the fold builds it, and what is told of it at its end. Times in microseconds. */
public final class Session {
  /** Whose doing it is. */
  public enum Kind {
    PERSON,
    BOT,
    /** A day with more interactions than a person can make. */
    FLOOD
  }

  private final String id;
  private final Interaction first;
  private final Kind kind;
  private final Set<String> touchpoints = new HashSet<>();
  private long endedAt;
  private int stepCount;
  private int viewCount;
  private int errorCount;
  private boolean isConverting;
  private boolean isReaction = true;
  private String exit = "";
  private String campaign;
  private String device;

  private Session(String id, Interaction first, Kind kind) {
    this.id = id;
    this.first = first;
    this.kind = kind;
  }

  /** A session that begins with this interaction, which is yet to be taken. */
  static Session starting(Interaction first, Kind kind) {
    return new Session(
        ContentHash.of(first.customerId(), first.channel().word(), first.interactionId()),
        first,
        kind);
  }

  /** The one session of a channel on a flooded day. */
  static Session flood(Interaction first) {
    return starting(first, Kind.FLOOD);
  }

  void take(Interaction interaction) {
    endedAt = interaction.at();
    stepCount++;
    viewCount += interaction.isView() ? 1 : 0;
    errorCount += interaction.isError() ? 1 : 0;
    isReaction &= interaction.action().isReaction(interaction.channel());
    exit = interaction.place();
    if (kind != Kind.FLOOD) {
      touchpoints.add(exit);
    }
    campaign = campaign == null ? interaction.campaign() : campaign;
    device = device == null ? interaction.device() : device;
  }

  void converts() {
    isConverting = true;
  }

  public String id() {
    return id;
  }

  public String customerId() {
    return first.customerId();
  }

  public Channel channel() {
    return first.channel();
  }

  public String source() {
    return first.source();
  }

  public Kind kind() {
    return kind;
  }

  public long startedAt() {
    return first.at();
  }

  public long endedAt() {
    return endedAt;
  }

  public int stepCount() {
    return stepCount;
  }

  public int viewCount() {
    return viewCount;
  }

  public int errorCount() {
    return errorCount;
  }

  /** Distinct touchpoints; not counted in a flood, which keeps nothing: 1. */
  public int touchpointCount() {
    return Math.max(1, touchpoints.size());
  }

  public String entryTouchpoint() {
    return first.place();
  }

  public String exitTouchpoint() {
    return exit;
  }

  public Optional<String> campaign() {
    return Optional.ofNullable(campaign);
  }

  public Optional<String> device() {
    return Optional.ofNullable(device);
  }

  /** True when all of it was done with what the company sent. */
  public boolean isReaction() {
    return isReaction;
  }

  /** True when a goal that converts was met in it. */
  public boolean isConverting() {
    return isConverting;
  }
}
