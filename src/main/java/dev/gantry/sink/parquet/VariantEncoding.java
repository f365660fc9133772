package dev.gantry.sink.parquet;

import java.math.BigDecimal;

import dev.gantry.sink.schema.VariantValues;
import org.apache.parquet.variant.VariantArrayBuilder;
import org.apache.parquet.variant.VariantBuilder;
import org.apache.parquet.variant.VariantObjectBuilder;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/** JSON in the encoding of VARIANTs. */
record VariantEncoding(Utf8 strings) {

    /** Consumes the current value. */
    void append(JsonParser json, VariantBuilder to) {
        switch (json.currentToken()) {
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
            case VALUE_STRING -> to.appendString(strings.whole(json.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> appendNumber(json, to);
            case VALUE_TRUE -> to.appendBoolean(true);
            case VALUE_FALSE -> to.appendBoolean(false);
            case VALUE_NULL -> to.appendNull();
            case null, default -> throw new IllegalStateException("a staged value begins with " + json.currentToken());
        }
    }

    private static void appendNumber(JsonParser json, VariantBuilder to) {
        if (json.isNaN()) {
            to.appendDouble(json.getDoubleValue());
            return;
        }
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != NumberType.BIG_INTEGER) {
            to.appendLong(json.getLongValue());
            return;
        }
        Number number = VariantValues.number(json.getDecimalValue())
                .orElseThrow(() -> new IllegalStateException("a staged number is no VARIANT"));
        switch (number) {
            case Long integer -> to.appendLong(integer);
            case BigDecimal decimal -> to.appendDecimal(decimal);
            default -> to.appendDouble(number.doubleValue());
        }
    }
}
