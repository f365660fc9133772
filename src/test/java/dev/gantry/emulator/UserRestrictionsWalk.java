package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** A ban of one user and its lifting, in the universe and in one place. */
final class UserRestrictionsWalk implements Walk {
    private static final String BAN =
            "{\"gameJoinRestriction\":{\"active\":true,\"duration\":\"3600s\",\"privateReason\":\"a\",\"displayReason\":\"b\"}}";

    @Override
    public void walk(Caller caller) {
        for (String of : new String[] {"/cloud/v2/universes/1", "/cloud/v2/universes/1/places/10"}) {
            String user = of + "/user-restrictions/77";
            assertThat(caller.send("PATCH", user + "?updateMask=gameJoinRestriction", BAN)
                            .status())
                    .isEqualTo(200);
            assertThat(caller.get(user).json().at("/gameJoinRestriction/active").asBoolean())
                    .isTrue();
            assertThat(caller.get(of + "/user-restrictions?maxPageSize=1").status())
                    .isEqualTo(200);
        }
        assertThat(caller.get("/cloud/v2/universes/1/user-restrictions:listLogs")
                        .status())
                .isEqualTo(200);
    }
}
