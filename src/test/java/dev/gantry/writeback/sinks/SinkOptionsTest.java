package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.writeback.Changed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What jobs may say of these sinks, and what is wrong with the rest. */
class SinkOptionsTest {

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(
                        "user-restrictions: {universe: \"1\", user: \"{.id}\"}",
                        "either ban: or unban: true says what is done to the users"),
                arguments(
                        "user-restrictions: {universe: \"1\", user: \"{.id}\", ban: {}, unban: true}",
                        "either ban: or unban: true says what is done to the users"),
                arguments(
                        "group-memberships: {group: \"7\", user: \"{.id}\", assign: \"1\", role: \"2\"}",
                        "exactly one of assign:, unassign: and role: says what the change is, found 2"),
                arguments(
                        "group-join-requests: {group: \"7\", user: \"{.id}\"}",
                        "either accept: true or decline: true says what is done with the requests"),
                arguments(
                        "ordered-data-store-entries: {universe: \"1\", ordered-data-store: A, id: k}",
                        "exactly one of set:, increment: and delete: true says what the change is, found 0"),
                arguments(
                        "ordered-data-store-entries: {universe: \"1\", ordered-data-store: A, id: k, delete: true,"
                                + " missing: create}",
                        "delete: true and missing: create contradict each other"),
                arguments(
                        "memory-store-sorted-map-items: {universe: \"1\", sorted-map: M, id: k, set: ., delete: true}",
                        "exactly one of set:, update: and delete: true says what the change is, found 2"),
                arguments("assets: {file: a.png}", "a new asset needs type:, name: and creator:"),
                arguments(
                        "assets: {file: a.png, asset: \"1\", type: Decal}",
                        "the type and the creator of an asset do not change, so type: and creator: have no place beside"
                                + " asset:"),
                arguments(
                        "call: {operation: Cloud_GetUser, with: {user: \"1\"}}",
                        "it changes nothing: it is for a source, as call: there"),
                arguments(
                        "call: {operation: Cloud_PublishUniverseMessage}",
                        "with: Cloud_PublishUniverseMessage needs universe"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void contradictionsAreRefused(String sink, String problem) {
        assertThat(Sinking.problems(sink)).singleElement().asString().contains(problem);
    }

    @Test
    void anUnknownOperationNamesTheNearest() {
        assertThat(Sinking.problems("call: {operation: Cloud_PublishUniverseMesage}"))
                .singleElement()
                .asString()
                .contains("did you mean \"Cloud_PublishUniverseMessage\"?");
    }

    @Test
    void whatAKeyNeedsFollowsFromWhatIsDone() {
        assertThat(operations("user-restrictions: {universe: \"1\", user: \"1\", unban: true}"))
                .containsExactly(
                        "Cloud_GetUserRestriction__Using_Universes", "Cloud_UpdateUserRestriction__Using_Universes");
        assertThat(operations("user-restrictions: {universe: \"1\", place: \"10\", user: \"1\", unban: true}"))
                .containsExactly(
                        "Cloud_GetUserRestriction__Using_Universes_Places",
                        "Cloud_UpdateUserRestriction__Using_Universes_Places");
        assertThat(operations(
                        "ordered-data-store-entries: {universe: \"1\", ordered-data-store: A, id: k, increment: .n,"
                                + " missing: create}"))
                .contains("Cloud_IncrementOrderedDataStoreEntry", "Cloud_CreateOrderedDataStoreEntry");
    }

    private static List<String> operations(String sink) {
        return Sinking.parse(sink).operations().stream().map(ApiOperation::id).toList();
    }

    static Stream<Arguments> badRows() {
        return Stream.of(
                arguments(
                        "user-restrictions: {universe: \"1\", user: \"{.id}\", unban: true}",
                        "{\"id\":\"abc\"}",
                        "user: comes to what is no id; it is a number, as 156, or a path such as users/156"),
                arguments(
                        "user-restrictions: {universe: \"1\", user: \"{.id}\", ban: {duration: \"{.d}\"}}",
                        "{\"id\":1,\"d\":\"500ms\"}",
                        "duration: comes to what is no duration of whole seconds, such as 30s, 12h or 7d"),
                arguments(
                        "user-restrictions: {universe: \"1\", user: \"{.id}\", ban: {display-reason: \"{\\\"x\\\" * 401}\"}}",
                        "{\"id\":1}",
                        "display-reason: comes to 401 characters, and 0 to 400 are allowed"),
                arguments(
                        "messages: {universe: \"1\", topic: \"{.t}\", message: m}",
                        "{\"t\":\"\"}",
                        "topic: comes to 0 characters, and 1 to 80 are allowed"),
                arguments(
                        "memory-store-queue-items: {universe: \"1\", queue: q, data: ., priority: \"{.p}\"}",
                        "{\"p\":\"high\"}",
                        "priority: comes to what is no number"),
                arguments(
                        "memory-store-queue-items: {universe: \"1\", queue: q, data: '{a: [nan]}'}",
                        "{}",
                        "data: it holds a number that JSON cannot say (NaN or an infinity)"),
                arguments(
                        "memory-store-queue-items: {universe: \"1\", queue: q, data: ., priority: \"{infinite}\"}",
                        "{}",
                        "priority: it holds a number that JSON cannot say (NaN or an infinity)"),
                arguments(
                        "memory-store-queue-items: {universe: \"1\", queue: q, data: '\"x\" * 40000'}",
                        "{}",
                        "data: comes to more than the 32768 characters that a memory store takes"),
                arguments(
                        "memory-store-sorted-map-items: {universe: \"1\", sorted-map: m, id: i, set: ., ttl: 46d}",
                        "{}",
                        "ttl: comes to more than the 45 days that a memory store keeps an item"),
                arguments(
                        "call: {operation: Cloud_PublishUniverseMessage, with: {universe: \"1\"}, body: {topic: t, message:"
                                + " \"{nan}\"}}",
                        "{}",
                        "body: it holds a number that JSON cannot say (NaN or an infinity)"),
                arguments(
                        "notifications: {universe: \"1\", user: \"1\", message: m, parameters: {a: \"{.}\"}}",
                        "{\"p\":1}",
                        "parameters: a comes to what is neither a text nor a number"));
    }

    @Test
    void aValueOfASortedMapThatIsNoJsonIsRefused() {
        String item = "memory-store-sorted-map-items: {universe: \"1\", sorted-map: m, id: i, missing: create, ";
        var value = (MemoryStoreSortedMapItems) Sinking.parse(item + "set: nan}");
        assertThat(catchThrowable(() -> value.decide(Sinking.row("7", "{}"), Optional.empty())))
                .hasMessage("row 7: the new value: it holds a number that JSON cannot say (NaN or an infinity)");
        var key = (MemoryStoreSortedMapItems) Sinking.parse(item + "set: ., sort-key: \"{infinite}\"}");
        assertThat(catchThrowable(() -> key.decide(Sinking.row("7", "{}"), Optional.empty())))
                .hasMessage("row 7: sort-key: it holds a number that JSON cannot say (NaN or an infinity)");
    }

    @Test
    void itIsKnownWhoseThingsAreChangedAsFarAsTheJobTells() {
        assertThat(Sinking.parse("group-join-requests: {group: \"7\", user: \"1\", accept: true}")
                        .changed())
                .containsExactly(Changed.group("7"));
        String decal = "assets: {file: a.png, type: Decal, name: n, creator: {user: \"%s\"}}";
        assertThat(Sinking.parse(decal.formatted("users/156")).changed())
                .containsExactly(new Changed(Changed.Kind.USER, Optional.of("156")));
        assertThat(Sinking.parse(decal.formatted("{.user}")).changed()).containsExactly(Changed.any(Changed.Kind.USER));
        assertThat(Sinking.parse("assets: {file: a.png, asset: \"5\"}").changed())
                .containsExactly(Changed.any(Changed.Kind.GROUP), Changed.any(Changed.Kind.USER));
        assertThat(Sinking.parse(
                                "call: {operation: Cloud_PublishUniverseMessage, with: {universe: \"{.u}\"}, body: {}}")
                        .changed())
                .containsExactly(Changed.any(Changed.Kind.UNIVERSE));
    }

    @ParameterizedTest
    @MethodSource("badRows")
    void rowsThatCannotBeSentAreRefusedBeforeAnythingIs(String sink, String row, String reason) {
        assertThat(catchThrowable(() -> Sinking.parse(sink).check(Sinking.row("7", row))))
                .hasMessage("row 7: " + reason);
    }
}
