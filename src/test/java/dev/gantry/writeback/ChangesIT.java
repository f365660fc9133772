package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.opencloud.EntryContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Single changes, as Open Cloud has them afterwards. */
class ChangesIT {

    private static final String ADD_COINS = "id: '{.id}'\nupdate: .coins += $row.coins\n";

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // before each test
    private Changing changing;

    @BeforeEach
    void begin() {
        changing = Changing.in(temp);
    }

    @AfterEach
    void end() {
        changing.close();
    }

    @Test
    void whatAnExpressionLeavesAloneKeepsEveryCharacter() throws Exception {
        String untouched = "\"z\":9007199254740993,\"big\":1e400,\"minus\":-0,\"tenth\":0.10,\"none\":{},\"list\":[],"
                + "\"deep\":{\"b\":1.50,\"a\":[0.0,-0.0,12345678901234567890123]},\"text\":\"é\\n😀\"";
        changing.put("a", "{" + untouched + ",\"coins\":5}");
        assertThat(changing.run(1, ADD_COINS).make(Changing.row("1", "{\"id\":\"a\",\"coins\":7}")))
                .isEmpty();
        assertThat(changing.value("a")).isEqualTo("{" + untouched + ",\"coins\":12}");
    }

    @Test
    void usersAndAttributesStayUnlessTheJobSaysOtherwise() throws Exception {
        changing.put("a", "{\"coins\":1}", List.of("users/7", "users/8"), "{\"level\":0.10,\"tag\":\"x\"}");
        changing.run(1, ADD_COINS).make(Changing.row("1", "{\"id\":\"a\",\"coins\":1}"));
        assertThat(content("a"))
                .isEqualTo(new EntryContent(
                        "{\"coins\":2}", "[\"users/7\",\"users/8\"]", "{\"level\":0.10,\"tag\":\"x\"}"));

        changing.run(2, ADD_COINS + "users: '[.[0], $row.friend]'\nattributes: '.tag = $row.tag'\n")
                .make(Changing.row("1", "{\"id\":\"a\",\"coins\":0,\"friend\":9,\"tag\":\"y\"}"));
        assertThat(content("a"))
                .isEqualTo(new EntryContent(
                        "{\"coins\":2}", "[\"users/7\",\"users/9\"]", "{\"level\":0.10,\"tag\":\"y\"}"));
    }

    @Test
    void aValueThatDoesNotChangeIsNotWritten() throws Exception {
        changing.put("a", "{\"coins\": 1.0, \"x\" : {} }");
        TriedRun run = changing.run(1, ADD_COINS.replace("+=", "= .coins #"));
        run.make(Changing.row("1", "{\"id\":\"a\"}"));
        assertThat(run.tally()).isEqualTo(Tally.of(0, 1, 0, 0, 0));
        assertThat(changing.emulator().stats().of(OperationClass.WRITE)).isZero();
        assertThat(changing.value("a")).isEqualTo("{\"coins\": 1.0, \"x\" : {} }");
    }

    @Test
    void keysThatHoldAnAtOrASlashOrAreAStepAreTheirOwn() throws Exception {
        List<String> keys = List.of("a@b", "a@b@latest", "a/b", "..", "ключ ☃");
        List<dev.gantry.job.Row> rows = new ArrayList<>();
        for (String key : keys) {
            rows.add(Changing.row(key, "{\"id\":\"" + key + "\",\"by\":1}"));
        }
        String options = "id: '{.id}'\nincrement: .by\nmissing: create\n";
        assertThat(changing.run(1, options).make(rows)).isEmpty();
        assertThat(changing.run(2, options).make(rows)).isEmpty();
        for (String key : keys) {
            assertThat(changing.value(key)).as(key).isEqualTo("2");
        }
        assertThat(changing.emulator().dataStores().ids(1, Changing.STORE, "global"))
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void missingEntriesAreRefusedSkippedOrCreated() throws Exception {
        changing.put("other", "1");
        var row = Changing.row("1", "{\"id\":\"a\",\"v\":{\"b\":0.10}}");
        assertThat(changing.run(1, "id: '{.id}'\nset: .v\n").make(row))
                .containsExactly(
                        "row 1: there is no such entry; missing: skip passes over such rows, create makes them");
        TriedRun skipping = changing.run(2, "id: '{.id}'\nset: .v\nmissing: skip\n");
        assertThat(skipping.make(row)).isEmpty();
        assertThat(skipping.tally()).isEqualTo(Tally.of(0, 0, 1, 0, 0));
        assertThat(changing.value("a")).isEqualTo("(none)");
        assertThat(changing.run(3, "id: '{.id}'\nset: .v\nmissing: create\nusers: '[$row.u]'\n")
                        .make(Changing.row("1", "{\"id\":\"a\",\"v\":{\"b\":0.10},\"u\":\"users/3\"}")))
                .isEmpty();
        assertThat(content("a")).isEqualTo(new EntryContent("{\"b\":0.10}", "[\"users/3\"]", "{}"));
    }

    @Test
    void incrementsAreExactHoweverLarge() throws Exception {
        changing.put("a", "9007199254740993");
        changing.put("b", "99999999999999999999999999");
        changing.put("c", "{}");
        changing.put("d", "1.5");
        assertThat(changing.run(1, "id: '{.id}'\nincrement: .by\n")
                        .make(
                                Changing.row("1", "{\"id\":\"a\",\"by\":2}"),
                                Changing.row("2", "{\"id\":\"b\",\"by\":1}"),
                                Changing.row("3", "{\"id\":\"c\",\"by\":1}"),
                                Changing.row("4", "{\"id\":\"d\",\"by\":1}"),
                                Changing.row("5", "{\"id\":\"a\",\"by\":0.5}")))
                .containsExactlyInAnyOrder(
                        "row 3: the entry holds an object, not an integer, so it cannot be incremented; use update: for a"
                                + " number within it",
                        "row 4: the entry holds a number, not an integer, so it cannot be incremented; use update: for a"
                                + " number within it",
                        "row 5: jq .by failed: it comes to a number, and an integer is needed to increment by; look at the row"
                                + " with gantry preview, or let such rows go with errors: {skip: ...}");
        assertThat(changing.value("a")).isEqualTo("9007199254740995");
        assertThat(changing.value("b")).isEqualTo("100000000000000000000000000");
    }

    @Test
    void rowsOfOneKeyAreAppliedOneAfterTheOther() throws Exception {
        changing.put("a", "\"\"");
        changing.run(1, "id: a\nupdate: . + $row\n").make(Changing.rows(26, i -> "\"" + (char) ('A' + i) + "\""));
        assertThat(changing.value("a")).isEqualTo("\"ABCDEFGHIJKLMNOPQRSTUVWXYZ\"");
    }

    @Test
    void sizesAndWhatJsonCannotSayAreRefusedBeforeTheRequest() throws Exception {
        changing.put("a", "\"x\"");
        assertThat(changing.run(1, "id: '{.id}'\nupdate: 'if $row.v == \"nan\" then nan else . * 4194304 end'\n")
                        .make(
                                Changing.row("1", "{\"id\":\"a\",\"v\":\"nan\"}"),
                                Changing.row("2", "{\"id\":\"a\",\"v\":\"long\"}"),
                                Changing.row("3", "{\"id\":\"" + "k".repeat(51) + "\"}")))
                .containsExactlyInAnyOrder(
                        "row 1: it holds a number that JSON cannot say (NaN or an infinity)",
                        "row 2: the new value has 4194306 characters, and 4194304 is the most that Open Cloud stores",
                        "row 3: a key has 1 to 50 characters, and id: comes to 51");
        assertThat(changing.run(2, "id: a\nset: .\nattributes: '{a: (\"x\" * 300)}'\n")
                        .make(Changing.row("1", "1")))
                .containsExactly(
                        "row 1: the attributes have 308 characters, and 300 is the most that Open Cloud stores");
        assertThat(changing.run(3, "id: a\nset: .\nattributes: '{a: infinite}'\n")
                        .make(Changing.row("1", "1")))
                .containsExactly("row 1: it holds a number that JSON cannot say (NaN or an infinity)");
        assertThat(changing.run(4, "id: a\ndata-store: '{.s}'\nset: .\n".replace("data-store", "scope"))
                        .make(Changing.row("1", "{\"s\":\"" + "s".repeat(51) + "\"}")))
                .singleElement()
                .asString()
                .contains("50");
        assertThat(changing.emulator().stats().of(OperationClass.WRITE)).isZero();
    }

    @Test
    void entriesThatHaveTheMarkerAreSkipped() throws Exception {
        changing.put("a", "{\"coins\":1}", List.of(), "{\"once\":[\"older\"],\"tag\":1.0}");
        String options = ADD_COINS + "once: refund\n";
        var row = Changing.row("1", "{\"id\":\"a\",\"coins\":5}");
        changing.run(1, options).make(row);
        assertThat(content("a").attributes()).isEqualTo("{\"once\":[\"older\",\"refund\"],\"tag\":1.0}");
        TriedRun again = changing.run(2, options);
        again.make(row);
        assertThat(again.tally()).isEqualTo(Tally.of(0, 0, 1, 0, 0));
        assertThat(changing.value("a")).isEqualTo("{\"coins\":6}");

        changing.put("b", "{\"coins\":1}", List.of(), "{\"x\":\"" + "y".repeat(280) + "\"}");
        assertThat(changing.run(3, options).make(Changing.row("1", "{\"id\":\"b\",\"coins\":5}")))
                .containsExactly(
                        "row 1: the attributes have 306 characters, and 300 is the most that Open Cloud stores; a"
                                + " shorter name for once: may fit");
    }

    @Test
    void aGameThatIsFasterIsWaitedForAndNothingOfItIsLost() throws Exception {
        changing.put("a", "{\"coins\":1,\"level\":0}", List.of("users/1"), "{\"t\":1}");
        int[] games = {0};
        changing.emulator().listen(seen -> {
            if (seen.operation().startsWith("Cloud_UpdateDataStoreEntry") && games[0] < 3) {
                games[0]++;
                changing.put("a", "{\"coins\":1,\"level\":" + games[0] + "}", List.of("users/2"), "{\"t\":2}");
            }
        });
        TriedRun run = changing.run(1, ADD_COINS);
        assertThat(run.make(Changing.row("1", "{\"id\":\"a\",\"coins\":5}"))).isEmpty();
        assertThat(run.tally()).isEqualTo(Tally.of(1, 0, 0, 0, 0));
        assertThat(content("a")).isEqualTo(new EntryContent("{\"coins\":6,\"level\":3}", "[\"users/2\"]", "{\"t\":2}"));
    }

    @Test
    void anEntryThatIsWrittenAgainAndAgainIsReported() throws Exception {
        changing.put("a", "{\"coins\":0}");
        changing.emulator().listen(seen -> {
            if (seen.operation().startsWith("Cloud_UpdateDataStoreEntry")) {
                changing.put("a", "{\"coins\":" + seen.ordinal() + "}");
            }
        });
        TriedRun run = changing.run(1, ADD_COINS);
        run.make(Changing.row("1", "{\"id\":\"a\",\"coins\":5}"));
        assertThat(run.tally()).isEqualTo(Tally.of(0, 0, 0, 1, 0));
        assertThat(changing.emulator().stats().of(OperationClass.WRITE)).isEqualTo(5);
    }

    @Test
    void anEntryMadeMeanwhileIsNotOverwrittenByCreatingIt() throws Exception {
        changing.put("other", "1");
        changing.emulator().listen(seen -> {
            if (seen.operation().startsWith("Cloud_CreateDataStoreEntry")) {
                changing.put("a", "10");
            }
        });
        changing.run(1, "id: a\nincrement: .\nmissing: create\n").make(Changing.row("1", "5"));
        assertThat(changing.value("a")).isEqualTo("15");
    }

    @Test
    void deletedEntriesAreGoneAndTheirChangedOnesStay() throws Exception {
        changing.put("a", "1");
        changing.put("b", "1");
        TriedRun run = changing.run(1, "id: '{.}'\ndelete: true\nmissing: skip\n");
        run.make(Changing.row("1", "\"a\""), Changing.row("2", "\"b\""), Changing.row("3", "\"c\""));
        assertThat(run.tally()).isEqualTo(Tally.of(2, 0, 1, 0, 0));
        assertThat(changing.value("a")).isEqualTo("(none)");
    }

    private EntryContent content(String id) {
        String users =
                changing.users(id).stream().map(user -> '"' + user + '"').collect(Collectors.joining(",", "[", "]"));
        return new EntryContent(changing.value(id), users, changing.attributes(id));
    }
}
