package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.gantry.opencloud.ErrorKind;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Received;
import dev.gantry.opencloud.Request;
import dev.gantry.writeback.ExactJson;
import dev.gantry.writeback.act.Remote;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is taken from answers. */
final class Answers {

    private static final String PATH = "path";

    /** Properties by which people know what was made, the best first. */
    private static final List<String> NAMES = List.of("assetId", "versionNumber", PATH, "id");

    private Answers() {}

    static Remote.Made made(JsonNode answer) {
        if (answer.isNull() || answer.isMissingNode() || (answer.isObject() && answer.isEmpty())) {
            return Remote.Made.NOTHING;
        }
        String told = NAMES.stream()
                .filter(answer::hasNonNull)
                .findFirst()
                .map(name -> name + " " + answer.path(name).asString(""))
                .orElse("");
        return new Remote.Made(Optional.of(ExactJson.text(answer)), told);
    }

    /** What a get answers; empty: there is no such thing. */
    static Optional<JsonNode> found(OpenCloud cloud, Request get) throws InterruptedException {
        try {
            return Optional.of(cloud.call(get).json());
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() == ErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /**
     * Sends what is answered with a long-running operation, and waits for that.
     *
     * @param begun is told its path, before it is waited for
     */
    static Remote.Made awaited(OpenCloud cloud, Request request, Consumer<String> begun) throws InterruptedException {
        Received answer = cloud.call(request);
        String operation = answer.json().path(PATH).asString("");
        if (answer.json().has("done") && !operation.isEmpty()) {
            begun.accept(operation);
        }
        return made(cloud.await(request, answer).json());
    }

    /**
     * Waits for what was begun before.
     *
     * @param started what it was begun with, as far as that tells where to ask
     * @param operation its path
     */
    static Remote.Made awaited(OpenCloud cloud, Request started, String operation) throws InterruptedException {
        JsonNode unfinished =
                JsonNodeFactory.instance.objectNode().put(PATH, operation).put("done", false);
        return made(cloud.await(started, new Received(unfinished, 0)).json());
    }
}
