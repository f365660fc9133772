package dev.gantry.opencloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.credential.Proof;
import dev.gantry.opencloud.credential.Proofs;
import dev.gantry.opencloud.credential.TokenRefused;
import dev.gantry.opencloud.http.Answer;
import dev.gantry.opencloud.http.Header;
import dev.gantry.opencloud.http.Json;
import dev.gantry.opencloud.http.LocalFileFailed;
import dev.gantry.opencloud.http.Message;
import dev.gantry.opencloud.http.RetryAfter;
import dev.gantry.opencloud.http.Transport;
import dev.gantry.opencloud.http.WholeFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A client of Open Cloud: every call waits for its universe's budget, carries the credential that its operation takes, is
 * sent, and is repeated here and nowhere else. A write is repeated only if it cannot have been done, or says that doing it
 * twice is doing it once.
 *
 * <p>Blocking and interruptible, safe for many threads; meant for virtual ones.
 */
public final class OpenCloud implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenCloud.class);

    /** An address that never answered is given up after so many repeats: it is more likely wrong than busy. */
    private static final int RETRIES_BEFORE_FIRST_ANSWER = 2;

    /** How long a long-running operation is waited for, unless told otherwise. */
    private static final Duration LONGEST_OPERATION = Duration.ofMinutes(15);

    private final Connection connection;
    private final Quota quota;
    private final Time time;
    private final Transport transport;
    private final Proofs proofs;
    private final Backoff backoff = Backoff.defaults();
    private final Traffic traffic = new Traffic();
    private final Map<UniverseId, Budget> budgets = new ConcurrentHashMap<>();
    private final PlayersOnline playersOnline;
    private volatile boolean everAnswered;

    private OpenCloud(Connection connection, Quota quota, Time time, String userAgent) {
        this.connection = connection;
        this.quota = quota;
        this.time = time;
        this.transport = new Transport(connection.wire(), quota.concurrency(), userAgent);
        this.proofs = Proofs.of(connection.credentials(), connection.name(), transport, connection.main(), time::now);
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
     * Makes a call, as often as it takes, and reads its JSON; null where the answer is empty.
     *
     * @throws OpenCloudException.Refused when it was refused, or when the connection lacks what the operation takes
     * @throws OpenCloudException.Unreachable when no repeat was answered
     * @throws OpenCloudException.Unsettled when it is a write that may have been done or not
     */
    public Received call(Request request) throws InterruptedException {
        return make(request, null);
    }

    /** The same, for what answers with a long-running operation: waits for it, and gives its {@code response}. */
    public Received callAndAwait(Request request) throws InterruptedException {
        return await(request, call(request), LONGEST_OPERATION);
    }

    /**
     * Waits for a long-running operation.
     *
     * @param started the request that began it
     * @param answer what that was answered
     * @param limit the longest to wait
     * @return its {@code response}, null where it has none
     * @throws OpenCloudException.Refused with the code and message of its {@code error}
     * @throws OpenCloudException.Unsettled if it is not done within the limit
     */
    public Received await(Request started, Received answer, Duration limit) throws InterruptedException {
        return new LongRunning(this, time, started, limit).await(answer);
    }

    /**
     * Makes a call whose answer becomes a file, in pieces; the file is there whole or not at all.
     *
     * @return its bytes
     * @throws OpenCloudException.FileFailed if it cannot be written
     */
    public long download(Request request, Path target) throws InterruptedException {
        Path unfinished = WholeFile.unfinished(target);
        try {
            make(request, unfinished);
            long size = WholeFile.show(unfinished, target);
            traffic.received(size);
            return size;
        } catch (IOException failed) {
            throw Refusal.fileFailed(request.operation(), new LocalFileFailed("cannot write", target, failed));
        } finally {
            remove(unfinished);
        }
    }

    /** A leftover is overwritten by the next download. */
    private static void remove(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException stuck) {
            LOG.warn("{} could not be removed ({}).", unfinished, stuck.toString());
        }
    }

    /** @param into where a successful answer's body goes; null: it is JSON and is read */
    private Received make(Request request, @Nullable Path into) throws InterruptedException {
        Call call = open(request);
        Proof proof = prove(call);
        Repeats repeats = new Repeats(quota.retries(), backoff, time);
        Optional<OperationClass> counted = OperationClass.of(call.operation());
        Optional<Budget> budget = counted.isPresent() ? request.universe().map(this::budget) : Optional.empty();
        boolean isMended = false;
        while (true) {
            if (budget.isPresent()) {
                budget.get().acquire(counted.orElseThrow());
            }
            Duration wait;
            try {
                List<Header> credential = proof.headers(
                        call.operation().method(), call.operation().host());
                Answer answer = send(call, credential, into);
                if (answer.isSuccess()) {
                    return into == null
                            ? Received.of(call.operation(), answer.body())
                            : new Received(NullNode.getInstance(), 0);
                }
                if (!isMended
                        && proof.isMendedAfter(
                                answer, credential, call.operation().host())) {
                    isMended = true;
                    wait = Duration.ZERO;
                } else {
                    wait = waitOrRefuse(new Refusal(call, proof, repeats.made()), answer, repeats, budget);
                }
            } catch (TokenRefused refused) {
                wait = waitForToken(new Refusal(call, proof, repeats.made()), refused, repeats);
            } catch (IOException | JacksonException broken) {
                wait = waitAfterLoss(new Refusal(call, proof, repeats.made()), broken, repeats);
            }
            traffic.retried();
            time.sleep(wait);
        }
    }

    private Call open(Request request) {
        String host = request.operation().host();
        return request.call(host.equals(ApiOperation.MAIN_HOST) ? connection.main() : connection.other(host));
    }

    private Proof prove(Call call) {
        Proof proof = proofs.choose(call.operation().access());
        if (proof == null) {
            throw Refusal.lacking(call, connection, proofs.kinds());
        }
        return proof;
    }

    /** A call that needs no credential and counts against no budget; not repeated. Its JSON. */
    JsonNode getOpenly(String host, String target) throws IOException {
        Answer answer = transport.send(
                Call.of(PlayersOnline.OPERATION, connection.other(host), target).message(List.of()));
        if (!answer.isSuccess()) {
            throw new IOException("HTTP " + answer.status());
        }
        try {
            return Json.parse(answer.body());
        } catch (JacksonException notJson) {
            throw new IOException("the answer is not JSON", notJson);
        }
    }

    private Answer send(Call call, List<Header> credential, @Nullable Path into)
            throws IOException, InterruptedException {
        traffic.sent(OperationClass.of(call.operation()));
        Message message = call.message(credential);
        try {
            Answer answer = into == null ? transport.send(message) : transport.fetch(message, into);
            everAnswered = true;
            traffic.received(answer.body().length);
            return answer;
        } catch (LocalFileFailed failed) {
            throw Refusal.fileFailed(call.operation(), failed);
        } catch (IOException broken) {
            refuseIfInterrupted(broken);
            throw broken;
        }
    }

    /** A socket closed by the interruption of its reader is no failure of the network. */
    private static void refuseIfInterrupted(Throwable broken) throws InterruptedException {
        if (Thread.interrupted()) {
            throw (InterruptedException) new InterruptedException("interrupted while reading").initCause(broken);
        }
    }

    private Duration waitOrRefuse(Refusal refusal, Answer answer, Repeats repeats, Optional<Budget> budget) {
        Call call = refusal.call();
        Optional<Duration> retryAfter = RetryAfter.parse(answer.header("retry-after"), time.now());
        Optional<Duration> wait;
        if (answer.status() == 429) {
            traffic.throttled();
            wait = repeats.afterThrottling(retryAfter);
            Duration pause = wait.orElse(Duration.ZERO);
            budget.ifPresent(throttled ->
                    throttled.throttled(OperationClass.of(call.operation()).orElseThrow(), pause));
        } else if (!ErrorKind.isRetryable(answer.status())) {
            wait = Optional.empty();
        } else if (call.mayRepeat()) {
            wait = repeats.afterFailure(retryAfter);
        } else {
            throw refusal.unsettled(answer);
        }
        if (wait.isEmpty()) {
            throw refusal.of(answer);
        }
        LOG.debug(
                "{} answered {}; repeat {} in {}", call.operation().id(), answer.status(), repeats.made(), wait.get());
        return wait.get();
    }

    private Duration waitForToken(Refusal refusal, TokenRefused refused, Repeats repeats) throws InterruptedException {
        if (refused.answer().isPresent()) {
            Answer answer = refused.answer().get();
            return Optional.of(RetryAfter.parse(answer.header("retry-after"), time.now()))
                    .filter(retryAfter -> ErrorKind.isRetryable(answer.status()))
                    .flatMap(repeats::afterFailure)
                    .orElseThrow(() -> refusal.ofToken(answer));
        }
        IOException broken = refused.broken().orElseThrow();
        if (broken instanceof LocalFileFailed failed) {
            throw Refusal.fileFailed(refusal.call().operation(), failed);
        }
        refuseIfInterrupted(broken);
        return waitOrGiveUp(refusal, broken, repeats);
    }

    /** An answer was lost, or cannot be read. */
    private Duration waitAfterLoss(Refusal refusal, Exception broken, Repeats repeats) {
        if (!refusal.call().mayRepeat() && !Transport.isUnsent(broken)) {
            throw refusal.unsettled(broken);
        }
        return waitOrGiveUp(refusal, broken, repeats);
    }

    private Duration waitOrGiveUp(Refusal refusal, Exception broken, Repeats repeats) {
        Optional<Duration> wait = everAnswered || repeats.made() < RETRIES_BEFORE_FIRST_ANSWER
                ? repeats.afterFailure(Optional.empty())
                : Optional.empty();
        if (wait.isEmpty()) {
            throw refusal.unreachable(broken, connection);
        }
        LOG.debug(
                "{} failed ({}); repeat {} in {}",
                refusal.call().operation().id(),
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
