package dev.gantry.opencloud.http;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What came back, whole: a body shorter than announced never becomes an answer.
 *
 * @param headers all of them; looked up only when somebody asks
 * @param body empty where it went into a file
 */
public record Answer(int status, Headers headers, byte[] body) {

    /** Gives a header by its name, whatever the case. */
    public interface Headers {
        @Nullable String first(String name);
    }

    /** @param headers by lower-case name */
    public static Answer of(int status, Map<String, String> headers, byte[] body) {
        return new Answer(status, headers::get, body);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** @param name in lower case */
    public @Nullable String header(String name) {
        return headers.first(name);
    }

    /** The status alone: bodies hold players' values. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
