package dev.gantry.sink.parquet;

import java.math.BigDecimal;

import dev.gantry.sink.schema.VariantValues;
import dev.gantry.sink.staging.Tokens;
import org.apache.parquet.variant.VariantArrayBuilder;
import org.apache.parquet.variant.VariantBuilder;
import org.apache.parquet.variant.VariantObjectBuilder;
import tools.jackson.core.JsonToken;

/** JSON in the encoding of VARIANTs. */
record VariantEncoding(Utf8 strings) {

    /** Consumes the current value. */
    void append(Tokens json, VariantBuilder to) {
        switch (json.current()) {
            case START_OBJECT -> {
                VariantObjectBuilder object = to.startObject();
                for (String name = json.nextName(); name != null; name = json.nextName()) {
                    object.appendKey(name);
                    json.nextToken();
                    append(json, object);
                }
                to.endObject();
            }
            case START_ARRAY -> {
                VariantArrayBuilder list = to.startArray();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    append(json, list);
                }
                to.endArray();
            }
            case VALUE_STRING -> to.appendString(strings.whole(json.string()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> appendNumber(json, to);
            case VALUE_TRUE -> to.appendBoolean(true);
            case VALUE_FALSE -> to.appendBoolean(false);
            case VALUE_NULL -> to.appendNull();
            case null, default -> throw new IllegalStateException("a staged value begins with " + json.current());
        }
    }

    private static void appendNumber(Tokens json, VariantBuilder to) {
        if (json.isNaN()) {
            to.appendDouble(json.float64());
            return;
        }
        if (json.isShortInteger()) {
            to.appendLong(json.int64());
            return;
        }
        Number number = VariantValues.number(json.decimal())
                .orElseThrow(() -> new IllegalStateException("a staged number is no VARIANT"));
        switch (number) {
            case Long integer -> to.appendLong(integer);
            case BigDecimal decimal -> to.appendDecimal(decimal);
            default -> to.appendDouble(number.doubleValue());
        }
    }
}
