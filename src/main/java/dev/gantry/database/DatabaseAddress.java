package dev.gantry.database;

import java.util.Optional;

import dev.gantry.job.Secret;

/**
 * How a database is reached.
 *
 * @param url of JDBC; may hold a user and a password itself, so it is shown only by {@link #shown}
 */
public record DatabaseAddress(String url, Optional<String> user, Optional<Secret> password) {

    public DatabaseAddress {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("url must begin with jdbc:, as jdbc:postgresql://host/database does");
        }
    }

    /** The URL up to where passwords are written. */
    String shown() {
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//");
    }

    @Override
    public String toString() {
        return "DatabaseAddress[" + shown() + "]";
    }
}
