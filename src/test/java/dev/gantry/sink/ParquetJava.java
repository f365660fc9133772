package dev.gantry.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.github.luben.zstd.Zstd;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Apache's own reader as another reader of what we write: records assembled by parquet-column, VARIANTs by parquet-variant. */
final class ParquetJava {
    private ParquetJava() {}

    /** Rows by column name, in the order of the files; columns of JSON text as JSON, null of theirs included. */
    static List<Map<String, @Nullable Object>> read(Path folder) throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Path file : files(folder)) {
            try (ParquetFileReader reader = open(file)) {
                MessageType schema = reader.getFooter().getFileMetaData().getSchema();
                MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
                for (PageReadStore group = reader.readNextRowGroup();
                        group != null;
                        group = reader.readNextRowGroup()) {
                    RecordReader<Map<String, @Nullable Object>> records =
                            columns.getRecordReader(group, new ReadValues.Rows(schema));
                    for (long i = 0; i < group.getRowCount(); i++) {
                        rows.add(new LinkedHashMap<>(records.read()));
                    }
                }
            }
        }
        return rows;
    }

    static MessageType schema(Path folder) throws IOException {
        try (ParquetFileReader reader = open(files(folder).getFirst())) {
            return reader.getFooter().getFileMetaData().getSchema();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    private static ParquetFileReader open(Path file) throws IOException {
        return ParquetFileReader.open(new LocalInputFile(file), options());
    }

    /** By the constructor that the builder ends with: the builder itself makes Hadoop's codecs first, whatever it is given. */
    private static ParquetReadOptions options() {
        Constructor<?> constructor = Arrays.stream(ParquetReadOptions.class.getDeclaredConstructors())
                .max(Comparator.comparingInt(Constructor::getParameterCount))
                .orElseThrow();
        constructor.setAccessible(true);
        Object[] options = Arrays.stream(constructor.getParameterTypes())
                .map(ParquetJava::option)
                .toArray();
        try {
            return (ParquetReadOptions) constructor.newInstance(options);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this parquet-java is built otherwise", e);
        }
    }

    private static @Nullable Object option(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 8 << 20;
        }
        if (type == FilterCompat.Filter.class) {
            return FilterCompat.NOOP;
        }
        if (type == ParquetMetadataConverter.MetadataFilter.class) {
            return ParquetMetadataConverter.NO_FILTER;
        }
        if (type == CompressionCodecFactory.class) {
            return new Unpack();
        }
        if (type == ByteBufferAllocator.class) {
            return HeapByteBufferAllocator.getInstance();
        }
        if (type == ParquetConfiguration.class) {
            return new PlainParquetConfiguration();
        }
        return type == Map.class ? Map.of() : null;
    }

    /** Pages packed with zstd, or not at all. */
    private static final class Unpack implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            throw new IllegalStateException("a reader packs nothing");
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            return new BytesInputDecompressor() {
                @Override
                public BytesInput decompress(BytesInput bytes, int length) throws IOException {
                    return codec == CompressionCodecName.UNCOMPRESSED
                            ? bytes
                            : BytesInput.from(Zstd.decompress(copied(bytes), length));
                }

                @Override
                public void decompress(java.nio.ByteBuffer from, int packed, java.nio.ByteBuffer to, int length) {
                    byte[] bytes = new byte[packed];
                    from.get(bytes);
                    try {
                        to.put(copied(decompress(BytesInput.from(bytes), length)));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }

                @Override
                public void release() {}
            };
        }

        private static byte[] copied(BytesInput bytes) throws IOException {
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            bytes.writeAllTo(copy);
            return copy.toByteArray();
        }

        @Override
        public void release() {}
    }
}
