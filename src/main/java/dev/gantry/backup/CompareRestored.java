package dev.gantry.backup;

import java.util.Optional;

import dev.gantry.backup.Drill.Different;
import dev.gantry.backup.repository.Entry;
import dev.gantry.backup.repository.EntryKey;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryContent;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.ErrorKind;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;

/** Reads single entries and compares them with those of a backup, to the letter. Safe for many threads. */
record CompareRestored(OpenCloud cloud, UniverseId universe) {

    private static final ApiOperation GET_ORDERED = Catalog.ofProgram().operation("Cloud_GetOrderedDataStoreEntry");

    /** Empty: they are alike. */
    Optional<Different> look(Entry entry) throws InterruptedException {
        return (entry.ordered() ? ordered(entry) : standard(entry))
                .map(why -> new Different(entry.key(), entry.ordered(), why));
    }

    private Optional<String> standard(Entry entry) throws InterruptedException {
        EntryKey key = entry.key();
        Optional<EntryContent> found = new StoredEntries(cloud)
                .get(new EntryAddress(
                        universe, new DataStoreId(key.dataStore()), new ScopeId(key.scope()), new EntryId(key.id())))
                .map(StoredEntry::content);
        if (found.isEmpty()) {
            return Optional.of("it did not come back");
        }
        EntryContent now = found.get();
        if (!now.value().equals(entry.value())) {
            return Optional.of("its value is another");
        }
        if (!now.users().equals(entry.users())) {
            return Optional.of("its users are others");
        }
        return now.attributes().equals(entry.attributes())
                ? Optional.empty()
                : Optional.of("its attributes are others");
    }

    private Optional<String> ordered(Entry entry) throws InterruptedException {
        EntryKey key = entry.key();
        try {
            String now = cloud.call(Request.of(GET_ORDERED)
                            .withVariable("universe_id", universe.toString())
                            .withVariable("ordered_data_store_id", key.dataStore())
                            .withVariable("scope_id", key.scope())
                            .withVariable("entry_id", key.id()))
                    .json()
                    .path("value")
                    .asString();
            return now.equals(entry.value()) ? Optional.empty() : Optional.of("its value is another");
        } catch (OpenCloudException.Refused refused) {
            if (refused.kind() == ErrorKind.NOT_FOUND) {
                return Optional.of("it did not come back");
            }
            throw refused;
        }
    }
}
