package io.percorso.lake.fsck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;

/** Reads Parquet files on a local disk, every value of every column, without Spark. */
public final class ParquetRows {
  private ParquetRows() {}

  /**
   * Reads a file and throws the values away.
   *
   * @return how many rows it has
   * @throws IOException when a page does not match its checksum or a value cannot be decoded
   */
  public static long countByReading(Path file) throws IOException {
    long[] rows = {0};
    read(file, new DecodedOnly(), row -> rows[0]++);
    return rows[0];
  }

  /** Hands out the rows of a file, one at a time. */
  public static void forEach(Path file, Consumer<Group> row) throws IOException {
    read(file, new GroupReadSupport(), row);
  }

  private static <T> void read(Path file, ReadSupport<T> support, Consumer<T> each)
      throws IOException {
    try (ParquetReader<T> reader =
        new Builder<>(file, support).usePageChecksumVerification().build()) {
      for (T row = reader.read(); row != null; row = reader.read()) {
        each.accept(row);
      }
    } catch (RuntimeException e) {
      // The reader throws whatever damaged bytes lead it to.
      throw new IOException(e.toString().lines().findFirst().orElse(""), e);
    }
  }

  private static final class Builder<T> extends ParquetReader.Builder<T> {
    private final ReadSupport<T> support;

    Builder(Path file, ReadSupport<T> support) {
      super(new LocalInputFile(file), new PlainParquetConfiguration());
      this.support = support;
    }

    @Override
    protected ReadSupport<T> getReadSupport() {
      return support;
    }
  }

  /** Decodes every value and keeps none. */
  private static final class DecodedOnly extends ReadSupport<Boolean> {
    @Override
    public ReadContext init(InitContext context) {
      return new ReadContext(context.getFileSchema());
    }

    @Override
    public RecordMaterializer<Boolean> prepareForRead(
        Configuration configuration,
        Map<String, String> metadata,
        MessageType schema,
        ReadContext context) {
      return materializer(schema);
    }

    @Override
    public RecordMaterializer<Boolean> prepareForRead(
        ParquetConfiguration configuration,
        Map<String, String> metadata,
        MessageType schema,
        ReadContext context) {
      return materializer(schema);
    }

    private static RecordMaterializer<Boolean> materializer(MessageType schema) {
      GroupConverter root = new Groups(schema);
      return new RecordMaterializer<>() {
        @Override
        public Boolean getCurrentRecord() {
          return Boolean.TRUE;
        }

        @Override
        public GroupConverter getRootConverter() {
          return root;
        }
      };
    }
  }

  private static final class Groups extends GroupConverter {
    private final Converter[] fields;

    Groups(GroupType type) {
      this.fields =
          type.getFields().stream()
              .map(f -> f.isPrimitive() ? new Values() : new Groups(f.asGroupType()))
              .toArray(Converter[]::new);
    }

    @Override
    public Converter getConverter(int field) {
      return fields[field];
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  private static final class Values extends PrimitiveConverter {
    @Override
    public void addBinary(Binary value) {}

    @Override
    public void addBoolean(boolean value) {}

    @Override
    public void addDouble(double value) {}

    @Override
    public void addFloat(float value) {}

    @Override
    public void addInt(int value) {}

    @Override
    public void addLong(long value) {}
  }
}
