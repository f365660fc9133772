package dev.gantry.opencloud.credential;

import java.io.IOException;
import java.util.Optional;

import dev.gantry.opencloud.http.Answer;
import org.jspecify.annotations.Nullable;

/** No access token was to be had, so that the request itself was not sent. */
public final class TokenRefused extends Exception {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Answer answer;
    private final @Nullable IOException broken;

    TokenRefused(Answer answer) {
        super("the token endpoint answered " + answer.status());
        this.answer = answer;
        this.broken = null;
    }

    TokenRefused(IOException broken) {
        super(broken);
        this.answer = null;
        this.broken = broken;
    }

    /** What the token endpoint answered; empty if something is {@link #broken}. */
    public Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }

    /** The network, or a file. */
    public Optional<IOException> broken() {
        return Optional.ofNullable(broken);
    }
}
