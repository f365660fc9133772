package dev.gantry.writeback.sinks;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.journal.JournalRecord.Act;

/**
 * Requests of one operation whose body is what acts are to send, and whose path begins like their target.
 *
 * @param isInOrder whether what has one target is sent in the order of its rows
 */
record PostRequests(ApiOperation operation, boolean isInOrder) implements Remote.Sent {

    @Override
    public Made send(OpenCloud cloud, Act act, Consumer<String> begun) throws InterruptedException {
        byte[] body = act.after().orElseThrow().getBytes(StandardCharsets.UTF_8);
        return Answers.made(
                cloud.call(ResourcePath.request(operation, act.target().name()).withJson(body))
                        .json());
    }
}
