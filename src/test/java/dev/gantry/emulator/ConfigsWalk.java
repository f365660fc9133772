package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** A draft that is edited, published and restored. */
final class ConfigsWalk implements Walk {

    @Override
    public void walk(Caller caller) {
        String repository = "/creator-configs-public-api/v1/configs/universes/1/repositories/Walk";
        caller.send("PUT", repository + "/draft:overwrite", "{\"entries\":{\"a\":1}}");
        caller.send("PATCH", repository + "/draft", "{\"entries\":{\"b\":2}}");
        caller.send("POST", repository + "/publish", "{\"message\":\"walked\"}");
        assertThat(caller.get(repository).json().get("entries").toString()).isEqualTo("{\"a\":1,\"b\":2}");
        caller.get(repository + "/full");
        caller.get(repository + "/draft");
        caller.send("DELETE", repository + "/draft", "{}");
        String first = caller.get(repository + "/revisions")
                .json()
                .get("revisions")
                .get(1)
                .get("revisionId")
                .asString();
        assertThat(caller.send("POST", repository + "/revisions/" + first + "/restore", "")
                        .status())
                .isEqualTo(200);
    }
}
