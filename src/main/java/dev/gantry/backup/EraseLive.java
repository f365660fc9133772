package dev.gantry.backup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.gantry.backup.repository.OwnedKey;
import dev.gantry.erase.UserTemplate;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.ErrorKind;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.PagedList;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import tools.jackson.databind.JsonNode;

/**
 * Deletes what a universe has of some users. Nothing of it is journaled: what was there before is just what must not be kept, and
 * deleting twice does what deleting once does, so after a kill all of it is done again. Operations were checked on 2026-11-26.
 */
public final class EraseLive {
    private static final ApiOperation DELETE_STORE = Catalog.ofProgram().operation("Cloud_DeleteDataStore");
    private static final ApiOperation DELETE_ORDERED =
            Catalog.ofProgram().operation("Cloud_DeleteOrderedDataStoreEntry");
    private static final ApiOperation GET_ORDERED = Catalog.ofProgram().operation("Cloud_GetOrderedDataStoreEntry");
    private static final int TRIES = 10;

    private final OpenCloud cloud;
    private final UniverseId universe;
    private final boolean onlyCounts;
    private int deleted;
    private int missing;
    private int stores;

    /**
     * What became of it.
     *
     * @param deleted entries that were there; where it was only counted, that are
     * @param missing keys that had none
     * @param stores whole stores that were marked for deletion
     */
    public record Deleted(int deleted, int missing, int stores) {}

    private EraseLive(OpenCloud cloud, UniverseId universe, boolean onlyCounts) {
        this.cloud = cloud;
        this.universe = universe;
        this.onlyCounts = onlyCounts;
    }

    /**
     * Deletes, or only counts.
     *
     * @param known keys that backups have of them, by whichever way they were found
     */
    public static Deleted of(
            OpenCloud cloud,
            UniverseId universe,
            Collection<String> users,
            List<UserTemplate> templates,
            Collection<OwnedKey> known,
            boolean onlyCounts)
            throws InterruptedException {
        EraseLive erasing = new EraseLive(cloud, universe, onlyCounts);
        Set<OwnedKey> keys = new LinkedHashSet<>(known);
        for (UserTemplate template : templates) {
            for (String user : users) {
                String store = UserTemplate.filled(template.store(), user);
                if (template.key().isPresent()) {
                    String scope = template.scope()
                            .map(each -> UserTemplate.filled(each, user))
                            .orElse("global");
                    keys.add(new OwnedKey(
                            template.ordered(),
                            store,
                            scope,
                            UserTemplate.filled(template.key().get(), user)));
                } else if (template.ordered()) {
                    keys.addAll(erasing.orderedKeys(store));
                } else {
                    erasing.deleteStore(store);
                    keys.removeIf(key -> !key.ordered() && key.dataStore().equals(store));
                }
            }
        }
        for (OwnedKey key : keys) {
            erasing.delete(key);
        }
        return new Deleted(erasing.deleted, erasing.missing, erasing.stores);
    }

    private void delete(OwnedKey key) throws InterruptedException {
        boolean wasThere = key.ordered() ? deleteOrdered(key) : deleteEntry(key);
        if (wasThere) {
            deleted++;
        } else {
            missing++;
        }
    }

    private boolean deleteEntry(OwnedKey key) throws InterruptedException {
        StoredEntries entries = new StoredEntries(cloud);
        EntryAddress address = new EntryAddress(
                universe, new DataStoreId(key.dataStore()), new ScopeId(key.scope()), new EntryId(key.id()));
        boolean wasThere = false;
        for (int attempt = 1; ; attempt++) {
            Optional<StoredEntry> now = entries.get(address);
            if (now.isEmpty() || onlyCounts) {
                return wasThere || now.isPresent();
            }
            wasThere = true;
            try {
                var unused = entries.delete(address, now.get().version().etag());
            } catch (OpenCloudException.Unsettled lost) {
                // reading again tells whether it was done
                refuseForever(attempt, lost);
            } catch (OpenCloudException.Refused writtenMeanwhile) {
                if (writtenMeanwhile.kind() != ErrorKind.CONFLICT) {
                    throw writtenMeanwhile;
                }
                refuseForever(attempt, writtenMeanwhile);
            }
        }
    }

    private static void refuseForever(int attempt, OpenCloudException failed) {
        if (attempt >= TRIES) {
            throw failed;
        }
    }

    private boolean deleteOrdered(OwnedKey key) throws InterruptedException {
        Request request = Request.of(onlyCounts ? GET_ORDERED : DELETE_ORDERED)
                .withVariable("universe_id", universe.toString())
                .withVariable("ordered_data_store_id", key.dataStore())
                .withVariable("scope_id", key.scope())
                .withVariable("entry_id", key.id());
        return isDone(request);
    }

    private void deleteStore(String store) throws InterruptedException {
        boolean isThere = ids(new DataStores(cloud).list(universe, store)).contains(store);
        if (isThere
                && (onlyCounts
                        || isDone(Request.of(DELETE_STORE)
                                .withVariable("universe_id", universe.toString())
                                .withVariable("data_store_id", store)))) {
            stores++;
        }
    }

    private List<OwnedKey> orderedKeys(String store) throws InterruptedException {
        return ids(new DataStores(cloud).listOrdered(universe, new DataStoreId(store), ScopeId.GLOBAL)).stream()
                .map(id -> new OwnedKey(true, store, ScopeId.GLOBAL.toString(), id))
                .toList();
    }

    private static List<String> ids(PagedList list) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        Optional<PageToken> token = Optional.empty();
        do {
            Page<JsonNode> page = list.page(token);
            page.items().forEach(each -> ids.add(each.path("id").asString()));
            token = page.nextAfter(token, "what is to be erased");
        } while (token.isPresent());
        return ids;
    }

    private boolean isDone(Request request) throws InterruptedException {
        try {
            var unused = cloud.call(request.repeatable());
            return true;
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() == ErrorKind.NOT_FOUND) {
                return false;
            }
            throw refused;
        }
    }
}
