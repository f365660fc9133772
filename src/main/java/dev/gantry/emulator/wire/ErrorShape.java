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
            json.writeStringProperty("errorCode", name(refused.status()));
            json.writeStringProperty("errorMessage", refused.reason());
            json.writeNullProperty("field");
            json.writeNullProperty("hint");
        }

        private static String name(int status) {
            return switch (status) {
                case 400 -> "BadRequest";
                case 401 -> "NotAuthenticated";
                case 403 -> "UnauthorizedAccess";
                case 404 -> "NotFound";
                default -> "InternalError";
            };
        }
    },
    /** {@code {code, message}} with the status for a code: assets. */
    CODED {
        @Override
        void write(JsonGenerator json, Refused refused) {
            json.writeNumberProperty("code", refused.status());
            json.writeStringProperty("message", refused.reason());
        }
    },
    /** {@code {done, error: {code, message}}}, an operation that has failed: analytics. */
    OPERATION {
        @Override
        void write(JsonGenerator json, Refused refused) {
            json.writeBooleanProperty("done", true);
            json.writeObjectPropertyStart("error");
            json.writeNumberProperty("code", refused.status());
            json.writeStringProperty("message", refused.reason());
            json.writeEndObject();
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
