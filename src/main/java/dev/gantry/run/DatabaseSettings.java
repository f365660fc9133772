package dev.gantry.run;

import java.util.Map;

import dev.gantry.database.DatabaseAddress;
import dev.gantry.job.Secret;
import dev.gantry.job.UserMistake;
import org.jspecify.annotations.Nullable;

/**
 * A database.
 *
 * @param url of JDBC
 * @param password the value itself, filled in from the environment, or {@code file:/path} of it
 */
public record DatabaseSettings(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password) {

    /** @param setting where it is written */
    DatabaseAddress address(String setting, Map<String, String> environment) {
        try {
            if (url == null || url.isBlank()) {
                throw new IllegalArgumentException("url: is missing");
            }
            return new DatabaseAddress(
                    url,
                    Written.value("user", user, environment),
                    Written.value("password", password, environment).map(Secret::of));
        } catch (IllegalArgumentException refused) {
            throw new UserMistake(setting + " of config/application.yml: " + refused.getMessage() + ".");
        }
    }

    @Override
    public String toString() {
        return "DatabaseSettings[hidden]";
    }
}
