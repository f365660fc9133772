package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** The life of an entry through data stores v1. */
final class DataStoresV1Walk implements Walk {
    private static final String STORES = "/datastores/v1/universes/1/standard-datastores";
    private static final String ENTRY = STORES + "/datastore/entries/entry";
    private static final String NAMES = "?datastoreName=Walked&entryKey=";

    @Override
    public void walk(Caller caller) {
        assertThat(caller.send("POST", ENTRY + NAMES + "a", "\"x\"").status()).isEqualTo(200);
        assertThat(caller.get(ENTRY + NAMES + "a").text()).isEqualTo("\"x\"");
        assertThat(caller.send("POST", ENTRY + "/increment" + NAMES + "n&incrementBy=3", "")
                        .text())
                .isEqualTo("3");
        Caller.Reply versions = caller.get(ENTRY + "/versions" + NAMES + "a&sortOrder=Descending");
        String version = versions.json().at("/versions/0/version").asString();
        assertThat(caller.get(ENTRY + "/versions/version" + NAMES + "a&versionId=" + version)
                        .text())
                .isEqualTo("\"x\"");
        assertThat(caller.get(STORES + "?limit=100").json().get("datastores").size())
                .isPositive();
        assertThat(caller.get(STORES + "/datastore/entries?datastoreName=Walked&limit=5")
                        .text())
                .contains("{\"key\":\"a\"},{\"key\":\"n\"}");
        assertThat(caller.send("DELETE", ENTRY + NAMES + "a", "").status()).isEqualTo(204);
    }
}
