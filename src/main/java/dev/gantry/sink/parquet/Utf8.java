package dev.gantry.sink.parquet;

import java.nio.charset.StandardCharsets;

import dev.gantry.sink.schema.HalfCharacters;
import org.apache.parquet.io.api.Binary;

/** Strings as Parquet has them, in UTF-8, which has no halves of surrogate pairs: they become U+FFFD and their strings are counted. */
final class Utf8 {
    private long repaired;

    Binary of(String text) {
        return Binary.fromConstantByteArray(whole(text).getBytes(StandardCharsets.UTF_8));
    }

    String whole(String text) {
        String whole = HalfCharacters.replaced(text);
        repaired += whole.equals(text) ? 0 : 1;
        return whole;
    }

    /** How many strings could not be kept as they were. */
    long repaired() {
        return repaired;
    }
}
