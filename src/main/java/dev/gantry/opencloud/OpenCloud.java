package dev.gantry.opencloud;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

import dev.gantry.opencloud.catalog.ApiOperation;
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
    private final Map<UniverseId, Budget> budgets = new ConcurrentHashMap<>();
    private final PlayersOnline playersOnline;
    private volatile boolean everAnswered;

    private OpenCloud(Connection connection, Quota quota, Time time, String userAgent) {
        this.connection = connection;
        this.quota = quota;
        this.time = time;
        this.transport = new Transport(connection.credential(), quota.concurrency(), userAgent);
        this.playersOnline = new PlayersOnline(this);
    }

    /**
     * Opens a client; nothing is sent yet.
     *
     * @param userAgent names the program and its version to Roblox
     */
    public static OpenCloud connect(Connection connection, Quota quota, String userAgent) {
        return new OpenCloud(connection, quota, Time.system(), userAgent);
    }

    static OpenCloud connect(Connection connection, Quota quota, Time time) {
        return new OpenCloud(connection, quota, time, "Gantry-test");
    }

    /** What has been sent and received. */
    public Traffic traffic() {
        return traffic;
    }

    /** The time that it lives by. */
    public Time time() {
        return time;
    }

    /** How many calls can be under way at one time. */
    public int concurrency() {
        return quota.concurrency();
    }

    /** How fast requests of this class may go to the universe just now. */
    public Allowance allowance(UniverseId universe, OperationClass operationClass) {
        return budget(universe).allowance(operationClass);
    }

    /** How fast requests of this class may go just now. */
    public Allowance allowance(OperationClass operationClass) {
        return budgets.values().stream()
                .findFirst()
                .map(budget -> budget.allowance(operationClass))
                .orElse(new Allowance(OptionalDouble.empty(), 1, Duration.ZERO));
    }

    @Override
    public void close() {
        playersOnline.close();
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
        Optional<OperationClass> counted = OperationClass.of(operation);
        Optional<Budget> budget = counted.isPresent() ? request.universe().map(this::budget) : Optional.empty();
        while (true) {
            if (budget.isPresent()) {
                budget.get().acquire(counted.orElseThrow());
            }
            Duration wait;
            try {
                Answer answer = send(call);
                if (answer.isSuccess()) {
                    return new Received(Json.parseAnswer(operation, answer.body()), answer.body().length);
                }
                wait = waitOrRefuse(call, answer, repeats, budget);
            } catch (IOException | JacksonException broken) {
                wait = waitOrGiveUp(call, broken, repeats);
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
        traffic.sent(OperationClass.of(call.operation()));
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

    private Duration waitOrRefuse(Call call, Answer answer, Repeats repeats, Optional<Budget> budget) {
        Optional<Duration> retryAfter = RetryAfter.parse(answer.header("retry-after"), time.now());
        Optional<Duration> wait;
        if (answer.status() == 429) {
            traffic.throttled();
            wait = repeats.afterThrottling(retryAfter);
            Duration pause = wait.orElse(Duration.ZERO);
            budget.ifPresent(throttled ->
                    throttled.throttled(OperationClass.of(call.operation()).orElseThrow(), pause));
        } else {
            wait = ErrorKind.isRetryable(answer.status()) ? repeats.afterFailure(retryAfter) : Optional.empty();
        }
        if (wait.isEmpty()) {
            throw Refusal.of(call, answer, repeats.made());
        }
        LOG.debug(
                "{} answered {}; repeat {} in {}", call.operation().id(), answer.status(), repeats.made(), wait.get());
        return wait.get();
    }

    private Duration waitOrGiveUp(Call call, Exception broken, Repeats repeats) {
        Optional<Duration> wait = everAnswered || repeats.made() < RETRIES_BEFORE_FIRST_ANSWER
                ? repeats.afterFailure(Optional.empty())
                : Optional.empty();
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

    private Budget budget(UniverseId universe) {
        return budgets.computeIfAbsent(universe, this::openBudget);
    }

    private Budget openBudget(UniverseId universe) {
        if (!quota.followsPlayers()) {
            return new Budget(quota, time);
        }
        Budget budget = new Budget(quota.withPlayers(playersOnline.count(universe)), time);
        playersOnline.follow(universe, budget::resize);
        return budget;
    }
}
