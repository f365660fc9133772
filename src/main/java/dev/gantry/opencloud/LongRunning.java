package dev.gantry.opencloud;

import java.time.Duration;

import dev.gantry.opencloud.http.ErrorBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Waits for what takes longer than its answer: {@code {path, done, response, error, metadata}} is asked after by its path, at
 * once, then after 1 s, 2 s, 4 s and so on (shape checked on 2026-11-24).
 */
final class LongRunning {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final OpenCloud cloud;
    private final Time time;
    private final Request started;
    private final Duration limit;

    LongRunning(OpenCloud cloud, Time time, Request started, Duration limit) {
        this.cloud = cloud;
        this.time = time;
        this.started = started;
        this.limit = limit;
    }

    /**
     * What it comes to; an answer that is no operation is what it comes to already.
     *
     * @param answer what the request was answered
     */
    Received await(Received answer) throws InterruptedException {
        long began = time.nanos();
        Received last = answer;
        Duration wait = Duration.ZERO;
        while (isOperation(last.json()) && !last.json().path("done").asBoolean(false)) {
            Request poll = OperationPath.poll(started, last.json().path("path").asString(""));
            if (time.nanos() - began + wait.toNanos() > limit.toNanos()) {
                throw new OpenCloudException.Unsettled(
                        0,
                        begun(last) + " is not done after " + limit.toSeconds() + " s. It goes on by itself: look"
                                + " later what became of it.",
                        null);
            }
            if (wait.isPositive()) {
                time.sleep(wait);
            }
            wait = next(wait);
            last = cloud.call(poll);
        }
        return outcome(last);
    }

    private static Duration next(Duration wait) {
        if (wait.isZero()) {
            return FIRST;
        }
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }

    private static boolean isOperation(JsonNode json) {
        return json.has("done") || json.path("path").asString("").contains(OperationPath.MARK);
    }

    private Received outcome(Received last) {
        JsonNode operation = last.json();
        if (!isOperation(operation)) {
            return last;
        }
        if (operation.path("error").isObject()) {
            throw failed(last);
        }
        JsonNode response = operation.path("response");
        return new Received(response.isMissingNode() ? NullNode.getInstance() : response, last.bytes());
    }

    private OpenCloudException.Refused failed(Received last) {
        JsonNode error = last.json().path("error");
        RpcCode code = RpcCode.of(error.path("code"));
        ErrorBody body = ErrorBody.of(code.status(), error);
        ErrorBody named = new ErrorBody(code.label(body.code()), "", body.message());
        return new OpenCloudException.Refused(
                new OpenCloudException.Details(
                        code.status(),
                        started.operation().id(),
                        last.json().path("path").asString(""),
                        named.code(),
                        "",
                        named.message(),
                        ""),
                ErrorKind.of(code.status()),
                begun(last) + " failed:" + named.phrase() + ".");
    }

    private String begun(Received last) {
        String path = last.json().path("path").asString("");
        return started.operation().method() + " " + started.path() + " ("
                + started.operation().id() + ") was begun" + (path.isEmpty() ? "" : " as " + path) + ", and";
    }
}
