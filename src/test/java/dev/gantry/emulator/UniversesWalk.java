package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** A universe's settings, a published place, messages and a script. */
final class UniversesWalk implements Walk {
    private static final String UNIVERSE = "/cloud/v2/universes/1";
    private static final String LUAU = "/luau-execution-session-tasks";

    @Override
    public void walk(Caller caller) {
        assertThat(caller.send(
                                "PATCH",
                                UNIVERSE + "?updateMask=vrEnabled",
                                "{\"vrEnabled\":true,\"templateRootPlace\":\"\"}")
                        .status())
                .isEqualTo(200);
        assertThat(caller.get(UNIVERSE).json().get("vrEnabled").asBoolean()).isTrue();
        assertThat(caller.send(
                                "PATCH",
                                UNIVERSE + "/places/11?updateMask=serverSize",
                                "{\"serverSize\":12,\"templatePlace\":\"\"}")
                        .status())
                .isEqualTo(200);
        assertThat(caller.get(UNIVERSE + "/places/11").json().get("serverSize").asInt())
                .isEqualTo(12);
        assertThat(caller.send("POST", UNIVERSE + ":restartServers", "{}").status())
                .isEqualTo(200);
        assertThat(caller.send("POST", UNIVERSE + ":publishMessage", "{\"topic\":\"a\",\"message\":\"b\"}")
                        .status())
                .isEqualTo(200);
        assertThat(caller.send("POST", "/messaging-service/v1/universes/1/topics/a", "{\"message\":\"b\"}")
                        .status())
                .isEqualTo(200);
        assertThat(caller.send("POST", "/universes/v1/1/places/10/versions?versionType=Saved", "<roblox!file")
                        .json()
                        .get("versionNumber")
                        .asInt())
                .isEqualTo(2);
        caller.send("POST", UNIVERSE + "/places/10/versions/3" + LUAU, "{\"script\":\"return 1\"}");
        String task = caller.send("POST", UNIVERSE + "/places/10" + LUAU, "{\"script\":\"return 1\"}")
                .json()
                .get("path")
                .asString();
        assertThat(caller.get("/cloud/v2/" + task).status()).isEqualTo(200);
    }
}
