package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** Stores, and entries with and without a scope. */
final class DataStoresWalk implements Walk {
    private static final String STORES = "/cloud/v2/universes/1/data-stores";

    @Override
    public void walk(Caller caller) {
        for (String entries : new String[] {STORES + "/Walk/entries", STORES + "/Walk/scopes/one/entries"}) {
            caller.send("POST", entries + "?id=a", "{\"value\":1}");
            caller.send("PATCH", entries + "/a", "{\"value\":2}");
            caller.send("POST", entries + "/a:increment", "{\"amount\":3}");
            assertThat(caller.get(entries + "/a").json().get("value").asInt()).isEqualTo(5);
            assertThat(caller.get(entries + "/a:listRevisions").ids()).isNotEmpty();
            assertThat(caller.get(entries).ids()).containsExactly("a");
            caller.send("DELETE", entries + "/a", "");
        }
        assertThat(caller.get(STORES).ids()).contains("Walk");
        caller.send("POST", STORES + ":snapshot", "{}");
        caller.send("DELETE", STORES + "/Walk", "");
        assertThat(caller.send("POST", STORES + "/Walk:undelete", "{}").status())
                .isEqualTo(200);
    }
}
