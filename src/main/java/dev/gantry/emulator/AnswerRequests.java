package dev.gantry.emulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Body;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.wire.RequestTarget;
import dev.gantry.emulator.wire.Router;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request through the steps that the package's description lists. Runs on one event loop. */
final class AnswerRequests implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerRequests.class);

    /** The longest value, every character of it escaped or of four bytes, and something around it. */
    private static final int LARGEST_BODY = 28 * 1024 * 1024;

    private final Vertx vertx;
    private final Router router;
    private final ApiKeys keys;
    private final Limits limits;
    private final InstantSource clock;
    private final Counters counters;
    private final List<Consumer<RequestSeen>> listeners = new CopyOnWriteArrayList<>();
    private FaultDraws faults;

    AnswerRequests(Vertx vertx, Router router, ApiKeys keys, Counters counters, EmulatorOptions options) {
        this.vertx = vertx;
        this.router = router;
        this.keys = keys;
        this.counters = counters;
        this.limits = new Limits(options.limits(), options.concurrentUsers());
        this.clock = options.clock();
        this.faults = new FaultDraws(options.faults(), options.latency(), options.seed());
    }

    void listen(Consumer<RequestSeen> listener) {
        listeners.add(listener);
    }

    /** Call on the event loop. */
    void faults(FaultDraws draws) {
        faults = draws;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (request.getHeader("content-length") == null && request.getHeader("transfer-encoding") == null) {
            accept(request, Body.NONE);
            return;
        }
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() <= LARGEST_BODY) {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> accept(request, Body.of(body.getBytes())));
    }

    private void accept(HttpServerRequest request, Body body) {
        SendAnswer send = new SendAnswer(request, counters);
        try {
            Arrival arrival = arrival(request, body);
            if (arrival.draw().delayMillis() == 0) {
                answer(arrival, send);
            } else {
                vertx.setTimer(arrival.draw().delayMillis(), timer -> answer(arrival, send));
            }
        } catch (RuntimeException thrown) {
            send.whole(answerTo(thrown, request));
        }
    }

    /** A request that means an operation, and what is to go wrong with it. */
    private record Arrival(
            HttpServerRequest request, Body body, RequestTarget target, Router.Match match, FaultDraws.Draw draw) {}

    private Arrival arrival(HttpServerRequest request, Body body) {
        if (body.size() > LARGEST_BODY) {
            throw Refused.byGateway(413, "RequestEntityTooLarge");
        }
        String host = request.authority() == null ? "" : request.authority().host();
        RequestTarget target = RequestTarget.parse(request.uri(), host);
        Router.Match match = router.match(target, request.method().name());
        RequestSeen seen = counters.arrived(match.operation(), request.uri(), body.size());
        listeners.forEach(listener -> listener.accept(seen));
        boolean isList = match.operation().limitClass() == OperationClass.LIST;
        FaultDraws.Draw draw = faults.next(isList, target.query().containsKey("pageToken"));
        return new Arrival(request, body, target, match, draw);
    }

    private void answer(Arrival arrival, SendAnswer send) {
        if (arrival.draw().before() != null) {
            send.instead(arrival.draw().before());
            return;
        }
        Answer answer;
        try {
            answer = answerOf(arrival, send);
        } catch (RuntimeException thrown) {
            answer = answerTo(thrown, arrival.request());
        }
        if (arrival.draw().after() != null) {
            send.spoilt(answer, arrival.draw().after());
            return;
        }
        if (answer.status() == 200) {
            counters.served(arrival.match().operation());
        }
        send.whole(answer);
    }

    private Answer answerOf(Arrival arrival, SendAnswer send) {
        Operation operation = arrival.match().operation();
        Map<String, String> path = arrival.match().path();
        Instant now = clock.instant();
        keys.check(header(arrival.request(), "x-api-key"), operation);
        Limits.Standing standing = limits.take(operation, path.getOrDefault("universe_id", ""), now);
        send.standing(standing);
        if (standing.isRefused()) {
            counters.throttled();
            return Answer.v2Error(429, "RESOURCE_EXHAUSTED", "Too many requests. Wait as retry-after says.");
        }
        Answer answer = operation
                .handler()
                .answer(new Call(
                        operation,
                        path,
                        arrival.target().query(),
                        header(arrival.request(), "if-match"),
                        arrival.body(),
                        now,
                        arrival.draw().page()));
        long moved = Math.max(arrival.body().size(), answer.body().length());
        limits.moved(operation.limitClass(), moved, now);
        return answer;
    }

    private static String header(HttpServerRequest request, String name) {
        return Objects.requireNonNullElse(request.getHeader(name), "");
    }

    private static Answer answerTo(RuntimeException thrown, HttpServerRequest request) {
        if (thrown instanceof Refused refused) {
            return refused.answer();
        }
        LOG.error("A bug of the emulator: {} {} is answered 500", request.method(), request.uri(), thrown);
        return Answer.v2Error(500, "INTERNAL", "The emulator failed; its log says why.");
    }
}
