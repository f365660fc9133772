package dev.gantry.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.PagedList;
import dev.gantry.opencloud.UniverseId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A data store as the list of all shows it, those marked for deletion among them.
 *
 * @param created when it was made, RFC 3339
 * @param expires when a deletion becomes final, RFC 3339; empty: it is not marked for deletion
 */
public record StoreState(String name, String created, String expires) {
    private static final Duration GRACE = Duration.ofDays(30);

    /** Those whose names begin so. */
    public static List<StoreState> list(DataStores stores, UniverseId universe, String prefix)
            throws InterruptedException {
        PagedList list = stores.list(universe, prefix, true);
        List<StoreState> found = new ArrayList<>();
        Optional<PageToken> token = Optional.empty();
        do {
            Page<JsonNode> page = list.page(token);
            page.items().forEach(store -> found.add(of(store)));
            token = page.nextAfter(token, "the data stores of universe " + universe);
        } while (token.isPresent());
        return found;
    }

    /** The store of exactly this name; empty: there is none, or nothing is left of it. */
    static Optional<StoreState> find(DataStores stores, UniverseId universe, String name) throws InterruptedException {
        return list(stores, universe, name).stream()
                .filter(store -> store.name().equals(name))
                .findFirst();
    }

    private static StoreState of(JsonNode store) {
        boolean isDeleted = store.path("state").asString("").equals("DELETED");
        return new StoreState(
                store.path("id").asString(),
                store.path("createTime").asString(""),
                isDeleted ? store.path("expireTime").asString("unknown") : "");
    }

    public boolean isDeleted() {
        return !expires.isEmpty();
    }

    /** When it was marked for deletion; empty: it is not, or its time of expiry does not tell. */
    public Optional<Instant> deleted() {
        try {
            return isDeleted()
                    ? Optional.of(OffsetDateTime.parse(expires).toInstant().minus(GRACE))
                    : Optional.empty();
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    /** Whether it was deleted by then, as far as its time of expiry tells. */
    boolean wasDeletedBy(Instant moment) {
        return deleted().filter(time -> !time.isAfter(moment)).isPresent();
    }

    /** @param lost whether it could not be read although it was there at the moment that is read */
    Row row(boolean lost) {
        return new Row(
                name,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("store", name)
                        .put("created", created)
                        .put("expires", expires)
                        .put("lost", lost));
    }
}
