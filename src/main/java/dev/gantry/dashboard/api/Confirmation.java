package dev.gantry.dashboard.api;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * The body of a request to do something.
 *
 * @param confirm what of production may be changed, as {@code --confirm} names it; of an undo, its run as well
 */
record Confirmation(@Nullable List<String> confirm) {

    static final Confirmation NONE = new Confirmation(null);

    static Confirmation of(@Nullable Confirmation body) {
        return body == null ? NONE : body;
    }

    List<String> names() {
        return confirm == null ? List.of() : confirm;
    }

    /** @throws ErrorResponseException 422 that says under {@code confirm} what is to be named */
    void require(List<String> wanted, String why) {
        List<String> missing =
                wanted.stream().filter(name -> !names().contains(name)).toList();
        if (!missing.isEmpty()) {
            ErrorResponseException refused = Found.problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    why + " Name what is meant in the body: {\"confirm\": [\"" + String.join("\", \"", wanted)
                            + "\"]}.");
            refused.getBody().setProperty("confirm", wanted);
            throw refused;
        }
    }
}
