package dev.gantry.emulator;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.Refused;
import io.netty.channel.ChannelOption;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;

/** Puts one answer on the wire, whole or spoilt. A client that is gone by then is no failure. */
final class SendAnswer {
    private static final String HTML = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head>"
            + "<body><h1>502 Bad Gateway</h1></body></html>";

    private final HttpServerRequest request;
    private final Counters counters;
    private ErrorShape errors = ErrorShape.NUMBERED;

    SendAnswer(HttpServerRequest request, Counters counters) {
        this.request = request;
        this.counters = counters;
    }

    /** Says in headers where the caller stands with its limit. */
    void standing(Limits.Standing standing) {
        if (standing.isLimited()) {
            HttpServerResponse response = request.response();
            response.putHeader(
                    "x-ratelimit-limit", standing.limit() + ", " + standing.limit() + ";w=" + standing.windowSeconds());
            response.putHeader("x-ratelimit-remaining", Long.toString(Math.max(0, standing.remaining())));
            response.putHeader("x-ratelimit-reset", Integer.toString(standing.resetSeconds()));
            if (standing.isRefused()) {
                response.putHeader("retry-after", Integer.toString(standing.resetSeconds()));
            }
        }
    }

    /** Errors have the shape of the operation's from now on. */
    void errors(ErrorShape shape) {
        errors = shape;
    }

    void refused(Refused refused) {
        whole(refused.answer(errors));
    }

    void whole(Answer answer) {
        counters.answered(answer.status(), answer.body().length());
        uncounted(answer);
    }

    void uncounted(Answer answer) {
        if (!request.response().closed()) {
            begin(answer).end(answer.body());
        }
    }

    /** What comes instead of an operation's answer. */
    void instead(Fault.Kind fault) {
        switch (fault) {
            case RESET -> reset();
            case TOO_MANY_REQUESTS ->
                wholeWithRetryAfter(Refused.exhausted("Too many requests: a fault that was asked for."));
            case UNAVAILABLE ->
                wholeWithRetryAfter(Refused.of(503, "UNAVAILABLE", "Unavailable: a fault that was asked for."));
            case UNAVAILABLE_BARE ->
                refused(Refused.of(503, "UNAVAILABLE", "Unavailable: a fault that was asked for."));
            case HTML -> whole(Answer.text(502, "text/html", HTML));
            case INTERNAL -> refused(Refused.of(500, "INTERNAL", "Internal error: a fault that was asked for."));
            case EXPIRED_TOKEN -> refused(Refused.invalid("The page token has expired."));
            case RESET_AFTER, TRUNCATE, EMPTY_PAGE, SHORT_PAGE, STUCK_TOKEN, REPEATED_KEYS ->
                throw new IllegalArgumentException(fault + " does not come before an operation");
        }
    }

    /** The first half of an answer whose headers promise all of it; then the connection ends. */
    void spoilt(Answer answer, Fault.Kind fault) {
        if (request.response().closed()) {
            return;
        }
        counters.answered(answer.status(), answer.body().length());
        Buffer half = answer.body().getBuffer(0, answer.body().length() / 2);
        begin(answer).write(half).onComplete(sent -> {
            if (fault == Fault.Kind.TRUNCATE && request.version() != HttpVersion.HTTP_2) {
                request.connection().close();
            } else {
                reset();
            }
        });
    }

    private void wholeWithRetryAfter(Refused refused) {
        request.response().putHeader("retry-after", "1");
        refused(refused);
    }

    private HttpServerResponse begin(Answer answer) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        if (!answer.contentType().isEmpty()) {
            response.putHeader("content-type", answer.contentType());
        }
        answer.headers().forEach(response::putHeader);
        boolean isBodiless = answer.status() == 204;
        return isBodiless
                ? response
                : response.putHeader(
                        "content-length", Integer.toString(answer.body().length()));
    }

    /** HTTP/2 resets the stream; HTTP/1 has to reset the whole connection, which a linger of zero does. */
    private void reset() {
        if (request.version() != HttpVersion.HTTP_2
                && request.connection() instanceof HttpServerConnection connection) {
            connection.channelHandlerContext().channel().config().setOption(ChannelOption.SO_LINGER, 0);
            connection.close();
        } else {
            request.response().reset();
        }
    }
}
