package dev.gantry.writeback;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.job.Errors;
import dev.gantry.job.Row;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.writeback.journal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Entries that somebody has: what libraries of games keep in them, and what a job says of its own. */
class LockedEntriesIT {

    private static final String ADD = "id: '{.id}'\nupdate: .Data.coins += $row.by\n";
    private static final Row ROW = Changing.row("1", "{\"id\":\"a\",\"by\":5}");

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // before each test
    private Changing changing;

    @BeforeEach
    void begin() {
        changing = Changing.inOneTime(temp);
    }

    @AfterEach
    void end() {
        changing.close();
    }

    /** A profile as ProfileStore and ProfileService keep it. */
    private String profile(int coins, String session, Duration ago) {
        long updated = changing.time().now().minus(ago).getEpochSecond();
        return "{\"Data\":{\"coins\":" + coins + "},\"MetaData\":{\"ActiveSession\":" + session
                + ",\"SessionLoadCount\":3,\"LastUpdate\":" + updated + "},\"GlobalUpdates\":[0,[]]}";
    }

    private static String lapis(int coins, String lock) {
        return "{\"migrationVersion\":2,\"lastCompatibleVersion\":0,\"data\":{\"coins\":" + coins + "},\"lockId\":"
                + lock + "}";
    }

    private static final String STORE_SESSION = "[10,\"server\",\"session\"]";
    private static final String SERVICE_SESSION = "[10,\"server\"]";

    @Test
    void anEntryIsChangedOnceItsSessionHasEnded() throws Exception {
        changing.put("a", profile(1, STORE_SESSION, Duration.ofSeconds(20)));
        changing.put("b", profile(1, "null", Duration.ofSeconds(20)));
        AtomicInteger looks = new AtomicInteger();
        changing.emulator().listen(seen -> {
            if (seen.operation().startsWith("Cloud_GetDataStoreEntry") && looks.incrementAndGet() == 6) {
                changing.put("a", profile(70, "null", Duration.ZERO));
            }
        });
        TriedRun run = changing.run(1, ADD);
        assertThat(run.makeToTheEnd(List.of(ROW, Changing.row("2", "{\"id\":\"b\",\"by\":5}"))))
                .isEmpty();
        assertThat(run.tally()).isEqualTo(Tally.of(2, 0, 0, 0, 0));
        assertThat(changing.value("a")).contains("\"coins\":75", "\"ActiveSession\":null");
        assertThat(changing.time().passed()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(10));
    }

    @Test
    void aSessionThatLastsIsReportedAndItsEntryLeftAlone() throws Exception {
        String profile = profile(1, STORE_SESSION, Duration.ofSeconds(-700));
        changing.put("a", profile);
        TriedRun run = changing.run(1, ADD).allowing(new Errors.Skip.None());
        assertThat(run.makeToTheEnd(List.of(ROW)))
                .containsExactly(
                        "row 1: a live session of ProfileStore has it, and wait-for-locks: is over; run the job again"
                                + " later");
        assertThat(run.tally()).isEqualTo(new Tally(0, 0, 0, 0, 0, 1));
        assertThat(changing.time().passed()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
        assertThat(changing.value("a")).isEqualTo(profile);
        assertThat(changing.emulator().stats().of(OperationClass.WRITE)).isZero();
        assertThat(changing.emulator().stats().of(OperationClass.READ)).isLessThan(30);
        JournaledChange.each(run.journals(), change -> {
            assertThat(change.outcome().orElseThrow().result()).isEqualTo(Result.LOCKED);
            return true;
        });
    }

    @Test
    void aSessionIsDeadByItsOwnLibrarysRule() throws Exception {
        changing.put("store live", profile(1, STORE_SESSION, Duration.ofSeconds(620)));
        changing.put("store dead", profile(1, STORE_SESSION, Duration.ofSeconds(631)));
        changing.put("service live", profile(1, SERVICE_SESSION, Duration.ofSeconds(1790)));
        changing.put("service dead", profile(1, SERVICE_SESSION, Duration.ofSeconds(1801)));
        TriedRun run = changing.run(1, ADD + "wait-for-locks: 0s\n");
        assertThat(run.makeToTheEnd(
                        List.of(row("store live"), row("store dead"), row("service live"), row("service dead"))))
                .containsExactlyInAnyOrder(
                        "row store live: a live session of ProfileStore has it, and wait-for-locks: is over; run the job"
                                + " again later",
                        "row service live: a live session of ProfileService has it, and wait-for-locks: is over; run the"
                                + " job again later");
        assertThat(changing.value("store dead")).contains("\"coins\":6", "\"ActiveSession\":" + STORE_SESSION);
        assertThat(changing.value("service dead")).contains("\"coins\":6", "\"ActiveSession\":" + SERVICE_SESSION);
    }

    private static Row row(String id) {
        return Changing.row(id, "{\"id\":\"" + id + "\",\"by\":5}");
    }

    @Test
    void lapisJudgesByTheLastWriteButNotByOurs() throws Exception {
        String add = "id: '{.id}'\nupdate: .data.coins += $row.by\nwait-for-locks: 0s\n";
        changing.put("old", lapis(1, "\"lock\""));
        changing.time().passes(Duration.ofMinutes(31));
        changing.put("a", lapis(1, "\"lock\""));
        changing.put("free", lapis(1, "null"));
        TriedRun run = changing.run(1, add);
        assertThat(run.makeToTheEnd(List.of(row("old"), row("a"), row("free"), row("old"))))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("row a: a live session of Lapis has it");
        assertThat(changing.value("old")).isEqualTo(lapis(11, "\"lock\""));
        assertThat(changing.value("free")).isEqualTo(lapis(6, "null"));
        assertThat(changing.undo(2, run).makeAll()).isEqualTo(Tally.of(3, 0, 0, 0, 0));
        assertThat(changing.value("old")).isEqualTo(lapis(1, "\"lock\""));
    }

    @Test
    void whatALibraryKeepsItsLockInIsNeverChanged() throws Exception {
        String free = profile(1, "null", Duration.ZERO);
        String dead = profile(1, STORE_SESSION, Duration.ofHours(1));
        changing.put("free", free);
        changing.put("dead", dead);
        changing.put("lapis", lapis(1, "null"));
        TriedRun run = changing.run(1, "id: '{.id}'\nset: .v\n");
        assertThat(run.makeToTheEnd(List.of(
                        Changing.row("1", "{\"id\":\"free\",\"v\":{\"MetaData\":{\"ActiveSession\":[1,\"x\"]}}}"),
                        Changing.row("2", "{\"id\":\"dead\",\"v\":{\"Data\":{}}}"),
                        Changing.row("3", "{\"id\":\"lapis\",\"v\":{\"lockId\":\"mine\"}}"))))
                .containsExactlyInAnyOrder(
                        "row 1: it would change .MetaData.ActiveSession, by which ProfileService knows whose the entry is;"
                                + " keep it as it is stored",
                        "row 2: it would change .MetaData.ActiveSession, by which ProfileStore knows whose the entry is;"
                                + " keep it as it is stored",
                        "row 3: it would change .lockId, by which Lapis knows whose the entry is; keep it as it is stored");
        assertThat(changing.value("free") + changing.value("dead")).isEqualTo(free + dead);
        // Nothing is what null is.
        assertThat(run(2, "set: .v").makeToTheEnd(List.of(Changing.row("1", "{\"id\":\"free\",\"v\":{\"Data\":2}}"))))
                .isEmpty();
        assertThat(changing.value("free")).isEqualTo("{\"Data\":2}");
    }

    private TriedRun run(long id, String options) {
        return changing.run(id, "id: '{.id}'\n" + options + "\n");
    }

    @Test
    void aJobMaySayItselfWhatIsLocked() throws Exception {
        long later = changing.time().now().plusSeconds(90).getEpochSecond();
        changing.put("until", "{\"lockedUntil\":" + later + ",\"n\":1}");
        changing.put("attribute", "{\"n\":1}", List.of(), "{\"busy\":true}");
        changing.put("free", "{\"n\":1}");
        TriedRun run = run(
                1,
                "update: .n += 1\nwait-for-locks: 5m\nlocked: '.lockedUntil > $now or $attributes.busy == $row.busy'");
        assertThat(run.makeToTheEnd(List.of(
                        Changing.row("1", "{\"id\":\"until\",\"busy\":true}"),
                        Changing.row("2", "{\"id\":\"attribute\",\"busy\":true}"),
                        Changing.row("3", "{\"id\":\"free\",\"busy\":true}"))))
                .containsExactly(
                        "row 2: locked: says that it is locked, and wait-for-locks: is over; run the job again later");
        assertThat(changing.value("until")).isEqualTo("{\"lockedUntil\":" + later + ",\"n\":2}");
        assertThat(changing.value("free")).isEqualTo("{\"n\":2}");
        assertThat(run(2, "set: '{n: 1, busy: true}'\nlocked: .busy")
                        .makeToTheEnd(List.of(Changing.row("1", "{\"id\":\"free\"}"))))
                .containsExactly(
                        "row 1: the change itself would lock the entry, as locked: has it; leave the lock as it is");
    }

    @Test
    void whatNeedsNoWriteNeedsNoWaiting() throws Exception {
        changing.put("a", profile(1, STORE_SESSION, Duration.ofSeconds(-700)), List.of(), "{\"once\":[\"r\"]}");
        TriedRun run = changing.run(1, ADD + "once: r\n");
        assertThat(run.makeToTheEnd(List.of(ROW))).isEmpty();
        assertThat(run.tally()).isEqualTo(Tally.of(0, 0, 1, 0, 0));
        assertThat(changing.time().passed()).isZero();
    }

    @Test
    void aPlanTellsWhatIsLockedAndDoesNotWait() throws Exception {
        changing.put("a", profile(1, STORE_SESSION, Duration.ofSeconds(-700)));
        changing.put("b", profile(1, "null", Duration.ZERO));
        TriedRun plan = changing.plan(1, ADD);
        assertThat(plan.makeToTheEnd(List.of(ROW, row("b"))))
                .containsExactly("row 1: a live session of ProfileStore has it; gantry run waits for it");
        assertThat(plan.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0, 1));
        Path file = temp.resolve("x.plan");
        PlanFile.write(plan.journals(), file);
        // Applied, an entry that waits for the job's own lock is changed once that is gone.
        AtomicInteger looks = new AtomicInteger();
        long until = changing.time().now().plusSeconds(60).getEpochSecond();
        changing.emulator().listen(seen -> looks.incrementAndGet());
        TriedRun apply = changing.planned(2, file, "locked: $now < " + until + "\n");
        assertThat(apply.makeAllToTheEnd()).isEqualTo(Tally.of(1, 0, 0, 0, 0));
        assertThat(changing.value("b")).contains("\"coins\":6");
        assertThat(looks.get()).isGreaterThan(3);
    }

    @Test
    void rowsThatWaitOutliveTheRunAndKeepTheirOrder() throws Exception {
        String append = "id: '{.id}'\nupdate: .Data.text += $row.c\n";
        changing.put("a", profile(1, STORE_SESSION, Duration.ofSeconds(-7000)).replace("\"coins\":1", "\"text\":\"\""));
        changing.put("b", "{\"Data\":{\"text\":\"\"}}");
        TriedRun run = changing.run(1, append);
        run.make(letter("a", 'A'), letter("b", 'A'), letter("a", 'B'));
        run.make(letter("b", 'B'), letter("a", 'C'));
        changing.put("a", changing.value("a").replace(STORE_SESSION, "null"));
        run.make(letter("a", 'D'));
        assertThat(run.makeToTheEnd(List.of(letter("a", 'E')))).isEmpty();
        assertThat(changing.value("a")).contains("\"text\":\"ABCDE\"");
        assertThat(changing.value("b")).contains("\"text\":\"AB\"");
        assertThat(run.tally()).isEqualTo(Tally.of(7, 0, 0, 0, 0));
    }

    private static Row letter(String id, char c) {
        return Changing.row(id + c, "{\"id\":\"" + id + "\",\"c\":\"" + c + "\"}");
    }

    /** The client is cut off again and again while sessions begin and end; afterwards every row is done exactly once. */
    @Test
    void everyRowIsDoneOnceHoweverOftenTheRunIsCutOffWhileEntriesAreLocked() throws Exception {
        Random random = new Random(11);
        int keys = 40;
        for (int i = 0; i < keys; i++) {
            changing.put("k" + i, profile(0, i % 2 == 0 ? STORE_SESSION : "null", Duration.ofSeconds(-100_000)));
        }
        AtomicInteger left = new AtomicInteger();
        OpenCloud[] current = new OpenCloud[1];
        changing.emulator().listen(seen -> {
            int now = left.decrementAndGet();
            if (now == 0) {
                OpenCloud cut = current[0];
                Thread.ofVirtual().start(cut::close);
            }
            if (now % 7 == 0) {
                free(random.nextInt(keys));
            }
        });
        TriedRun run = changing.run(1, ADD + "wait-for-locks: 100d\n");
        List<Row> rows = Changing.rows(3 * keys, i -> "{\"id\":\"k" + i % keys + "\",\"by\":" + (i / keys + 1) + "}");
        int cuts = 0;
        for (boolean isDone = false; !isDone; ) {
            left.set(random.nextInt(60) + 1);
            try (OpenCloud cloud = changing.client()) {
                current[0] = cloud;
                run.makeOn(cloud, rows, 30);
                isDone = true;
            } catch (Exception cutOff) {
                cuts++;
            }
        }
        assertThat(cuts).isGreaterThan(3);
        assertThat(run.tally()).isEqualTo(Tally.of(3L * keys, 0, 0, 0, 0));
        for (int i = 0; i < keys; i++) {
            assertThat(changing.value("k" + i)).contains("\"coins\":6}");
        }
    }

    private void free(int i) {
        String value = changing.value("k" + i);
        if (value.contains(STORE_SESSION)) {
            changing.put("k" + i, value.replace(STORE_SESSION, "null"));
        }
    }
}
