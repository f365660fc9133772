package dev.gantry.opencloud.http;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorBodyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"code\":\"NOT_FOUND\",\"message\":\"No entry\",\"details\":[]} | ` NOT_FOUND (No entry)`",
                "{\"code\":\"ABORTED\"} | ` ABORTED`",
                "{\"errors\":[{\"code\":0,\"message\":\"Invalid API Key\"}]} | ` (Invalid API Key)`",
                "{\"errors\":[{\"code\":4,\"message\":\"Token Validation Failed\"}]} | ` code 4 (Token Validation"
                        + " Failed)`",
                "{\"errors\":[]} | ``",
                "{\"error\":\"NOT_FOUND\",\"message\":\"Entry not"
                        + " found.\",\"errorDetails\":[{\"datastoreErrorCode\":\"EntryNotFound\"}]} | ` NOT_FOUND EntryNotFound"
                        + " (Entry not found.)`",
                "{\"code\":404,\"message\":\"There is no asset\"} | ` (There is no asset)`",
                "{\"errorCode\":\"BadRequest\",\"errorMessage\":\"No name\",\"hint\":null} | ` BadRequest (No name)`",
                "{\"done\":true,\"error\":{\"code\":400,\"message\":\"Bad query\"}} | ` code 400 (Bad query)`",
                "{\"error\":\"invalid_grant\",\"error_description\":\"Used before\"} | ` invalid_grant (Used before)`",
                "{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"Not yours\"} | ` (Forbidden: Not yours)`",
                "{\"message\":\"two\\nlines\"} | ` (two lines)`",
                "{\"type\":\"https://tools.ietf.org/html/rfc9110\",\"title\":\"One or more validation errors"
                        + " occurred.\",\"status\":400,\"errors\":{\"limit\":[\"must be positive\"],\"cursor\":[\"is not"
                        + " valid\",\"x\"]}} | ` (One or more validation errors occurred. limit: must be positive; cursor:"
                        + " is not valid)`",
                "{\"title\":\"Bad Request\",\"status\":400} | ` (Bad Request)`",
                "{\"code\":null,\"message\":null} | ``",
                "{\"code\":{\"a\":1},\"message\":[1]} | ``",
                "[] | ``",
                "\"text\" | ``",
                "null | ``",
                "`` | ``",
                "{\"code\": | ``",
                "upstream connect error | ``",
                "<html><body>502 Bad Gateway</body></html> | ` (an HTML page)`",
                "` <!DOCTYPE html>` | ` (an HTML page)`"
            })
    void putsEveryShapeIntoOnePhrase(String body, String phrase) {
        assertThat(phrase(body)).isEqualTo(phrase);
    }

    @Test
    void cutsALongMessage() {
        assertThat(phrase("{\"message\":\"" + "x".repeat(1_000) + "\"}")).isEqualTo(" (" + "x".repeat(300) + "...)");
    }

    private static String phrase(String body) {
        return ErrorBody.parse(404, body.getBytes(StandardCharsets.UTF_8)).phrase();
    }
}
