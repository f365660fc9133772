package dev.gantry.job;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Where a secret is, as a job writes it: <code>${NAME}</code> of the environment, or {@code file:/path}. It is looked up only when it is
 * needed, so that a job can be checked, and its run be resumed by another process, without being written down.
 */
public record SecretName(String text) {

    public SecretName {
        if (!text.matches(Secret.PATTERN)) {
            throw new IllegalArgumentException("must be a secret, " + Secret.RULE);
        }
    }

    /** @throws IllegalArgumentException if there is no such secret */
    public Secret read(UnaryOperator<@Nullable String> environment) {
        return Secret.parse(text, environment);
    }

    @Override
    public String toString() {
        return text;
    }
}
