package dev.gantry.opencloud;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.limits.Account;
import dev.gantry.opencloud.limits.Allotment;
import dev.gantry.opencloud.limits.Budgets;
import dev.gantry.opencloud.limits.Cost;
import dev.gantry.opencloud.limits.Permit;
import dev.gantry.opencloud.limits.Quota;
import dev.gantry.opencloud.limits.Time;
import dev.gantry.opencloud.limits.UniverseClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A client of Open Cloud: every call waits for its universe's budget, is sent, and is repeated here and nowhere else.
 *
 * <p>Blocking and interruptible, safe for many threads; meant for virtual ones.
 */
public final class OpenCloud implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenCloud.class);

    /** An address that never answered is given up after so many repeats: it is more likely wrong than busy. */
    private static final int RETRIES_BEFORE_FIRST_ANSWER = 2;

    private final Connection connection;
    private final Quota quota;
    private final Time time;
    private final Transport transport;
    private final Backoff backoff = Backoff.defaults();
    private final Traffic traffic = new Traffic();
    private final Allotment allotment;
    private volatile boolean everAnswered;

    private OpenCloud(Connection connection, Quota quota, Budgets budgets, String userAgent) {
        this.connection = connection;
        this.quota = quota;
        this.time = budgets.time();
        this.transport = new Transport(connection.credential(), quota.concurrency(), userAgent);
        String owner = Integer.toHexString(connection.credential().hashCode());
        Account account = new Account(connection.main().toString(), owner);
        this.allotment = budgets.join(account, quota, new PlayersOnline(this));
    }

    /**
     * Opens a client; nothing is sent yet.
     *
     * @param userAgent names the program and its version to Roblox
     */
    public static OpenCloud connect(Connection connection, Quota quota, String userAgent) {
        return new OpenCloud(connection, quota, Budgets.ofProcess(), userAgent);
    }

    static OpenCloud connect(Connection connection, Quota quota, Budgets budgets) {
        return new OpenCloud(connection, quota, budgets, "Gantry-test");
    }

    /** What has been sent and received. */
    public Traffic traffic() {
        return traffic;
    }

    int concurrency() {
        return quota.concurrency();
    }

    /** What it may ask, what it has used of that, and what it waits for. */
    public Allotment allotment() {
        return allotment;
    }

    @Override
    public void close() {
        allotment.close();
        transport.close();
    }

    /**
     * Makes a call, as often as it takes, and reads its JSON.
     *
     * @throws OpenCloudException when it was refused, or not answered by any repeat
     */
    public Received call(Request request) throws InterruptedException {
        ApiOperation operation = request.operation();
        URI base = operation.host().equals(ApiOperation.MAIN_HOST)
                ? connection.main()
                : connection.other(operation.host());
        Call call = new Call(operation, base, request.target());
        Repeats repeats = new Repeats(quota.retries(), backoff);
        Cost cost = Cost.of(operation, request.universe().map(UniverseId::value), base, false, call.target(), 0);
        while (true) {
            Duration wait;
            try (Permit permit = allotment.acquire(cost, repeats.patience())) {
                repeats.held(permit.held());
                try {
                    Answer answer = send(call);
                    int bytes = answer.body().length;
                    permit.answered(answer.status(), answer::header, retryAfter(answer), bytes);
                    if (answer.isSuccess()) {
                        JsonNode json = Json.parseAnswer(operation, answer.body());
                        permit.returned(json.path("items").size());
                        return new Received(json, bytes);
                    }
                    wait = waitOrRefuse(call, answer, repeats, permit.isHostDown());
                } catch (IOException | JacksonException broken) {
                    permit.failed();
                    wait = waitOrGiveUp(call, broken, repeats, permit.isHostDown());
                }
            }
            traffic.retried();
            time.sleep(wait);
        }
    }

    /** A call that needs no credential and counts against no budget; not repeated. Its JSON. */
    JsonNode getOpenly(String host, String target) throws IOException {
        Call call = new Call(PlayersOnline.OPERATION, connection.other(host), target);
        Answer answer = transport.get(call, false);
        if (!answer.isSuccess()) {
            throw new IOException("HTTP " + answer.status());
        }
        try {
            return Json.parse(answer.body());
        } catch (JacksonException notJson) {
            throw new IOException("the answer is not JSON", notJson);
        }
    }

    private Answer send(Call call) throws IOException, InterruptedException {
        traffic.sent(UniverseClass.of(call.operation()).flatMap(UniverseClass::operations));
        try {
            Answer answer = transport.get(call, true);
            everAnswered = true;
            traffic.received(answer.body().length);
            return answer;
        } catch (IOException broken) {
            if (Thread.interrupted()) {
                // A socket closed by the interruption of its reader is no failure of the network.
                throw (InterruptedException) new InterruptedException("interrupted while reading").initCause(broken);
            }
            throw broken;
        }
    }

    private Optional<Duration> retryAfter(Answer answer) {
        return RetryAfter.parse(answer.header("retry-after"), time.now());
    }

    private Duration waitOrRefuse(Call call, Answer answer, Repeats repeats, boolean isHostDown) {
        Optional<Duration> wait;
        if (answer.status() == 429) {
            traffic.throttled();
            wait = repeats.afterThrottling(retryAfter(answer));
        } else if (ErrorKind.isRetryable(answer.status())) {
            wait = isHostDown ? repeats.afterOutage() : repeats.afterFailure(retryAfter(answer));
        } else {
            wait = Optional.empty();
        }
        if (wait.isEmpty()) {
            throw Refusal.of(call, answer, repeats.made());
        }
        LOG.debug(
                "{} answered {}; repeat {} in {}", call.operation().id(), answer.status(), repeats.made(), wait.get());
        return wait.get();
    }

    private Duration waitOrGiveUp(Call call, Exception broken, Repeats repeats, boolean isHostDown) {
        Optional<Duration> wait;
        if (isHostDown) {
            wait = repeats.afterOutage();
        } else if (everAnswered || repeats.made() < RETRIES_BEFORE_FIRST_ANSWER) {
            wait = repeats.afterFailure(Optional.empty());
        } else {
            wait = Optional.empty();
        }
        if (wait.isEmpty()) {
            throw Refusal.unreachable(call, broken, repeats.made());
        }
        LOG.debug(
                "{} failed ({}); repeat {} in {}",
                call.operation().id(),
                broken.getClass().getSimpleName(),
                repeats.made(),
                wait.get());
        return wait.get();
    }
}
