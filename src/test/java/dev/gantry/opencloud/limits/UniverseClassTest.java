package dev.gantry.opencloud.limits;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UniverseClassTest {

    @ParameterizedTest
    @CsvSource({
        "Cloud_GetDataStoreEntry__Using_Universes_DataStores, READ",
        "Cloud_CreateDataStoreEntry__Using_Universes_DataStores, WRITE",
        "Cloud_UpdateDataStoreEntry__Using_Universes_DataStores_Scopes, WRITE",
        "Cloud_IncrementDataStoreEntry__Using_Universes_DataStores, WRITE",
        "Cloud_ListDataStores, LIST",
        "Cloud_ListDataStoreEntries__Using_Universes, LIST",
        "Cloud_ListDataStoreEntryRevisions__Using_Universes_DataStores_Scopes, LIST",
        "Cloud_DeleteDataStoreEntry__Using_Universes_DataStores_Scopes, REMOVE",
        "Cloud_DeleteDataStore, REMOVE",
        "Cloud_UndeleteDataStore, REMOVE",
        "Cloud_GetOrderedDataStoreEntry, ORDERED_READ",
        "Cloud_IncrementOrderedDataStoreEntry, ORDERED_WRITE",
        "Cloud_ListOrderedDataStoreEntries, ORDERED_LIST",
        "Cloud_DeleteOrderedDataStoreEntry, ORDERED_REMOVE",
        "OrderedDataStores_GetEntry, ORDERED_READ",
        "OrderedDataStores_UpdateEntry, ORDERED_WRITE",
        "OrderedDataStores_ListEntries, ORDERED_LIST",
        "Entries_GetEntryAsync, V1_READ",
        "Entries_GetEntryVersionAsync, V1_READ",
        "Entries_SetEntryAsync, V1_WRITE",
        "Entries_IncrementEntryAsync, V1_WRITE",
        "Datastores_ListDatastoresAsync, V1_LIST",
        "Entries_ListKeysAsync, V1_LIST",
        "Entries_ListEntryVersionsAsync, V1_LIST",
        "Entries_DeleteEntryAsync, V1_REMOVE",
        "Cloud_ListMemoryStoreSortedMapItems, MEMORY_STORE",
        "Cloud_ReadMemoryStoreQueueItems, MEMORY_STORE",
        "Cloud_FlushMemoryStore, MEMORY_STORE"
    })
    void anOperationCountsAsOneOfTheUniversesClasses(String operation, UniverseClass kind) {
        assertThat(UniverseClass.of(Catalog.ofProgram().operation(operation))).hasValue(kind);
    }

    @Test
    void onlyStoresAreCountedByTheUniverseAndSnapshotsAreNot() {
        assertThat(Catalog.ofProgram().operations())
                .filteredOn(operation -> UniverseClass.of(operation).isPresent()
                        != operation.feature().equals("data-and-memory-stores"))
                .extracting(ApiOperation::id)
                .containsExactly("Cloud_SnapshotDataStores");
    }

    @ParameterizedTest
    @CsvSource({
        "READ, 0, 300",
        "READ, 2000, 80300",
        "WRITE, 0, 300",
        "WRITE, 2000, 40300",
        "LIST, 0, 300",
        "LIST, 2000, 4300",
        "REMOVE, 0, 300",
        "REMOVE, 2000, 80300",
        "ORDERED_READ, 2000, 80300",
        "ORDERED_WRITE, 2000, 40300",
        "ORDERED_LIST, 2000, 4300",
        "ORDERED_REMOVE, 2000, 80300",
        "V1_READ, 2000, 300",
        "V1_LIST, 2000, 300",
        "MEMORY_STORE, 0, 1000",
        "MEMORY_STORE, 2000, 241000"
    })
    void aUniverseEarnsItsRatesByThePlayersOnline(UniverseClass kind, int players, double rate) {
        assertThat(kind.perMinute(players)).isEqualTo(rate);
    }
}
