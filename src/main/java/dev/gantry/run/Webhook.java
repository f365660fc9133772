package dev.gantry.run;

import dev.gantry.job.Secret;

/**
 * Where something is told.
 *
 * @param url with what entitles to tell there, so a secret
 */
public record Webhook(Secret url, Shape as) {

    /** What it understands. */
    public enum Shape {
        JSON,
        DISCORD,
        SLACK
    }
}
