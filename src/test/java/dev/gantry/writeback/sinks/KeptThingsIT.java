package dev.gantry.writeback.sinks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.gantry.emulator.Faults;
import dev.gantry.job.Row;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.writeback.Tally;
import dev.gantry.writeback.TriedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes of what can be read: made, left alone where nothing changes, exact with lost answers, and undone. */
class KeptThingsIT {

    private static final String FAULTS = "429=5%,500=10%,reset=5%,reset-after=20%";

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // before each test
    private Sinking sinking;

    @BeforeEach
    void begin() {
        sinking = Sinking.in(temp, 300);
    }

    @AfterEach
    void end() {
        sinking.close();
    }

    private List<String> roles(String user) {
        List<String> roles = new ArrayList<>();
        sinking.get("/cloud/v2/groups/7/memberships?filter=user%20%3D%3D%20'" + user.replace("/", "%2F") + "'")
                .path("groupMemberships")
                .path(0)
                .path("roles")
                .forEach(role -> roles.add(role.asString()));
        return roles;
    }

    private List<Row> members(int count) {
        JsonNode members =
                sinking.get("/cloud/v2/groups/7/memberships?maxPageSize=100").path("groupMemberships");
        // The first is the owner, whose role nobody can take.
        return Sinking.rows(
                count,
                i -> "{\"user\":" + members.path(i + 1).path("user") + ",\"was\":"
                        + members.path(i + 1).path("roles") + "}");
    }

    @Test
    void membersHaveTheRolesThatTheRowsSayAndGetThoseOfBeforeBack() throws Exception {
        List<Row> rows = members(60);
        sinking.emulator().faults(Faults.parse(FAULTS));
        String sink = "group-memberships: {group: \"7\", user: \"{.user}\", role: Admin}";
        TriedRun run = sinking.run(1, sink);
        assertThat(run.make(rows)).isEmpty();
        assertThat(run.tally()).isEqualTo(Tally.of(60, 0, 0, 0, 0));
        sinking.emulator().faults(Faults.parse(""));
        for (Row row : rows) {
            assertThat(roles(row.json().path("user").asString()))
                    .containsExactlyInAnyOrder("groups/7/roles/7001", "groups/7/roles/7022");
        }
        TriedRun again = sinking.run(2, sink.replace("Admin", "7022"));
        again.make(rows);
        assertThat(again.tally()).isEqualTo(Tally.of(0, 60, 0, 0, 0));

        sinking.emulator().faults(Faults.parse(FAULTS));
        assertThat(sinking.undo(3, sink, run).makeAll()).isEqualTo(Tally.of(60, 0, 0, 0, 0));
        sinking.emulator().faults(Faults.parse(""));
        for (Row row : rows) {
            List<String> was = new ArrayList<>();
            row.json().path("was").forEach(role -> was.add(role.asString()));
            assertThat(roles(row.json().path("user").asString())).containsExactlyInAnyOrderElementsOf(was);
        }
    }

    @Test
    void rolesAreGivenBesideOthersAndTaken() throws Exception {
        List<Row> rows = members(3);
        String user = rows.getFirst().json().path("user").asString();
        List<String> before = roles(user);
        sinking.run(1, "group-memberships: {group: \"7\", user: \"{.user}\", assign: groups/7/roles/7020}")
                .make(rows);
        assertThat(roles(user)).contains("groups/7/roles/7020").containsAll(before);
        sinking.run(2, "group-memberships: {group: \"7\", user: \"{.user}\", unassign: \"7020\"}")
                .make(rows);
        assertThat(roles(user)).containsExactlyInAnyOrderElementsOf(before);
        assertThat(sinking.run(3, "group-memberships: {group: \"7\", user: \"77\", assign: Admin}")
                        .make(rows))
                .hasSize(3)
                .contains("row row 0: the user is not a member of group 7; missing: skip passes over such rows");
        assertThat(sinking.run(4, "group-memberships: {group: \"7\", user: \"{.user}\", assign: Adm}")
                        .make(rows))
                .contains(
                        "row row 0: group 7 has no role of the name or id that the row gives; gantry preview of group-roles"
                                + " lists them");
    }

    /** The owner's role cannot be taken, so the one that was given before is taken back. */
    @Test
    void aChangeOfRolesThatIsRefusedLeavesNoHalf() throws Exception {
        Row owner = Sinking.row("owner", "{\"user\":\"users/900000001\"}");
        TriedRun run = sinking.run(1, "group-memberships: {group: \"7\", user: \"{.user}\", role: Admin}");
        assertThat(run.make(List.of(owner)))
                .singleElement()
                .asString()
                .contains("was answered 400", "cannot be assigned");
        assertThat(roles("users/900000001")).containsExactly("groups/7/roles/7023");
    }

    @Test
    void thoseWhoAskToJoinAreAnsweredOnce() throws Exception {
        JsonNode asking =
                sinking.get("/cloud/v2/groups/7/join-requests?maxPageSize=20").path("groupJoinRequests");
        List<Row> rows = Sinking.rows(20, i -> "{\"user\":" + asking.path(i).path("user") + "}");
        sinking.emulator().faults(Faults.parse(FAULTS));
        TriedRun accept = sinking.run(1, "group-join-requests: {group: \"7\", user: \"{.user}\", accept: true}");
        assertThat(accept.make(rows.subList(0, 15))).isEmpty();
        assertThat(accept.tally()).isEqualTo(Tally.of(15, 0, 0, 0, 0));
        TriedRun decline =
                sinking.run(2, "group-join-requests: {group: \"7\", user: \"{.user}\", decline: true, missing: skip}");
        assertThat(decline.make(rows.subList(10, 20))).isEmpty();
        assertThat(decline.tally()).isEqualTo(Tally.of(5, 0, 5, 0, 0));
        sinking.emulator().faults(Faults.parse(""));
        assertThat(roles(asking.path(3).path("user").asString())).containsExactly("groups/7/roles/7001");
        assertThat(roles(asking.path(17).path("user").asString())).isEmpty();
    }

    private String ordered(String id) {
        return sinking.get("/cloud/v2/universes/1/ordered-data-stores/Test/scopes/global/entries/" + id)
                .path("value")
                .asString("(none)");
    }

    @Test
    void orderedEntriesSumExactlyWithLostAnswersAndAreUndone() throws Exception {
        sinking.emulator().faults(Faults.parse(FAULTS));
        String set = "ordered-data-store-entries: {universe: \"1\", ordered-data-store: Test, id: \"k{.n}\", set: .n,"
                + " missing: create}";
        List<Row> rows = Sinking.rows(100, i -> "{\"n\":" + i + "}");
        TriedRun made = sinking.run(1, set);
        made.make(rows);
        assertThat(made.tally()).isEqualTo(Tally.of(100, 0, 0, 0, 0));
        TriedRun added = sinking.run(2, set.replace("set: .n", "increment: .n + 1"));
        added.make(rows);
        assertThat(added.tally()).isEqualTo(Tally.of(100, 0, 0, 0, 0));
        sinking.emulator().faults(Faults.parse(""));
        for (int i = 0; i < 100; i++) {
            assertThat(ordered("k" + i)).isEqualTo(Integer.toString(2 * i + 1));
        }
        sinking.run(3, set.replace("set: .n", "increment: \"5\"").replace("\"5\"", "(5)"))
                .make(rows.subList(0, 1));
        TriedRun undone = sinking.undo(4, set.replace("set: .n", "increment: .n + 1"), added);
        assertThat(undone.makeAll()).isEqualTo(Tally.of(99, 0, 0, 1, 0));
        assertThat(ordered("k0")).as("somebody has changed it since").isEqualTo("6");
        assertThat(ordered("k7")).isEqualTo("7");
        sinking.undo(5, set, made).makeAll();
        assertThat(ordered("k7")).isEqualTo("(none)");
    }

    /** The client is cut off again and again, and the run goes on from its checkpoint. */
    @Test
    void orderedEntriesSumExactlyHoweverOftenTheRunIsCutOff() throws Exception {
        Random random = new Random(5);
        AtomicReference<Runnable> seen = new AtomicReference<>(() -> {});
        sinking.emulator().listen(request -> Objects.requireNonNull(seen.get()).run());
        List<Row> rows = Sinking.rows(80, i -> "{\"n\":" + i + "}");
        TriedRun run = sinking.run(
                1,
                "ordered-data-store-entries: {universe: \"1\", ordered-data-store: Test, id: \"k{.n}\", increment: .n + 1,"
                        + " missing: create}");
        int cuts = 0;
        for (boolean done = false; !done; cuts++) {
            AtomicInteger left = new AtomicInteger(10 + random.nextInt(40));
            try (OpenCloud cloud = sinking.client(2)) {
                seen.set(() -> {
                    if (left.decrementAndGet() == 0) {
                        Thread.ofVirtual().start(cloud::close);
                    }
                });
                run.make(cloud, rows);
                done = true;
            } catch (RuntimeException cutOff) {
                assertThat(cuts).isLessThan(100);
            }
        }
        seen.set(() -> {});
        assertThat(cuts).isGreaterThan(2);
        assertThat(run.tally()).isEqualTo(Tally.of(80, 0, 0, 0, 0));
        for (int i = 0; i < 80; i++) {
            assertThat(ordered("k" + i)).isEqualTo(Integer.toString(i + 1));
        }
    }

    private JsonNode item(String id) {
        return sinking.get("/cloud/v2/universes/1/memory-store/sorted-maps/M/items/" + id);
    }

    @Test
    void itemsOfASortedMapAreComputedKeptAndUndone() throws Exception {
        sinking.emulator().faults(Faults.parse(FAULTS));
        String start = "memory-store-sorted-map-items: {universe: \"1\", sorted-map: M, id: \"k{.n}\", ";
        List<Row> rows = Sinking.rows(60, i -> "{\"n\":" + i + "}");
        TriedRun made = sinking.run(
                1, start + "set: '{n, exact: 9007199254740993}', sort-key: \"{.n}\", ttl: 2h, missing: create}");
        assertThat(made.make(rows)).isEmpty();
        assertThat(made.tally()).isEqualTo(Tally.of(60, 0, 0, 0, 0));
        String update = start + "update: .n += $row.n}";
        TriedRun updated = sinking.run(2, update);
        updated.make(rows);
        assertThat(updated.tally()).as("0 + 0 is unchanged").isEqualTo(Tally.of(59, 1, 0, 0, 0));
        sinking.emulator().faults(Faults.parse(""));
        assertThat(item("k7").path("value").toString()).isEqualTo("{\"n\":14,\"exact\":9007199254740993}");
        assertThat(item("k7").path("numericSortKey").asInt()).isEqualTo(7);
        assertThat(item("k7").path("expireTime").asString())
                .as("it ends when it would have ended")
                .startsWith(Sinking.NOW
                        .plus(Duration.ofHours(2))
                        .minusSeconds(1)
                        .toString()
                        .substring(0, 15));

        assertThat(sinking.undo(3, update, updated).makeAll()).isEqualTo(Tally.of(59, 0, 0, 0, 0));
        assertThat(item("k7").path("value").toString()).isEqualTo("{\"n\":7,\"exact\":9007199254740993}");
        TriedRun deleted = sinking.run(4, start + "delete: true}");
        deleted.make(rows);
        assertThat(item("k7").path("code").asString()).isEqualTo("NOT_FOUND");
        sinking.undo(5, start + "delete: true}", deleted).makeAll();
        assertThat(item("k7").path("value").toString()).isEqualTo("{\"n\":7,\"exact\":9007199254740993}");
    }

    @Test
    void aPlanOfSeveralChangesOfOneThingIsCarriedOutOnce() throws Exception {
        String sink = "ordered-data-store-entries: {universe: \"1\", ordered-data-store: Test, id: k, increment: .n,"
                + " missing: create}";
        TriedRun plan = sinking.plan(1, sink);
        plan.make(Sinking.rows(10, i -> "{\"n\":" + (i + 1) + "}"));
        Path file = plan.journals().resolve("0.journal");
        assertThat(sinking.apply(2, sink, file).makeAll()).isEqualTo(Tally.of(10, 0, 0, 0, 0));
        assertThat(ordered("k")).isEqualTo("55");
        assertThat(sinking.apply(3, sink, file).makeAll())
                .as("all but the last find it otherwise")
                .isEqualTo(Tally.of(0, 1, 0, 9, 0));
        assertThat(ordered("k")).isEqualTo("55");
    }
}
