package dev.gantry.writeback.sinks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.writeback.ExactJson;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Items of sorted maps as Open Cloud has them ({@code MemoryStoreSortedMapItem} of the OpenAPI document, checked on 2026-11-26). An
 * image is the item without its path; an update is sent with the etag that was read, a delete takes none.
 */
record SortedMapRequests() implements Remote.Kept {

    static final ApiOperation GET = Catalog.ofProgram().operation("Cloud_GetMemoryStoreSortedMapItem");
    static final ApiOperation CREATE = Catalog.ofProgram().operation("Cloud_CreateMemoryStoreSortedMapItem");
    static final ApiOperation UPDATE = Catalog.ofProgram().operation("Cloud_UpdateMemoryStoreSortedMapItem");
    static final ApiOperation DELETE = Catalog.ofProgram().operation("Cloud_DeleteMemoryStoreSortedMapItem");

    static final String VALUE = "value";
    static final String TTL = "ttl";
    static final String EXPIRY = "expireTime";

    /** The numeric one first; an item has one of them at most. */
    static final List<String> SORT_KEYS = List.of("numericSortKey", "stringSortKey");

    private static final String ETAG = "etag";

    @Override
    public Optional<String> read(OpenCloud cloud, Target target) throws InterruptedException {
        return Answers.found(cloud, ResourcePath.request(GET, target.name())).map(SortedMapRequests::image);
    }

    private static String image(JsonNode item) {
        ObjectNode image = JsonNodeFactory.instance.objectNode();
        image.set(VALUE, item.path(VALUE).isMissingNode() ? JsonNodeFactory.instance.nullNode() : item.get(VALUE));
        copy(item, image, SORT_KEYS);
        copy(item, image, List.of(EXPIRY, ETAG));
        return ExactJson.text(image);
    }

    static void copy(JsonNode from, ObjectNode to, List<String> names) {
        names.stream().filter(from::hasNonNull).forEach(name -> to.set(name, from.get(name)));
    }

    @Override
    public boolean isSame(String one, String other) {
        return areSame(one, other);
    }

    /** By value and sort key: when an item ends, and how often it was written, makes no other of it. */
    static boolean areSame(String one, String other) {
        return ExactJson.isSame(compared(one), compared(other));
    }

    private static String compared(String image) {
        JsonNode item = ExactJson.parse(image);
        ObjectNode compared = JsonNodeFactory.instance.objectNode();
        compared.set(VALUE, item.path(VALUE));
        copy(item, compared, SORT_KEYS);
        return ExactJson.text(compared);
    }

    @Override
    public Optional<String> write(OpenCloud cloud, Act act) throws InterruptedException {
        String name = act.target().name();
        Instant now = cloud.time().now();
        Optional<ObjectNode> item = act.after().map(ExactJson::parse).flatMap(image -> written(image, now));
        if (item.isEmpty()) {
            if (act.before().isPresent()) {
                cloud.call(ResourcePath.request(DELETE, name));
            }
            return Optional.empty();
        }
        act.before().ifPresent(before -> copy(ExactJson.parse(before), item.get(), List.of(ETAG)));
        Request request = act.before().isPresent()
                ? ResourcePath.request(UPDATE, name)
                : ResourcePath.request(CREATE, name).withQuery("id", ResourcePath.id(name));
        byte[] body = ExactJson.text(item.get()).getBytes(StandardCharsets.UTF_8);
        return Optional.of(image(cloud.call(request.withJson(body)).json()));
    }

    /** What is sent of an image; empty: it would have ended by now. */
    private static Optional<ObjectNode> written(JsonNode image, Instant now) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.set(VALUE, image.path(VALUE));
        copy(image, item, SORT_KEYS);
        copy(image, item, List.of(TTL));
        if (!item.has(TTL) && image.has(EXPIRY)) {
            long seconds = Duration.between(
                            now, Instant.parse(image.path(EXPIRY).asString()))
                    .toSeconds();
            if (seconds <= 0) {
                return Optional.empty();
            }
            item.put(TTL, seconds + "s");
        }
        return Optional.of(item);
    }
}
