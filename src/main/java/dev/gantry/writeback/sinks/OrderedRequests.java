package dev.gantry.writeback.sinks;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.Target;
import tools.jackson.databind.JsonNode;

/**
 * Entries of ordered data stores as Open Cloud has them ({@code OrderedDataStoreEntry} of the OpenAPI document, checked on
 * 2026-11-26). An image is the integer. They have no version, so nothing is written on a condition: between the read and the write
 * the game may come; an increment adds to what it has made of the entry by then.
 *
 * @param increments whether a change is sent as what is added, also one that is taken back
 */
record OrderedRequests(boolean increments) implements Remote.Kept {

    static final ApiOperation GET = Catalog.ofProgram().operation("Cloud_GetOrderedDataStoreEntry");
    static final ApiOperation CREATE = Catalog.ofProgram().operation("Cloud_CreateOrderedDataStoreEntry");
    static final ApiOperation UPDATE = Catalog.ofProgram().operation("Cloud_UpdateOrderedDataStoreEntry");
    static final ApiOperation INCREMENT = Catalog.ofProgram().operation("Cloud_IncrementOrderedDataStoreEntry");
    static final ApiOperation DELETE = Catalog.ofProgram().operation("Cloud_DeleteOrderedDataStoreEntry");

    @Override
    public Optional<String> read(OpenCloud cloud, Target target) throws InterruptedException {
        return Answers.found(cloud, ResourcePath.request(GET, target.name())).map(OrderedRequests::image);
    }

    private static String image(JsonNode entry) {
        return entry.path("value").decimalValue().toBigInteger().toString();
    }

    @Override
    public boolean isSame(String one, String other) {
        return one.equals(other);
    }

    @Override
    public Optional<String> write(OpenCloud cloud, Act act) throws InterruptedException {
        String name = act.target().name();
        if (act.after().isEmpty()) {
            cloud.call(ResourcePath.request(DELETE, name));
            return Optional.empty();
        }
        String after = act.after().get();
        Request request = act.before().isEmpty()
                ? ResourcePath.request(CREATE, name)
                        .withQuery("id", ResourcePath.id(name))
                        .withJson(json("value", after))
                : increments
                        ? ResourcePath.request(INCREMENT, name)
                                .withJson(json("amount", difference(act.before().get(), after)))
                        : ResourcePath.request(UPDATE, name).withJson(json("value", after));
        return Optional.of(image(cloud.call(request).json()));
    }

    private static String difference(String before, String after) {
        return new BigInteger(after).subtract(new BigInteger(before)).toString();
    }

    private static byte[] json(String name, String integer) {
        return ("{\"" + name + "\":" + integer + "}").getBytes(StandardCharsets.UTF_8);
    }
}
