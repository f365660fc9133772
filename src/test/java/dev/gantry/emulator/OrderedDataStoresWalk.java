package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** Ordered entries by both versions. */
final class OrderedDataStoresWalk implements Walk {

    @Override
    public void walk(Caller caller) {
        String v2 = "/cloud/v2/universes/1/ordered-data-stores/Walk/scopes/global/entries";
        caller.send("POST", v2 + "?id=a", "{\"value\":1}");
        caller.send("PATCH", v2 + "/a", "{\"value\":2}");
        caller.send("POST", v2 + "/a:increment", "{\"amount\":3}");
        assertThat(caller.get(v2 + "/a").json().get("value").asInt()).isEqualTo(5);
        assertThat(caller.get(v2).json().get("orderedDataStoreEntries")).hasSize(1);
        caller.send("DELETE", v2 + "/a", "");
        String v1 = "/ordered-data-stores/v1/universes/1/orderedDataStores/Walk/scopes/global/entries";
        caller.send("POST", v1 + "?id=b", "{\"value\":1}");
        caller.send("PATCH", v1 + "/b", "{\"value\":2}");
        caller.send("POST", v1 + "/b:increment", "{\"amount\":3}");
        assertThat(caller.get(v1 + "/b").json().get("value").asInt()).isEqualTo(5);
        assertThat(caller.get(v1).json().get("entries")).hasSize(1);
        caller.send("DELETE", v1 + "/b", "");
    }
}
