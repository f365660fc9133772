package dev.gantry.opencloud;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.credential.Proof;
import dev.gantry.opencloud.credential.Proofs;
import dev.gantry.opencloud.credential.TokenRefused;
import dev.gantry.opencloud.http.Answer;
import dev.gantry.opencloud.http.Header;
import dev.gantry.opencloud.http.Json;
import dev.gantry.opencloud.http.LocalFileFailed;
import dev.gantry.opencloud.http.Message;
import dev.gantry.opencloud.http.Transport;
import dev.gantry.opencloud.http.WholeFile;
import dev.gantry.opencloud.limits.Account;
import dev.gantry.opencloud.limits.Allotment;
import dev.gantry.opencloud.limits.Budgets;
import dev.gantry.opencloud.limits.Cost;
import dev.gantry.opencloud.limits.OperationClass;
import dev.gantry.opencloud.limits.Permit;
import dev.gantry.opencloud.limits.Quota;
import dev.gantry.opencloud.limits.Time;
import dev.gantry.opencloud.limits.UniverseClass;
import dev.gantry.opencloud.limits.Waited;
import org.jspecify.annotations.Nullable;
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

    /** How long a long-running operation is waited for, unless told otherwise. */
    private static final Duration LONGEST_OPERATION = Duration.ofMinutes(15);

    private static final int TOO_MANY = 429;

    private final Connection connection;
    private final Quota quota;
    private final Time time;
    private final Transport transport;
    private final Proofs proofs;
    private final Backoff backoff = Backoff.defaults();
    private final Traffic traffic;
    private final Allotment allotment;
    private final WaitOrRefuse waits;
    private final AtomicBoolean everAnswered;
    private final Departure departure;

    private OpenCloud(Connection connection, Quota quota, Budgets budgets, String userAgent) {
        this.connection = connection;
        this.quota = quota;
        this.time = budgets.time();
        this.traffic = new Traffic();
        this.transport = new Transport(connection.wire(), quota.concurrency(), userAgent);
        this.proofs = Proofs.of(connection.credentials(), connection.name(), transport, connection.main(), time::now);
        this.everAnswered = new AtomicBoolean();
        this.departure = Departure.FREE;
        this.waits = new WaitOrRefuse(connection, time, traffic, everAnswered::get);
        String owner =
                connection.credentials().stream().map(Credential::fingerprint).collect(Collectors.joining(" "));
        Account account = new Account(connection.main().toString(), owner);
        this.allotment = budgets.join(account, quota, new PlayersOnline(this));
    }

    private OpenCloud(OpenCloud same, Departure departure) {
        this.connection = same.connection;
        this.quota = same.quota;
        this.time = same.time;
        this.transport = same.transport;
        this.proofs = same.proofs;
        this.waits = same.waits;
        this.allotment = same.allotment;
        this.everAnswered = same.everAnswered;
        this.traffic = same.traffic;
        this.departure = departure;
    }

    /** The same client, for calls that may be called off as long as they wait; it is not closed by itself. */
    public OpenCloud asking(Departure other) {
        return new OpenCloud(this, other);
    }

    /**
     * Opens a client; nothing is sent yet.
     *
     * @param userAgent names the program and its version to Roblox
     */
    public static OpenCloud connect(Connection connection, Quota quota, String userAgent) {
        return new OpenCloud(connection, quota, Budgets.ofProcess(), userAgent);
    }

    /** The same with budgets of its own. */
    public static OpenCloud connect(Connection connection, Quota quota, Budgets budgets, String userAgent) {
        return new OpenCloud(connection, quota, budgets, userAgent);
    }

    static OpenCloud connect(Connection connection, Quota quota, Budgets budgets) {
        return new OpenCloud(connection, quota, budgets, "Gantry-test");
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
     * Makes a call, as often as it takes, and reads its JSON; null where the answer is empty.
     *
     * @throws OpenCloudException.Refused when it was refused, or when the connection lacks what the operation takes
     * @throws OpenCloudException.Unreachable when no repeat was answered
     * @throws OpenCloudException.Unsettled when it is a write that may have been done or not
     */
    public Received call(Request request) throws InterruptedException {
        return make(request, null, (call, answer) -> Received.of(call.operation(), answer.body()));
    }

    /**
     * The same, for whoever reads the answer otherwise.
     *
     * @param reader throws {@link JacksonException} where it cannot: the answer then counts as lost
     */
    <T> T call(Request request, Function<byte[], T> reader) throws InterruptedException {
        return make(request, null, (call, answer) -> reader.apply(answer.body()));
    }

    /** The same, for what answers with a long-running operation: waits for it, and gives its {@code response}. */
    public Received callAndAwait(Request request) throws InterruptedException {
        return await(request, call(request));
    }

    /** Waits for a long-running operation as long as most take at most. */
    public Received await(Request started, Received answer) throws InterruptedException {
        return await(started, answer, LONGEST_OPERATION);
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
            make(request, unfinished, (call, answer) -> new Received(NullNode.getInstance(), 0));
            long size = WholeFile.show(unfinished, target);
            traffic.received(size);
            return size;
        } catch (IOException failed) {
            throw Refusal.fileFailed(request.operation(), new LocalFileFailed("cannot write", target, failed));
        } finally {
            WholeFile.discard(unfinished);
        }
    }

    /**
     * @param into where a successful answer's body goes; null: it is JSON
     * @param reader of a successful answer
     */
    private <T> T make(Request request, @Nullable Path into, BiFunction<Call, Answer, T> reader)
            throws InterruptedException {
        Call call = open(request);
        Proof proof = prove(call);
        Repeats repeats = new Repeats(quota.retries(), backoff, time);
        Cost cost = cost(request, call, proof);
        boolean isMended = false;
        boolean mayBeDone = false;
        while (true) {
            Duration wait;
            try (Permit permit = allotment.acquire(cost, repeats.patience())) {
                repeats.held(permit.held());
                Refusal refusal = new Refusal(call, proof, repeats.made());
                try {
                    List<Header> credential = proof.headers(
                            call.operation().method(), call.operation().host());
                    departure.leaves();
                    Answer answer = send(call, credential, into);
                    long bytes = Math.max(answer.body().length, call.content().length());
                    permit.answered(answer.status(), answer::header, waits.retryAfter(answer), bytes);
                    if (answer.isSuccess()) {
                        T read = reader.apply(call, answer);
                        if (read instanceof Received received) {
                            permit.returned(received.json().path("items").size());
                        }
                        return read;
                    }
                    if (!isMended
                            && proof.isMendedAfter(
                                    answer, credential, call.operation().host())) {
                        isMended = true;
                        wait = Duration.ZERO;
                    } else {
                        wait = waits.afterAnswer(refusal, answer, repeats, permit.isHostDown());
                        mayBeDone |= call.operation().writes() && answer.status() != TOO_MANY;
                    }
                } catch (TokenRefused refused) {
                    wait = waits.afterTokenRefused(refusal, refused, repeats);
                } catch (IOException | JacksonException broken) {
                    permit.failed();
                    wait = waits.afterLoss(refusal, broken, repeats, permit.isHostDown());
                    mayBeDone |= call.operation().writes() && !Transport.isUnsent(broken);
                }
            }
            if (!mayBeDone) {
                departure.waits();
            }
            traffic.retried();
            time.sleep(wait);
            Waited.ofProcess().forRepeat(wait);
        }
    }

    private static Cost cost(Request request, Call call, Proof proof) {
        boolean isByToken = proof.kind().filter(Credential.Kind.TOKEN::equals).isPresent();
        return Cost.of(
                call.operation(),
                request.universe().map(UniverseId::value),
                call.base(),
                isByToken,
                call.target(),
                call.content().length());
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
        Optional<OperationClass> operations = UniverseClass.of(call.operation()).flatMap(UniverseClass::operations);
        traffic.sent(operations);
        Message message = call.message(credential);
        try {
            Answer answer = into == null ? transport.send(message) : transport.fetch(message, into);
            everAnswered.set(true);
            traffic.received(answer.body().length);
            Answers.ofProcess().came(operations, answer.status());
            return answer;
        } catch (LocalFileFailed failed) {
            throw Refusal.fileFailed(call.operation(), failed);
        } catch (IOException broken) {
            Answers.ofProcess().didNotCome(operations);
            refuseIfInterrupted(broken);
            throw broken;
        }
    }

    /** A socket closed by the interruption of its reader is no failure of the network. */
    static void refuseIfInterrupted(Throwable broken) throws InterruptedException {
        if (Thread.interrupted()) {
            throw (InterruptedException) new InterruptedException("interrupted while reading").initCause(broken);
        }
    }
}
