package dev.gantry.opencloud;

/**
 * An operation of Roblox's document, by its id there. Last checked against the document on 2026-11-23.
 *
 * @param id the operation id in the document
 * @param operationClass what a call counts as
 * @param scope the scope an API key needs for it
 */
record Operation(String id, OperationClass operationClass, String scope) {

    static final Operation LIST_DATA_STORES =
            new Operation("Cloud_ListDataStores", OperationClass.LIST, "universe-datastores.control:list");
    static final Operation LIST_ENTRIES = new Operation(
            "Cloud_ListDataStoreEntries__Using_Universes_DataStores",
            OperationClass.LIST,
            "universe-datastores.objects:list");
    static final Operation GET_ENTRY = new Operation(
            "Cloud_GetDataStoreEntry__Using_Universes_DataStores_Scopes",
            OperationClass.READ,
            "universe-datastores.objects:read");
}
