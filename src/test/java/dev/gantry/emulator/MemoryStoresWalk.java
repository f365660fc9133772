package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** A sorted map, a queue, and a flush. */
final class MemoryStoresWalk implements Walk {

    @Override
    public void walk(Caller caller) {
        String store = "/cloud/v2/universes/1/memory-store";
        String map = store + "/sorted-maps/walk/items";
        caller.send("POST", map + "?id=a", "{\"value\":1}");
        caller.send("PATCH", map + "/a", "{\"value\":2}");
        assertThat(caller.get(map + "/a").json().get("value").asInt()).isEqualTo(2);
        assertThat(caller.get(map).json().get("items")).hasSize(1);
        caller.send("DELETE", map + "/a", "");
        String queue = store + "/queues/walk/items";
        caller.send("POST", queue, "{\"data\":1}");
        String lease = caller.get(queue + ":read").json().get("readId").asString();
        caller.send("POST", queue + ":discard", "{\"readId\":\"" + lease + "\"}");
        String flush =
                caller.send("POST", store + ":flush", "").json().get("path").asString();
        assertThat(caller.get("/" + flush).status()).isEqualTo(200);
    }
}
