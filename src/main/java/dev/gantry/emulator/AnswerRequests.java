package dev.gantry.emulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Body;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.ErrorShape;
import dev.gantry.emulator.wire.Operation;
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

    /** Where the emulator itself is asked, not Open Cloud. */
    private static final String CONTROL = "/emulator/";

    /** The longest value, every character of it escaped or of four bytes, and something around it. */
    private static final int LARGEST_BODY = 28 * 1024 * 1024;

    private final Vertx vertx;
    private final Router router;
    private final Router control;
    private final PerformOperation perform;
    private final Consumer<Instant> play;
    private final InstantSource clock;
    private final Counters counters;
    private final List<Consumer<RequestSeen>> listeners = new CopyOnWriteArrayList<>();
    private FaultDraws faults;

    AnswerRequests(
            Vertx vertx,
            Router router,
            Router control,
            PerformOperation perform,
            Consumer<Instant> play,
            Counters counters,
            EmulatorClock clock,
            FaultDraws faults) {
        this.vertx = vertx;
        this.router = router;
        this.control = control;
        this.perform = perform;
        this.play = play;
        this.counters = counters;
        this.clock = clock;
        this.faults = faults;
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
            play.accept(clock.instant());
            if (request.uri().startsWith(CONTROL)) {
                send.uncounted(controlled(request, body));
                return;
            }
            Arrival arrival = arrival(request, body);
            send.errors(arrival.match().operation().errors());
            if (arrival.draw().delayMillis() == 0) {
                answer(arrival, send);
            } else {
                vertx.setTimer(arrival.draw().delayMillis(), timer -> answer(arrival, send));
            }
        } catch (RuntimeException thrown) {
            fail(thrown, request, send);
        }
    }

    private Answer controlled(HttpServerRequest request, Body body) {
        RequestTarget target = RequestTarget.parse(request.uri(), "");
        Router.Match match = control.match(target, request.method().name());
        Operation operation = match.operation();
        try {
            return operation
                    .handler()
                    .answer(new Call(
                            operation,
                            match.path(),
                            target.query(),
                            name -> "",
                            0,
                            body,
                            clock.instant(),
                            Call.PageFault.NONE));
        } catch (Refused refused) {
            return refused.answer(operation.errors());
        }
    }

    /** A request that means an operation, and what is to go wrong with it. */
    private record Arrival(
            HttpServerRequest request, Body body, RequestTarget target, Router.Match match, FaultDraws.Draw draw) {}

    private Arrival arrival(HttpServerRequest request, Body body) {
        if (body.size() > LARGEST_BODY) {
            throw Refused.byGateway(413, "RequestEntityTooLarge");
        }
        RequestTarget target = RequestTarget.parse(request.uri(), host(request));
        Router.Match match = router.match(target, request.method().name());
        RequestSeen seen = counters.arrived(match.operation(), request.uri(), body.size());
        listeners.forEach(listener -> listener.accept(seen));
        boolean goesOn = match.operation()
                .fact()
                .page()
                .filter(page -> page.goesOn(target.query(), body))
                .isPresent();
        FaultDraws.Draw draw = faults.next(match.operation().isPaged(), goesOn);
        return new Arrival(request, body, target, match, draw);
    }

    private static String host(HttpServerRequest request) {
        return request.authority() == null ? "" : request.authority().host();
    }

    private void answer(Arrival arrival, SendAnswer send) {
        if (arrival.draw().before() != null) {
            send.instead(arrival.draw().before());
            return;
        }
        Answer answer;
        try {
            answer = perform.answer(asked(arrival), send::standing);
        } catch (RuntimeException thrown) {
            answer = answerTo(thrown, arrival);
        }
        if (arrival.draw().after() != null) {
            send.spoilt(answer, arrival.draw().after());
            return;
        }
        if (answer.status() / 100 == 2) {
            counters.served(arrival.match().operation());
        }
        send.whole(answer);
    }

    private static Asked asked(Arrival arrival) {
        HttpServerRequest request = arrival.request();
        return new Asked(
                request.method().name(),
                request.uri(),
                host(request),
                arrival.match(),
                arrival.target(),
                name -> Objects.requireNonNullElse(request.getHeader(name), ""),
                () -> StateLine.headers(request.headers()),
                arrival.body(),
                arrival.draw().page());
    }

    private Answer answerTo(RuntimeException thrown, Arrival arrival) {
        if (thrown instanceof Refused refused) {
            return refused.answer(arrival.match().operation().errors());
        }
        LOG.error(
                "A bug of the emulator: {} {} is answered 500",
                arrival.request().method(),
                arrival.request().uri(),
                thrown);
        return Refused.of(500, "INTERNAL", "The emulator failed; its log says why.")
                .answer(ErrorShape.V2);
    }

    /** Before it is known which operation is meant. */
    private static void fail(RuntimeException thrown, HttpServerRequest request, SendAnswer send) {
        if (thrown instanceof Refused refused) {
            send.refused(refused);
            return;
        }
        LOG.error("A bug of the emulator: {} {} is answered 500", request.method(), request.uri(), thrown);
        send.refused(Refused.of(500, "INTERNAL", "The emulator failed; its log says why."));
    }
}
