package dev.gantry.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class UserRestrictionsIT {
    private static final String UNIVERSE = "/cloud/v2/universes/1/user-restrictions";
    private static final String PLACE = "/cloud/v2/universes/1/places/10/user-restrictions";
    private static final String BAN = "{\"gameJoinRestriction\":{\"active\":true,\"duration\":\"3600s\","
            + "\"privateReason\":\"a\",\"displayReason\":\"b\",\"excludeAltAccounts\":true}}";

    private final SettableClock clock = new SettableClock("2026-03-01T10:10:00Z");
    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(3_000).withLimits(false).withClock(clock));
    private final Caller caller = Caller.of(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    private JsonNode ban(String path) {
        return caller.get(path).json().get("gameJoinRestriction");
    }

    private List<JsonNode> all(String path, String rows) {
        List<JsonNode> found = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Caller.Reply reply = caller.get(path
                    + token.map(value -> "&pageToken=" + Caller.encode(value)).orElse(""));
            reply.json().get(rows).forEach(found::add);
            token = reply.nextPageToken();
        } while (token.isPresent());
        return found;
    }

    @Test
    void aUserWhomNobodyRestrictedIsNotRestricted() {
        assertThat(ban(UNIVERSE + "/5").get("active").asBoolean()).isFalse();
    }

    @Test
    void aBanHoldsForItsDurationAndIsInheritedByThePlace() {
        assertThat(caller.send("PATCH", UNIVERSE + "/5?updateMask=gameJoinRestriction", BAN)
                        .status())
                .isEqualTo(200);
        assertThat(ban(UNIVERSE + "/5").toString())
                .isEqualTo("{\"active\":true,\"startTime\":\"2026-03-01T10:10:00Z\",\"duration\":\"3600s\","
                        + "\"privateReason\":\"a\",\"displayReason\":\"b\",\"excludeAltAccounts\":true,"
                        + "\"inherited\":false}");
        assertThat(ban(PLACE + "/5").get("inherited").asBoolean()).isTrue();
        clock.passes(Duration.ofHours(1));
        assertThat(ban(UNIVERSE + "/5").get("active").asBoolean()).isFalse();
        assertThat(ban(PLACE + "/5").get("inherited").asBoolean()).isFalse();
    }

    @Test
    void theMaskOfThirdPartyClientsIsAcceptedAndAFieldOfItIsNot() {
        assertThat(caller.send("PATCH", UNIVERSE + "/5?updateMask=game_join_restriction", BAN)
                        .status())
                .isEqualTo(200);
        assertThat(caller.send("PATCH", UNIVERSE + "/5?updateMask=gameJoinRestriction.active", BAN)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aRepeatedIdempotencyKeyChangesNothingAndAnswersTheSame() {
        String path = UNIVERSE + "/5?idempotencyKey.key=k1&idempotencyKey.firstSent=2026-03-01T10:10:00Z";
        String first = caller.send("PATCH", path, BAN).text();
        clock.passes(Duration.ofMinutes(5));
        assertThat(caller.send("PATCH", path, BAN).text()).isEqualTo(first);
        assertThat(all(UNIVERSE + ":listLogs?filter=user%20%3D%3D%20%27users%2F5%27", "logs"))
                .hasSize(1);
        clock.passes(Duration.ofDays(2));
        assertThat(caller.send("PATCH", path, BAN).status()).isEqualTo(400);
    }

    @Test
    void aUserIsChangedTwiceAMinute() {
        caller.send("PATCH", UNIVERSE + "/5", BAN);
        caller.send("PATCH", UNIVERSE + "/5", BAN);
        Caller.Reply third = caller.send("PATCH", UNIVERSE + "/5", BAN);
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.json().get("code").asString()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(caller.send("PATCH", UNIVERSE + "/6", BAN).status()).isEqualTo(200);
        clock.passes(Duration.ofMinutes(1));
        assertThat(caller.send("PATCH", UNIVERSE + "/5", BAN).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"duration":"0s"}     | gameJoinRestriction.duration must be whole seconds from 1s, such as 3600s, not 0s
            {"duration":"1.5s"}   | gameJoinRestriction.duration must be whole seconds from 1s, such as 3600s, not 1.5s
            {"duration":3}        | gameJoinRestriction.duration must be a string
            {"active":"yes"}      | gameJoinRestriction.active must be true or false
            []                    | gameJoinRestriction must be an object
            """)
    void malformedBansAreRefused(String ban, String message) {
        Caller.Reply reply = caller.send("PATCH", UNIVERSE + "/5", "{\"gameJoinRestriction\":" + ban + "}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").asString()).isEqualTo(message);
    }

    @Test
    void reasonsHave1000And400Characters() {
        String body = "{\"gameJoinRestriction\":{\"active\":true,\"privateReason\":\"%s\",\"displayReason\":\"%s\"}}";
        assertThat(caller.send("PATCH", UNIVERSE + "/5", body.formatted("x".repeat(1_000), "y".repeat(400)))
                        .status())
                .isEqualTo(200);
        assertThat(caller.send("PATCH", UNIVERSE + "/6", body.formatted("x".repeat(1_001), ""))
                        .status())
                .isEqualTo(400);
        assertThat(caller.send("PATCH", UNIVERSE + "/6", body.formatted("", "y".repeat(401)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void listsEverybodyEverRestrictedAndEveryChange() {
        List<JsonNode> universe = all(UNIVERSE + "?maxPageSize=7", "userRestrictions");
        List<JsonNode> place = all(PLACE + "?maxPageSize=7", "userRestrictions");
        assertThat(universe).isNotEmpty().doesNotHaveDuplicates();
        assertThat(place).isNotEmpty();
        assertThat(universe.size() + place.size()).isEqualTo(75);
        List<JsonNode> logs = all(UNIVERSE + ":listLogs?maxPageSize=7", "logs");
        assertThat(logs)
                .hasSize(75)
                .isSortedAccordingTo((one, other) -> other.get("createTime")
                        .asString()
                        .compareTo(one.get("createTime").asString()));
        assertThat(all(UNIVERSE + ":listLogs?filter=place%20%3D%3D%20%27places%2F10%27", "logs"))
                .hasSameSizeAs(place);
    }
}
