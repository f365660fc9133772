package dev.gantry.source;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Faults;
import dev.gantry.job.InvalidJob;
import dev.gantry.job.Row;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.source.walk.Item;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForEachIT {
    private static final WrittenSource INVENTORIES = WrittenSource.of("""
            group-memberships: {group: "7"}
            for-each:
              inventory-items: {user: "{.user}", on-denied: skip}
            """);
    private static final WrittenSource COMMENTS = WrittenSource.of("""
            group-forum-categories: {group: "7"}
            for-each:
              group-forum-posts: {group: "7", forum-category: "{.path}"}
              for-each:
                group-forum-comments: {group: "7", forum-category: "{.parent.path}", post: "{.path}"}
            """);

    private final Emulator emulator =
            Emulator.start(EmulatorOptions.defaults().withPlayers(60).withLimits(false));
    private final OpenCloud cloud = Clients.of(emulator);

    @AfterAll
    void close() {
        cloud.close();
        emulator.close();
    }

    @Test
    void readsAListBelowEachRowAndKeepsTheRow() throws InterruptedException {
        WrittenSource.Read members =
                WrittenSource.of("group-memberships: {group: \"7\"}").read(cloud);
        WrittenSource.Read items = INVENTORIES.read(cloud);

        List<String> owners = items.rows().stream()
                .map(row -> row.json().at("/parent/user").asString())
                .distinct()
                .toList();
        assertThat(members.rows().stream().map(row -> row.json().path("user").asString()))
                .containsSubsequence(owners);
        assertThat(items.rows())
                .allSatisfy(row -> assertThat(row.json().path("path").asString())
                        .startsWith(row.json().at("/parent/user").asString() + "/inventory-items/"));
        assertThat(items.texts()).doesNotHaveDuplicates();
        assertThat(items.counts().of(Item.Outcome.DENIED)).isPositive();
        assertThat(owners.size() + items.counts().of(Item.Outcome.DENIED))
                .isLessThanOrEqualTo(members.rows().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 40, 100, 101})
    void goesOnInTheMiddleOfAnyListAfterAKill(int batch) throws InterruptedException {
        WrittenSource.Read unbroken = INVENTORIES.read(cloud);
        WrittenSource.Read killed = INVENTORIES.readKilledAfterEvery(batch, cloud);

        assertThat(killed.texts()).isEqualTo(unbroken.texts());
        assertThat(killed.counts()).isEqualTo(unbroken.counts());
    }

    @Test
    void nestsToAnyDepth() throws InterruptedException {
        WrittenSource.Read comments = COMMENTS.read(cloud);

        assertThat(comments.rows()).isNotEmpty().allSatisfy(row -> {
            String post = row.json().at("/parent/path").asString();
            assertThat(row.json().path("path").asString()).startsWith(post);
            assertThat(post).startsWith(row.json().at("/parent/parent/path").asString());
        });
        for (int batch : new int[] {60, 101}) {
            assertThat(COMMENTS.readKilledAfterEvery(batch, cloud).texts()).isEqualTo(comments.texts());
        }
    }

    @Test
    void readsEntriesBelowStores() throws InterruptedException {
        WrittenSource.Read entries = WrittenSource.of("""
                data-stores: {universe: "1"}
                for-each:
                  data-store-entries: {universe: "1", data-store: "{.id}", scope: "-"}
                """).read(cloud);

        WrittenSource.Read alone = WrittenSource.of(
                        "data-store-entries: {universe: \"1\", data-store: \"*\", scope: \"-\"}")
                .read(cloud);
        assertThat(entries.rows().stream().map(ForEachIT::address).collect(Collectors.toSet()))
                .isEqualTo(
                        alone.rows().stream().map(ForEachIT::address).collect(Collectors.toCollection(HashSet::new)));
    }

    private static String address(Row row) {
        return row.json().path("dataStore").asString() + "/"
                + row.json().path("scope").asString() + "/"
                + row.json().path("id").asString() + "=" + row.json().path("value");
    }

    @Test
    void callsAnOperationOnceAndBelowEachRow() throws InterruptedException {
        assertThat(WrittenSource.of("call: {operation: Cloud_GetUniverse, with: {universe: 1}}")
                        .read(cloud)
                        .rows())
                .singleElement()
                .satisfies(row -> assertThat(row.json().path("path").asString()).isEqualTo("universes/1"));

        WrittenSource users = WrittenSource.of("""
                group-memberships: {group: "7"}
                for-each:
                  call: {operation: "GET /cloud/v2/users/{user_id}", with: {user: "{.user}"}}
                """);
        WrittenSource.Read read = users.read(cloud);
        assertThat(read.rows())
                .hasSizeGreaterThan(50)
                .allSatisfy(row ->
                        assertThat(row.json().path("path")).isEqualTo(row.json().at("/parent/user")));
        assertThat(users.readKilledAfterEvery(7, cloud).texts()).isEqualTo(read.texts());
    }

    @Test
    void callsAnOperationForSeveralRowsAtOnce() throws InterruptedException {
        WrittenSource passes = WrittenSource.of("""
                group-memberships: {group: "7"}
                for-each:
                  call:
                    operation: games_get_v1_games
                    with: {universeIds: '{[.rows[] | "1"] | join(",")}'}
                    rows: data
                    batch: 20
                """);
        long before = emulator.stats().requests();
        WrittenSource.Read read = passes.read(cloud);
        int members = WrittenSource.of("group-memberships: {group: \"7\"}")
                .read(cloud)
                .rows()
                .size();
        assertThat(read.rows()).isNotEmpty();
        assertThat(read.rows().stream()
                        .map(row -> row.json().at("/parent/rows").size())
                        .distinct())
                .contains(20, members % 20);
        assertThat(emulator.stats().requests() - before).isLessThan(20);
        assertThat(passes.readKilledAfterEvery(1, cloud).texts()).isEqualTo(read.texts());
    }

    @Test
    void isExactWhateverGoesWrong() throws InterruptedException {
        WrittenSource.Read unbroken = INVENTORIES.read(cloud);
        emulator.faults(
                Faults.parse(
                        "429=2%,500=2%,503=2%,503-bare=2%,reset=2%,reset-after=2%,truncate=2%,html=2%,empty-page=2%,short-page=2%,repeated-keys=2%"));
        try {
            assertThat(INVENTORIES.read(cloud).texts()).isEqualTo(unbroken.texts());
        } finally {
            emulator.faults(Faults.none());
        }
    }

    @Test
    void failsOnADeniedListUnlessToldToSkip() {
        WrittenSource strict = WrittenSource.of("""
                group-memberships: {group: "7"}
                for-each:
                  inventory-items: {user: "{.user}"}
                """);
        assertThatThrownBy(() -> strict.read(cloud))
                .isInstanceOf(OpenCloudException.Refused.class)
                .hasMessageContaining("was answered 403");
    }

    @Test
    void saysWhereWhatIsWrong() {
        assertThatThrownBy(() -> WrittenSource.of("inventory-items: {user: \"{.user}\"}"))
                .isInstanceOf(InvalidJob.class)
                .hasMessageContaining("test.yml:4:3: source: {...} stands for something of the row above, and"
                        + " inventory-items has none above it; put it under for-each: of another source, or write {{ for"
                        + " a brace");
        assertThatThrownBy(() -> WrittenSource.of("group-memberships: {grop: \"7\"}"))
                .hasMessageContaining("unknown key \"grop\"; did you mean \"group\"?");
        assertThatThrownBy(() -> WrittenSource.of("user-restrictions: {place: \"10\"}"))
                .hasMessageContaining("\"universe\" is missing");
        assertThatThrownBy(() -> WrittenSource.of("user-restrictions: {universe: abc}"))
                .hasMessageContaining(
                        "test.yml:4:22: source.user-restrictions: a universe id is a positive number such as"
                                + " 123456, found \"abc\"");
        assertThatThrownBy(() -> WrittenSource.of("group-membership: {group: \"7\"}"))
                .hasMessageContaining("unknown source \"group-membership\"; did you mean \"group-memberships\"?");
        assertThatThrownBy(() -> WrittenSource.of("call: {operation: Cloud_GetUniverze}"))
                .hasMessageContaining("did you mean \"Cloud_GetUniverse\"?");
        assertThatThrownBy(() -> WrittenSource.of("call: {operation: Cloud_UpdateUniverse, with: {universe: 1}}"))
                .hasMessageContaining("it changes something, and a source only reads");
        assertThatThrownBy(() -> WrittenSource.of("call: {operation: Cloud_ListGroupRoles, with: {group: 7}}"))
                .hasMessageContaining("it is a list in pages: write \"group-roles:\" as the source instead");
        assertThatThrownBy(() -> WrittenSource.of("call: {operation: Cloud_GetUniverse, with: {univers: 1}}"))
                .hasMessageContaining("with: Cloud_GetUniverse has no parameter univers; did you mean universe?");
        assertThatThrownBy(() -> WrittenSource.of("call: {operation: Cloud_GetUniverse}"))
                .hasMessageContaining("with: Cloud_GetUniverse needs universe");
        assertThatThrownBy(() -> WrittenSource.of("""
                group-roles: {group: "7"}
                for-each: {}
                """))
                .hasMessageContaining("source.for-each: must hold exactly one key");
    }
}
