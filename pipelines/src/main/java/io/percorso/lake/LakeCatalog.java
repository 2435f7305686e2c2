package io.percorso.lake;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.TableInfo;
import org.apache.spark.sql.delta.DeltaTimeTravelSpec;
import org.apache.spark.sql.delta.catalog.DeltaTableV2;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Option;

/**
 * Resolves {@code bronze|silver|gold|ops.table} to the table's folder and to the version of the
 * last publication, when a query names it. Read-only: tables are written by {@link Lake} alone.
 * What the publication does not list does not exist; {@code ops} is always read at its head.
 */
public final class LakeCatalog implements TableCatalog, SupportsNamespaces {
  /** Which version a name means. */
  public enum View {
    /** That of the last publication. */
    PUBLISHED,
    /** The newest, published or not. */
    HEAD
  }

  private static final String[] LAYERS = {"bronze", "silver", "gold", "ops"};

  private String name = "percorso";
  private String root = "";
  private View view = View.PUBLISHED;

  @Override
  public void initialize(String catalogName, CaseInsensitiveStringMap options) {
    name = catalogName;
    root = options.get("root");
    view = View.valueOf(options.getOrDefault("view", View.PUBLISHED.name()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Table loadTable(Identifier identifier) throws NoSuchTableException {
    return load(identifier, pinned(identifier));
  }

  @Override
  public Table loadTable(Identifier identifier, String version) throws NoSuchTableException {
    return load(identifier, OptionalLong.of(Long.parseLong(version)));
  }

  private Table load(Identifier identifier, OptionalLong version) throws NoSuchTableException {
    String table = String.join(".", identifier.namespace()) + "." + identifier.name();
    Lake lake = new Lake(SparkSession.active(), root);
    if (lake.version(table) < 0 || (version.isPresent() && version.getAsLong() < 0)) {
      throw new NoSuchTableException(identifier);
    }
    Option<DeltaTimeTravelSpec> travel =
        version.isEmpty()
            ? Option.empty()
            : Option.apply(
                new DeltaTimeTravelSpec(
                    Option.empty(), Option.apply(version.getAsLong()), Option.empty(), false));
    return DeltaTableV2.apply(
        SparkSession.active(),
        new Path(lake.path(table)),
        Option.empty(),
        Option.empty(),
        scala.collection.immutable.Map$.MODULE$.empty(),
        travel);
  }

  /**
   * The published version, −1 when the publication does not hold the table, empty when the head is
   * meant.
   */
  private OptionalLong pinned(Identifier identifier) {
    String table = String.join(".", identifier.namespace()) + "." + identifier.name();
    if (view == View.HEAD || table.startsWith("ops.")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        Publications.newest(new Lake(SparkSession.active(), root))
            .map(p -> p.versions().getOrDefault(table, -1L))
            .orElse(-1L));
  }

  @Override
  public Identifier[] listTables(String[] namespace) {
    if (namespace.length != 1 || !Arrays.asList(LAYERS).contains(namespace[0])) {
      return new Identifier[0];
    }
    return new Lake(SparkSession.active(), root)
        .stored(namespace[0]).stream()
            .map(table -> Identifier.of(namespace, table))
            .filter(this::isVisible)
            .toArray(Identifier[]::new);
  }

  private boolean isVisible(Identifier identifier) {
    OptionalLong version = pinned(identifier);
    return version.isEmpty() || version.getAsLong() >= 0;
  }

  @Override
  public String[][] listNamespaces() {
    return Arrays.stream(LAYERS).map(layer -> new String[] {layer}).toArray(String[][]::new);
  }

  @Override
  public String[][] listNamespaces(String[] namespace) throws NoSuchNamespaceException {
    if (namespace.length == 0) {
      return listNamespaces();
    }
    loadNamespaceMetadata(namespace);
    return new String[0][];
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(String[] namespace)
      throws NoSuchNamespaceException {
    if (namespace.length == 1 && Arrays.asList(LAYERS).contains(namespace[0])) {
      return Map.of();
    }
    throw new NoSuchNamespaceException(namespace);
  }

  @Override
  public Table createTable(Identifier identifier, TableInfo info) {
    throw readOnly();
  }

  @Override
  public Table alterTable(Identifier identifier, TableChange... changes) {
    throw readOnly();
  }

  @Override
  public boolean dropTable(Identifier identifier) {
    throw readOnly();
  }

  @Override
  public void renameTable(Identifier from, Identifier to) {
    throw readOnly();
  }

  @Override
  public void createNamespace(String[] namespace, Map<String, String> metadata) {
    throw readOnly();
  }

  @Override
  public void alterNamespace(String[] namespace, NamespaceChange... changes) {
    throw readOnly();
  }

  @Override
  public boolean dropNamespace(String[] namespace, boolean cascade) {
    throw readOnly();
  }

  @Override
  public Set<org.apache.spark.sql.connector.catalog.TableCatalogCapability> capabilities() {
    return Set.of();
  }

  private static UserError readOnly() {
    return UserError.usage(
        "names in the lake are read-only: tables are written by ./percorso run, not by SQL");
  }
}
