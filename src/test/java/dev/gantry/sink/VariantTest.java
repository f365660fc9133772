package dev.gantry.sink;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.gantry.files.Location;
import dev.gantry.sink.parquet.Compression;
import dev.gantry.sink.parquet.ParquetFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** Columns kept as VARIANT hold any JSON value; DuckDB and parquet-java find the same in them. */
class VariantTest {
    @TempDir
    Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private Published publish(String... texts) throws Exception {
        List<JsonNode> rows = Staging.rows(texts);
        FolderSink sink = new FolderSink(
                new FolderOptions(new Location.Local(out().toString()), List.of(), 1_000_000),
                new ParquetFormat(Compression.ZSTD, List.of(), List.of("raw"), Optional.empty()));
        Published published = sink.publish(List.of(Staging.stage(sink, folder.resolve("log"), rows)), Staging.RUN);
        DuckDb.assertHolds(out(), rows);
        SameValues.assertHolds(ParquetJava.read(out()), rows);
        return published;
    }

    private String layout() throws Exception {
        return ParquetJava.schema(out()).getType("raw").toString().replaceAll("\\s+", " ");
    }

    @Test
    void storesValuesOfOneTypeInAColumnOfTheirOwn() throws Exception {
        publish("{\"raw\":1}", "{\"raw\":null}", "{\"id\":1}", "{\"raw\":-5}");
        assertThat(DuckDb.types(out())).contains(entry("raw", "VARIANT"));
        assertThat(layout())
                .isEqualTo("optional group raw (VARIANT(1)) { required binary metadata; optional binary value;"
                        + " optional int64 typed_value; }");
    }

    @Test
    void storesValuesOfSeveralTypesWhole() throws Exception {
        publish("{\"raw\":1}", "{\"raw\":\"x\"}", "{\"raw\":{\"a\":[]}}", "{\"raw\":[true,null,{\"b\":\"\"}]}");
        assertThat(layout())
                .isEqualTo("optional group raw (VARIANT(1)) { required binary metadata; required binary value; }");
    }

    @Test
    void storesStableMembersInColumnsAndTheRestBesideThem() throws Exception {
        publish(
                "{\"raw\":{\"a\":1,\"b\":[1,2.5,null],\"c\":null,\"d\":{\"x\":\"y\",\"m\":1},\"e\":12345678901234567890,\"g\":true}}",
                "{\"raw\":{\"a\":2,\"mixed\":[{\"k\":[]},\"t\",false],\"d\":{\"m\":\"z\"}}}",
                "{\"raw\":{}}",
                "{\"raw\":{\"b\":[],\"d\":{},\"mixed\":null}}");
        assertThat(layout()).contains("required group a { optional binary value; optional int64 typed_value; }");
        assertThat(layout())
                .contains("required group x { optional binary value; optional binary typed_value (STRING); }");
        assertThat(layout()).doesNotContain("mixed");
    }

    @Test
    void keepsMembersThatMostObjectsLackTogether() throws Exception {
        String[] rows = new String[40];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "{\"raw\":{\"level\":%d%s}}".formatted(i, i == 7 ? ",\"rare\":1" : "");
        }
        publish(rows);
        assertThat(layout()).contains("level").doesNotContain("rare");
    }

    @Test
    void keepsEveryNumberThatItCanHold() throws Exception {
        publish(
                "{\"raw\":[9223372036854775807,-9223372036854775808,9007199254740993,0,-0.0,5.0,1e3]}",
                "{\"raw\":[0.1,1e-300,1.7976931348623157e308,1e60,true]}",
                "{\"raw\":[9223372036854775808,99999999999999999999999999999999999999,0.1234567890123456789]}",
                "{\"raw\":[-0.00000000000000000000000000000000000001,-12345678901234567890.123456789]}");
    }

    @Test
    void storesDecimalsOfOneScaleInAColumn() throws Exception {
        publish(
                "{\"raw\":{\"d\":12345678901234.5678901,\"e\":9223372036854775808}}",
                "{\"raw\":{\"d\":-1,\"e\":-1}}",
                "{\"raw\":{\"d\":0.5,\"e\":99999999999999999999999999999999999999}}");
        assertThat(layout()).contains("typed_value (DECIMAL(21,7))").contains("typed_value (DECIMAL(38,0))");
    }

    @Test
    void keepsAColumnWithNumbersThatItCannotHoldAsJsonText() throws Exception {
        Published published = publish("{\"raw\":{\"a\":[1e400]}}", "{\"raw\":1}", "{\"raw\":null}", "{\"id\":5}");
        assertThat(DuckDb.types(out())).contains(entry("raw", "JSON"));
        assertThat(published.notes())
                .containsExactly("raw is JSON text, not VARIANT, which cannot hold a number of more digits than a"
                        + " decimal of 38 or a double has");
    }

    @Test
    void keepsTextsAsTheyAre() throws Exception {
        publish(
                "{\"raw\":{\"t\":\"2026-11-01T00:00:00Z\",\"d\":\"2026-11-01\",\"s\":\"a\\\"b\\\\c😀\\u0000\"}}",
                "{\"raw\":{\"t\":\"2026-11-01T00:00:00.120Z\",\"d\":\"2026-11-02\",\"s\":\"\"}}");
    }

    @Test
    void keepsStrangeKeys() throws Exception {
        publish(
                "{\"raw\":{\"\":1,\"a.b\":{\"c\\\"d\":2},\"Level\":1,\"level\":2,\"list\":[1],\"value\":1,\"typed_value\":[2],"
                        + "\"metadata\":{\"element\":3},\"ключ 😀\":\"x/y\"}}");
    }

    @Test
    void keepsObjectsOfThousandsOfKeys() throws Exception {
        StringBuilder many = new StringBuilder("{\"raw\":{\"k0\":0");
        for (int i = 1; i < 5_000; i++) {
            many.append(",\"k").append(i).append("\":").append(i);
        }
        publish(many + "}}", "{\"raw\":{\"z\":null}}");
    }

    @Test
    void keepsDeepValuesAndRefusesOnlyTheDeepest() throws Exception {
        publish("{\"raw\":" + "[".repeat(100) + "1" + "]".repeat(100) + "}");
        assertThat(DuckDb.types(out())).contains(entry("raw", "VARIANT"));
        Published published = publish("{\"raw\":" + "[".repeat(200) + "1" + "]".repeat(200) + "}");
        assertThat(published.notes())
                .containsExactly(
                        "raw is JSON text, not VARIANT, which cannot hold values nested more than 128 levels deep");
    }

    @Test
    void tellsNullFromMissing() throws Exception {
        publish("{\"raw\":null,\"n\":null}", "{\"raw\":{\"a\":null}}", "{\"n\":1}");
        assertThat(ParquetJava.read(out()).getFirst())
                .containsEntry("raw", new SameValues.OfVariant(Staging.json("null")));
        assertThat(ParquetJava.read(out()).getLast()).doesNotContainKey("raw");
    }
}
