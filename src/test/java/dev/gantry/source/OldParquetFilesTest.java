package dev.gantry.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.gantry.job.Row;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What DuckDB does not write, but older and other writers do. */
class OldParquetFilesTest {

    @TempDir
    Path folder;

    private ReadFiles files;

    @BeforeEach
    void open() {
        files = new ReadFiles(folder);
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void timesOfOldWriters() throws Exception {
        write("optional int96 t; optional int32 m (TIME_MILLIS); optional int64 u (TIMESTAMP_MILLIS);", out -> {
            field(out, "t", 0, () -> out.addBinary(new NanoTime(2_440_589, 1_000_000_001L).toBinary()));
            field(out, "m", 1, () -> out.addInteger(36_000_005));
            field(out, "u", 2, () -> out.addLong(-1));
        });

        assertThat(files.texts("parquet: {path: FOLDER}"))
                .containsExactly("a.parquet:1 {\"t\":\"1970-01-02T00:00:01.000000001Z\",\"m\":\"10:00:00.005Z\","
                        + "\"u\":\"1969-12-31T23:59:59.999Z\"}");
    }

    @Test
    void listsOfTwoLevelsAndRepeatedFields() throws Exception {
        write(
                """
                optional group a (LIST) {repeated int32 element;}
                optional group b (LIST) {repeated group b_tuple {optional int32 x;}}
                optional group c (LIST) {repeated group element {required int32 x; required int32 y;}}
                repeated int32 d;
                repeated group e {optional int32 x;}
                """,
                out -> {
                    group(out, "a", 0, () -> field(out, "element", 0, () -> numbers(out, 1, 2)));
                    group(out, "b", 1, () -> group(out, "b_tuple", 0, () -> field(out, "x", 0, () -> numbers(out, 3))));
                    group(
                            out,
                            "c",
                            2,
                            () -> group(out, "element", 0, () -> {
                                field(out, "x", 0, () -> numbers(out, 4));
                                field(out, "y", 1, () -> numbers(out, 5));
                            }));
                    field(out, "d", 3, () -> numbers(out, 6, 7));
                    group(out, "e", 4, () -> field(out, "x", 0, () -> numbers(out, 8)));
                },
                out -> {});

        assertThat(files.texts("parquet: {path: FOLDER}"))
                .containsExactly(
                        "a.parquet:1 {\"a\":[1,2],\"b\":[{\"x\":3}],\"c\":[{\"x\":4,\"y\":5}],\"d\":[6,7],\"e\":[{\"x\":8}]}",
                        "a.parquet:2 {\"a\":null,\"b\":null,\"c\":null,\"d\":[],\"e\":[]}");
    }

    @Test
    void otherWordsForMapsAndTexts() throws Exception {
        write("""
                optional group m (MAP_KEY_VALUE) {repeated group map {required binary key (UTF8); optional int32 value;}}
                optional binary e (ENUM);
                optional binary plain;
                optional fixed_len_byte_array(2) half (FLOAT16);
                """, out -> {
            group(
                    out,
                    "m",
                    0,
                    () -> group(out, "map", 0, () -> {
                        field(out, "key", 0, () -> out.addBinary(Binary.fromString("k")));
                        field(out, "value", 1, () -> numbers(out, 9));
                    }));
            field(out, "e", 1, () -> out.addBinary(Binary.fromString("SWORD")));
            field(out, "plain", 2, () -> out.addBinary(Binary.fromString("text")));
            field(out, "half", 3, () -> out.addBinary(half(1.5f)));
        });

        assertThat(files.texts("parquet: {path: FOLDER}"))
                .containsExactly("a.parquet:1 {\"m\":{\"k\":9},\"e\":\"SWORD\",\"plain\":\"dGV4dA==\",\"half\":1.5}");
    }

    @Test
    void aColumnOfJsonThatIsNoneIsARefusedRow() throws Exception {
        write(
                "optional binary j (JSON);",
                out -> field(out, "j", 0, () -> out.addBinary(Binary.fromString("{\"a\":1.50}"))),
                out -> field(out, "j", 0, () -> out.addBinary(Binary.fromString("secret"))),
                out -> {});

        List<Row> rows = files.rows("parquet: {path: FOLDER}");
        assertThat(rows).extracting(Row::isRefused).containsExactly(false, true, false);
        assertThat(rows.getFirst().json()).hasToString("{\"j\":{\"a\":1.50}}");
        assertThat(rows.get(1).refusal())
                .isEqualTo(folder + "/a.parquet:2: column j is a column of JSON: it is not JSON: there is something"
                        + " unexpected at column 1");
    }

    private static Binary half(float value) {
        ByteBuffer bytes = ByteBuffer.allocate(2).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        return Binary.fromConstantByteArray(
                bytes.putShort(Float.floatToFloat16(value)).array());
    }

    private static void numbers(RecordConsumer out, int... numbers) {
        Arrays.stream(numbers).forEach(out::addInteger);
    }

    private static void field(RecordConsumer out, String name, int index, Runnable values) {
        out.startField(name, index);
        values.run();
        out.endField(name, index);
    }

    private static void group(RecordConsumer out, String name, int index, Runnable fields) {
        field(out, name, index, () -> {
            out.startGroup();
            fields.run();
            out.endGroup();
        });
    }

    @SafeVarargs
    private void write(String fields, Consumer<RecordConsumer>... rows) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("message old {" + fields + "}");
        try (ParquetWriter<Consumer<RecordConsumer>> writer =
                new Writer(folder.resolve("a.parquet"), new Rows(schema)).build()) {
            for (Consumer<RecordConsumer> row : rows) {
                writer.write(row);
            }
        }
    }

    private static final class Rows extends WriteSupport<Consumer<RecordConsumer>> {
        private final MessageType schema;
        private RecordConsumer out;

        @SuppressWarnings("NullAway.Init") // parquet-java prepares it before it writes
        Rows(MessageType schema) {
            this.schema = schema;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract, though parquet-java itself calls the other one
        public WriteContext init(Configuration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(Consumer<RecordConsumer> row) {
            out.startMessage();
            row.accept(out);
            out.endMessage();
        }
    }

    private static final class Writer extends ParquetWriter.Builder<Consumer<RecordConsumer>, Writer> {
        private final Rows rows;

        Writer(Path file, Rows rows) {
            super(new LocalOutputFile(file));
            this.rows = rows;
            withConf(new PlainParquetConfiguration());
            withCodecFactory(new Unpacked());
            withCompressionCodec(CompressionCodecName.UNCOMPRESSED);
        }

        @Override
        protected Writer self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract, though parquet-java itself calls the other one
        protected WriteSupport<Consumer<RecordConsumer>> getWriteSupport(Configuration configuration) {
            return rows;
        }

        @Override
        protected WriteSupport<Consumer<RecordConsumer>> getWriteSupport(ParquetConfiguration configuration) {
            return rows;
        }
    }

    private static final class Unpacked
            implements CompressionCodecFactory, CompressionCodecFactory.BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput bytes) {
            return bytes;
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.UNCOMPRESSED;
        }

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return this;
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new IllegalStateException("only writes");
        }

        @Override
        public void release() {}
    }
}
