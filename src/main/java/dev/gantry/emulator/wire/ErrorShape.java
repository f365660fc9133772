package dev.gantry.emulator.wire;

import java.util.function.Consumer;

import tools.jackson.core.JsonGenerator;

/** The shapes in which the families of Open Cloud report an error. */
public enum ErrorShape {
    /** {@code {code, message}}, where the code is a word such as {@code NOT_FOUND}: Open Cloud v2 and its like. */
    V2 {
        @Override
        void write(JsonGenerator json, Refused refused) {
            json.writeStringProperty("code", refused.code());
            json.writeStringProperty("message", refused.reason());
        }
    },
    /** {@code {errors: [{code, message}]}} with a number for a code: the gateway, and the older hosts. */
    NUMBERED {
        @Override
        void write(JsonGenerator json, Refused refused) {
            json.writeArrayPropertyStart("errors");
            json.writeStartObject();
            json.writeNumberProperty("code", refused.number());
            json.writeStringProperty("message", refused.reason());
            json.writeEndObject();
            json.writeEndArray();
        }
    },
    /** {@code {error, message, errorDetails: [{datastoreErrorCode}]}}: data stores v1. */
    DATA_STORE_V1 {
        @Override
        void write(JsonGenerator json, Refused refused) {
            json.writeStringProperty("error", refused.code());
            json.writeStringProperty("message", refused.reason());
            json.writeArrayPropertyStart("errorDetails");
            json.writeStartObject();
            json.writeStringProperty("errorDetailType", "DatastoreErrorInfo");
            json.writeStringProperty("datastoreErrorCode", refused.detail());
            json.writeEndObject();
            json.writeEndArray();
        }
    },
    /** RFC 9110's problem: {@code {type, title, status, detail}}, and {@code errors} by field for a bad argument. */
    PROBLEM {
        @Override
        void write(JsonGenerator json, Refused refused) {
            json.writeStringProperty("type", "https://tools.ietf.org/html/rfc9110#section-15.5");
            json.writeStringProperty("title", refused.code());
            json.writeNumberProperty("status", refused.status());
            json.writeStringProperty("detail", refused.reason());
            json.writeObjectPropertyStart("errors");
            json.writeArrayPropertyStart(refused.detail());
            json.writeString(refused.reason());
            json.writeEndArray();
            json.writeEndObject();
        }
    },
    /** {@code {errorCode, errorMessage}}: game passes and developer products. */
    NAMED {
        @Override
        void write(JsonGenerator json, Refused refused) {
            json.writeStringProperty("errorCode", refused.code());
            json.writeStringProperty("errorMessage", refused.reason());
            json.writeNullProperty("field");
            json.writeNullProperty("hint");
        }
    },
    /** RFC 6749's {@code {error, error_description}}: OAuth 2.0. */
    OAUTH {
        @Override
        void write(JsonGenerator json, Refused refused) {
            json.writeStringProperty("error", refused.code());
            json.writeStringProperty("error_description", refused.reason());
        }
    };

    abstract void write(JsonGenerator json, Refused refused);

    /** The answer that tells of a refusal. */
    public Answer answer(Refused refused) {
        Consumer<JsonGenerator> content = json -> {
            json.writeStartObject();
            write(json, refused);
            json.writeEndObject();
        };
        return Answer.json(refused.status(), content);
    }
}
