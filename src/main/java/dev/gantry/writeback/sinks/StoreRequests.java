package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.PagedList;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whole data stores as Open Cloud marks them for deletion and takes that back ({@code DataStore} of the OpenAPI document, checked on
 * 2026-11-26). An image is {@code {"state": ACTIVE|DELETED, "expireTime": ...}}, of which the state alone counts: whoever marks a
 * store again gives it another time.
 */
record StoreRequests() implements Remote.Kept {

    static final String KIND = "data-stores";
    static final String STATE = "state";
    static final String ACTIVE = "ACTIVE";
    static final String DELETED = "DELETED";

    static final ApiOperation UNDELETE = Catalog.ofProgram().operation("Cloud_UndeleteDataStore");
    static final ApiOperation DELETE = Catalog.ofProgram().operation("Cloud_DeleteDataStore");

    private static final String EXPIRES = "expireTime";
    private static final int UNIVERSE = 1;

    static Target target(UniverseId universe, String store) {
        return new Target(KIND, ResourcePath.of("universes", universe.toString(), "data-stores", store));
    }

    static String state(String image) {
        return JsonMapper.shared().readTree(image).path(STATE).asString("");
    }

    /** The image of a store that is not marked for deletion. */
    static String active() {
        return JsonNodeFactory.instance.objectNode().put(STATE, ACTIVE).toString();
    }

    @Override
    public Optional<String> read(OpenCloud cloud, Target target) throws InterruptedException {
        String name = ResourcePath.id(target.name());
        UniverseId universe =
                UniverseId.parse(List.of(target.name().split("/", -1)).get(UNIVERSE));
        PagedList list = new DataStores(cloud).list(universe, name, true);
        Optional<PageToken> token = Optional.empty();
        do {
            Page<JsonNode> page = list.page(token);
            for (JsonNode store : page.items()) {
                if (store.path("id").asString("").equals(name)) {
                    return Optional.of(image(store));
                }
            }
            token = page.nextAfter(token, "the data stores of universe " + universe);
        } while (token.isPresent());
        return Optional.empty();
    }

    private static String image(JsonNode store) {
        boolean isDeleted = store.path(STATE).asString("").equals(DELETED);
        ObjectNode image = JsonNodeFactory.instance.objectNode().put(STATE, isDeleted ? DELETED : ACTIVE);
        if (isDeleted) {
            image.put(EXPIRES, store.path(EXPIRES).asString(""));
        }
        return image.toString();
    }

    @Override
    public boolean isSame(String one, String other) {
        return state(one).equals(state(other));
    }

    @Override
    public Optional<String> write(OpenCloud cloud, Act act) throws InterruptedException {
        boolean deletes =
                act.after().filter(after -> state(after).equals(DELETED)).isPresent();
        Request request = deletes
                ? ResourcePath.request(DELETE, act.target().name())
                : ResourcePath.request(UNDELETE, act.target().name()).withBody(JsonNodeFactory.instance.objectNode());
        return Optional.of(image(cloud.call(request).json()));
    }
}
