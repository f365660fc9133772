package dev.gantry.emulator;

import java.util.Map;

import dev.gantry.emulator.game.Deeds;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Body;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.RequestTarget;
import dev.gantry.emulator.wire.Router;
import tools.jackson.databind.JsonNode;

/** Does again what the lines of a state file tell. */
final class ReplayState implements StateFile.Reader {
    private final Router router;
    private final Deeds deeds;
    private final EmulatorClock clock;

    ReplayState(Router router, Deeds deeds, EmulatorClock clock) {
        this.router = router;
        this.deeds = deeds;
        this.clock = clock;
    }

    @Override
    public void read(JsonNode line) {
        if (line.has("uri")) {
            request(line);
        } else if (line.has("deed")) {
            deeds.perform(StateLine.deed(line));
        } else if (line.has("clock")) {
            clock.restore(StateLine.clock(line));
        } else {
            throw new IllegalArgumentException("this tells neither a request, nor a deed, nor a clock");
        }
    }

    private void request(JsonNode line) {
        String uri = line.path("uri").asString();
        String host = line.path("host").asString();
        String method = line.path("method").asString();
        RequestTarget target = RequestTarget.parse(uri, host);
        JsonNode headers = line.path("headers");
        Body body = StateLine.body(line);
        Asked asked = new Asked(
                method,
                uri,
                host,
                router.match(target, method),
                target,
                name -> headers.path(name).asString(""),
                Map::of,
                body,
                Call.PageFault.NONE);
        Answer answer =
                asked.operation().handler().answer(asked.call(line.path("user").asLong(), StateLine.at(line)));
        if (answer.status() >= 400) {
            throw new IllegalArgumentException(method + " " + uri + " now answers " + answer.status());
        }
    }
}
