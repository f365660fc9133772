package dev.gantry.run;

import java.util.Map;
import java.util.Optional;

import dev.gantry.job.Secret;
import org.jspecify.annotations.Nullable;

/** A setting that may be a secret, as it is written. */
final class Written {

    private Written() {}

    /**
     * What is written, or what it names: a file, or a variable that Spring found nowhere.
     *
     * @throws IllegalArgumentException that names the setting, if it names what is not there
     */
    static Optional<String> value(String setting, @Nullable String written, Map<String, String> environment) {
        if (written == null || written.isBlank()) {
            return Optional.empty();
        }
        if (!written.startsWith("file:") && !written.startsWith("${")) {
            return Optional.of(written);
        }
        try {
            return Optional.of(Secret.parse(written, environment::get).reveal());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(setting + ": " + refused.getMessage(), refused);
        }
    }
}
