package dev.gantry.opencloud;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What came back, whole: a body shorter than announced never becomes an answer.
 *
 * @param headers those that anybody here reads, by lower-case name
 */
record Answer(int status, Map<String, String> headers, byte[] body) {

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Nullable String header(String name) {
        return headers.get(name);
    }
}
