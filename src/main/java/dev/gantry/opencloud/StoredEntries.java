package dev.gantry.opencloud;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.http.Json;
import dev.gantry.opencloud.http.PathSegment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Single entries of standard data stores, v2, to the letter: read, and written on the condition that they still are what
 * they were. Shapes checked on 2026-11-26.
 *
 * <p>No write is repeated here whose answer was lost ({@link OpenCloudException.Unsettled}); a condition that is not met
 * comes as {@link OpenCloudException.Refused} of status 409, 412 or 400, since no document says which.
 */
public final class StoredEntries {

    public static final ApiOperation CREATE =
            Catalog.ofProgram().operation("Cloud_CreateDataStoreEntry__Using_Universes_DataStores");
    public static final ApiOperation UPDATE =
            Catalog.ofProgram().operation("Cloud_UpdateDataStoreEntry__Using_Universes_DataStores_Scopes");
    public static final ApiOperation DELETE =
            Catalog.ofProgram().operation("Cloud_DeleteDataStoreEntry__Using_Universes_DataStores_Scopes");

    public static final ApiOperation LIST_REVISIONS =
            Catalog.ofProgram().operation("Cloud_ListDataStoreEntryRevisions__Using_Universes_DataStores_Scopes");

    private static final String IF_MATCH = "If-Match";

    private final OpenCloud cloud;

    public StoredEntries(OpenCloud cloud) {
        this.cloud = cloud;
    }

    /** An entry as it is now; empty when it is marked as deleted, or was never there. */
    public Optional<StoredEntry> get(EntryAddress address) throws InterruptedException {
        try {
            return Optional.of(call(Request.of(DataStores.GET_ENTRY, address.universe(), address.path())));
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() == ErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /**
     * What an entry held before it was marked as deleted, which Open Cloud keeps for 30 days.
     *
     * @param deletion what the deletion is known by
     * @return empty when something was written since, or nothing of then is kept
     */
    public Optional<EntryContent> beforeDeletion(EntryAddress address, EntryVersion deletion)
            throws InterruptedException {
        List<EntryRevision> revisions = revisions(address, Optional.empty());
        if (revisions.isEmpty() || !revisions.getLast().id().equals(deletion.revision())) {
            return Optional.empty();
        }
        Optional<EntryRevision> before =
                revisions.stream().filter(revision -> !revision.isDeletion()).reduce((earlier, later) -> later);
        return before.isPresent() ? at(address, before.get()).map(PastEntry::content) : Optional.empty();
    }

    /**
     * What can still be read of an entry, and its deletions, the oldest first.
     *
     * @param from the first moment that counts; empty: all
     * @return empty, too, when nothing at all is known of the entry
     */
    public List<EntryRevision> revisions(EntryAddress address, Optional<Instant> from) throws InterruptedException {
        List<EntryRevision> revisions = new ArrayList<>();
        Request all = revisions(address);
        PagedList list = PagedList.of(
                cloud,
                from.map(time -> all.withQuery("filter", "revision_create_time >= " + time))
                        .orElse(all));
        Optional<PageToken> token = Optional.empty();
        try {
            do {
                Page<JsonNode> page = list.page(token);
                page.items().forEach(revision -> revisions.add(EntryRevision.of(revision)));
                token = page.nextAfter(token, "the revisions of an entry of data store " + address.dataStore());
            } while (token.isPresent());
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() != ErrorKind.NOT_FOUND) {
                throw refused;
            }
        }
        revisions.sort(Comparator.comparing(EntryRevision::time));
        return revisions;
    }

    private static Request revisions(EntryAddress address) {
        String id = address.id().value();
        return Request.of(LIST_REVISIONS)
                .withVariable("universe_id", address.universe().toString())
                .withVariable("data_store_id", address.dataStore().value())
                .withVariable("scope_id", address.scope().value())
                .withVariable("entry_id", id.indexOf('@') < 0 ? id : id + "@latest");
    }

    /** One of an entry's revisions; empty when it is not kept any more. */
    public Optional<PastEntry> at(EntryAddress address, EntryRevision revision) throws InterruptedException {
        return past(address, address.pathOf(revision.id()));
    }

    /** An entry as it was at a moment; empty when it was not there then, or when nothing of then is kept. */
    public Optional<PastEntry> at(EntryAddress address, Instant moment) throws InterruptedException {
        return past(address, address.pathAsOf(moment));
    }

    /** An entry as it is, with its times; empty when it is marked as deleted, or was never there. */
    public Optional<PastEntry> latest(EntryAddress address) throws InterruptedException {
        return past(address, address.path());
    }

    private Optional<PastEntry> past(EntryAddress address, String path) throws InterruptedException {
        try {
            return cloud.call(Request.of(DataStores.GET_ENTRY, address.universe(), path), PastEntry::parse);
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() == ErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Makes an entry that must not be there. One that is marked as deleted counts as not there. */
    public StoredEntry create(EntryAddress address, EntryContent content) throws InterruptedException {
        String target =
                address.entriesPath() + "?id=" + PathSegment.encode(address.id().value());
        return call(Request.of(CREATE, address.universe(), target).withJson(body(content, "")));
    }

    /**
     * Replaces an entry's content.
     *
     * @param etag of the entry that is replaced; of a deletion: revives the entry
     */
    public StoredEntry update(EntryAddress address, EntryContent content, String etag) throws InterruptedException {
        return call(conditional(Request.of(UPDATE, address.universe(), address.path()), etag)
                .withJson(body(content, etag)));
    }

    /**
     * Marks an entry as deleted.
     *
     * @param etag of the entry that is meant. No document promises that it is looked at, so read the entry just before
     * @return what the deletion is known by
     */
    public EntryVersion delete(EntryAddress address, String etag) throws InterruptedException {
        return call(conditional(Request.of(DELETE, address.universe(), address.path()), etag))
                .version();
    }

    private StoredEntry call(Request request) throws InterruptedException {
        return cloud.call(request, StoredEntry::parse);
    }

    private static Request conditional(Request request, String etag) {
        return etag.isEmpty() ? request : request.withHeader(IF_MATCH, '"' + etag + '"');
    }

    private static byte[] body(EntryContent content, String etag) {
        String tag = etag.isEmpty()
                ? ""
                : ",\"etag\":"
                        + new String(Json.bytes(JsonNodeFactory.instance.stringNode(etag)), StandardCharsets.UTF_8);
        return ("{\"value\":" + content.value() + ",\"users\":" + content.users() + ",\"attributes\":"
                        + content.attributes() + tag + "}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
