package dev.gantry.source;

import java.util.Optional;

import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.walk.Listing;

/** Entries of a store, whoever is asked for them. */
public record StoreListing(UniverseId universe, DataStoreId store, ScopeId scope, String prefix) {

    EntryPart part() {
        return new EntryPart(store, scope, prefix, new EntryPart.Share.Whole(), Optional.empty());
    }

    /** The list as this client gives it. */
    public Listing on(OpenCloud cloud) {
        return new EntryListing(new DataStores(cloud), universe, part(), false);
    }
}
