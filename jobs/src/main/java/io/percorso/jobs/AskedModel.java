package io.percorso.jobs;

import io.percorso.lake.Settings;
import io.percorso.retention.CustomerFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A question that a model of leaving answers.
 *
 * @param modelId its name in the registry
 * @param contractKinds the customers it is asked about
 * @param horizonDays within which leaving counts
 */
record AskedModel(String modelId, List<String> contractKinds, int horizonDays) {
  private static final List<String> CONTRACTS =
      List.of(CustomerFeatures.AUTOMATIC, CustomerFeatures.MANUAL);

  static final String CONTRACT_SHORT = "contract_short";
  static final String CONTRACT_LONG = "contract_long";
  static final String VISITS = "visits";

  /**
   * The questions, in a fixed order.
   *
   * @param silence days after which few customers without a contract come back; empty: it is not
   *     known, and nothing is asked of them
   */
  static List<AskedModel> all(Settings settings, Optional<Integer> silence) {
    List<AskedModel> all = new ArrayList<>();
    all.add(new AskedModel(CONTRACT_SHORT, CONTRACTS, days(settings, "contract-short")));
    all.add(new AskedModel(CONTRACT_LONG, CONTRACTS, days(settings, "contract-long")));
    silence.ifPresent(
        days -> all.add(new AskedModel(VISITS, List.of(CustomerFeatures.NO_CONTRACT), days)));
    return all;
  }

  private static int days(Settings settings, String horizon) {
    return (int) settings.duration("retention.horizons." + horizon).toDays();
  }

  boolean isOfContracts() {
    return !modelId.equals(VISITS);
  }
}
