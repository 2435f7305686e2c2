package io.percorso.friction;

import io.percorso.friction.hazard.Slicing;
import io.percorso.friction.hazard.Visit;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Which slices a visit is of: of its channel, its device, its intent, and of its campaign. */
public final class VisitSlices implements Slicing {
  /** Ways to tell visits apart. */
  static final String CHANNEL = "channel";

  static final String DEVICE = "device";
  static final String INTENT = "intent";
  static final String CAMPAIGN = "campaign";

  /** Whether a campaign brought a visit. */
  private static final List<String> CAMPAIGNS = List.of("no", "yes");

  private final int channels;
  private final int devices;
  private final int intents;
  private final ArrayList<Name> names = new ArrayList<>();

  /** What a slice is called: the way, and the word. */
  record Name(String dimension, String value) implements Serializable {}

  VisitSlices(List<String> channels, List<String> devices, List<String> intents) {
    this.channels = channels.size();
    this.devices = devices.size();
    this.intents = intents.size();
    name(CHANNEL, channels);
    name(DEVICE, devices);
    name(INTENT, intents);
    name(CAMPAIGN, CAMPAIGNS);
  }

  private void name(String dimension, List<String> values) {
    values.forEach(value -> names.add(new Name(dimension, value)));
  }

  Name name(int slice) {
    return names.get(slice);
  }

  @Override
  public int count() {
    return names.size();
  }

  @Override
  public int[] of(Visit visit) {
    int device = device(visit);
    int campaign = visit.confounders()[VisitLabels.CAMPAIGN] == 0 ? 0 : 1;
    int afterDevices = channels + devices;
    int intent = afterDevices + visit.journey().intent();
    int last = afterDevices + intents + campaign;
    return device < 0
        ? new int[] {visit.channel(), intent, last}
        : new int[] {visit.channel(), channels + device, intent, last};
  }

  @Override
  public int strata() {
    return intents * channels * (devices + 1);
  }

  @Override
  public int stratum(Visit visit) {
    int place = visit.journey().intent() * channels + visit.channel();
    return place * (devices + 1) + device(visit) + 1;
  }

  /** Its number; −1: not known, or not among those that are told apart. */
  private int device(Visit visit) {
    int first = VisitLabels.HISTORY + VisitLabels.HOUR_BANDS;
    for (int d = 0; d < devices; d++) {
      if (visit.confounders()[first + d] != 0) {
        return d;
      }
    }
    return -1;
  }
}
