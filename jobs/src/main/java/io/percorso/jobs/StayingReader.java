package io.percorso.jobs;

import io.percorso.bi.FrictionBoard.Estimate;
import io.percorso.bi.Overview;
import io.percorso.bi.StayingBoard;
import io.percorso.bi.StayingBoard.Curve;
import io.percorso.bi.StayingBoard.Length;
import io.percorso.bi.StayingBoard.Point;
import io.percorso.bi.StayingBoard.Worth;
import io.percorso.lake.Field;
import io.percorso.lake.Lake;
import io.percorso.lake.Publications;
import io.percorso.lake.Settings;
import io.percorso.retention.ContractLengths;
import io.percorso.retention.CustomerFeatures;
import io.percorso.retention.RetentionEconomics;
import io.percorso.retention.SurvivalCurves;
import io.percorso.statistics.Interval;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Reads how long contracts last and what customers are worth from the last publication. */
final class StayingReader {
  private StayingReader() {}

  static StayingBoard read(Lake lake, Publications.Publication publication, Settings settings) {
    Map<String, List<Row>> byKind =
        OverviewReader.published(lake, publication, SurvivalCurves.TABLE)
            .where(
                SurvivalCurves.CAUSE
                    .col()
                    .equalTo(SurvivalCurves.ANY)
                    .and(SurvivalCurves.TIER.col().equalTo(SurvivalCurves.ALL))
                    .and(
                        SurvivalCurves.CONTRACT_KIND
                            .col()
                            .isin(CustomerFeatures.AUTOMATIC, CustomerFeatures.MANUAL)))
            .orderBy(SurvivalCurves.DAY.col())
            .collectAsList()
            .stream()
            .collect(
                Collectors.groupingBy(
                    row -> StayingReader.<String>of(row, SurvivalCurves.CONTRACT_KIND),
                    TreeMap::new,
                    Collectors.toList()));
    List<Curve> curves =
        byKind.entrySet().stream()
            .map(
                kind ->
                    new Curve(
                        kind.getKey(),
                        of(kind.getValue().get(0), SurvivalCurves.FROM_DAY),
                        kind.getValue().stream().map(StayingReader::point).toList()))
            .toList();
    List<Worth> worths =
        OverviewReader.published(lake, publication, RetentionEconomics.TABLE)
            .orderBy(RetentionEconomics.CONTRACT_KIND.col())
            .collectAsList()
            .stream()
            .map(StayingReader::worth)
            .toList();
    List<Length> lengths =
        OverviewReader.published(lake, publication, ContractLengths.TABLE)
            .where(ContractLengths.REASON.col().isNull())
            .orderBy(ContractLengths.FEATURE.col(), ContractLengths.VALUE.col())
            .collectAsList()
            .stream()
            .map(StayingReader::length)
            .toList();
    return new StayingBoard(settings.text("business.currency"), curves, lengths, worths);
  }

  private static Length length(Row row) {
    double low = of(row, ContractLengths.TIME_RATIO_LOW);
    double high = of(row, ContractLengths.TIME_RATIO_HIGH);
    return new Length(
        of(row, ContractLengths.VALUE),
        of(row, ContractLengths.AGAINST),
        new Estimate(of(row, ContractLengths.TIME_RATIO), new Interval(low, high)));
  }

  private static Point point(Row row) {
    double stayed = of(row, SurvivalCurves.STAYED_SHARE);
    Double low = of(row, SurvivalCurves.LEFT_LOW);
    Double high = of(row, SurvivalCurves.LEFT_HIGH);
    return new Point(
        of(row, SurvivalCurves.DAY),
        of(row, SurvivalCurves.WATCHED_COUNT),
        stayed,
        low == null || high == null
            ? Optional.empty()
            : Optional.of(new Overview.Share(stayed, 1 - high, 1 - low)));
  }

  private static Worth worth(Row row) {
    return new Worth(
        of(row, RetentionEconomics.CONTRACT_KIND),
        of(row, RetentionEconomics.CUSTOMER_COUNT),
        of(row, RetentionEconomics.VALUED_COUNT),
        amount(row, RetentionEconomics.MEAN_VALUE_AMOUNT),
        amount(row, RetentionEconomics.KEEPING_COST_AMOUNT),
        amount(row, RetentionEconomics.WINNING_COST_AMOUNT),
        amount(row, RetentionEconomics.PROFIT_AMOUNT),
        Optional.ofNullable(of(row, RetentionEconomics.ADDRESSED_SHARE)),
        Optional.ofNullable(of(row, RetentionEconomics.REASON)));
  }

  private static Optional<Double> amount(Row row, Field field) {
    return Optional.ofNullable(StayingReader.<BigDecimal>of(row, field))
        .map(BigDecimal::doubleValue);
  }

  private static <T> T of(Row row, Field field) {
    return row.getAs(field.name());
  }
}
