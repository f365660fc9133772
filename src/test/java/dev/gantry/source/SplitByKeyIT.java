package dev.gantry.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.OpenCloud;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** However a store is divided, each of its entries is in exactly one part. */
@Timeout(120)
class SplitByKeyIT {
    private static final int ENTRIES = 2_500;

    private final Emulator emulator =
            Emulator.start(EmulatorOptions.defaults().withPlayers(1).withLimits(false));
    private final OpenCloud cloud = Clients.of(emulator);

    @AfterEach
    void close() {
        cloud.close();
        emulator.close();
    }

    /** What the ids of a store may look like. */
    enum Keys {
        PLAYERS(random -> "Player_" + random.nextInt(1, 99_999_999)),
        NUMBERS(random -> Integer.toString(random.nextInt(99_999_999))),
        WORD_AND_NUMBER(random -> "Save" + random.nextInt(99_999_999)),
        UUIDS(random -> new UUID(random.nextLong(), random.nextLong()).toString()),
        NAMES(random ->
                letters(random, 'A', 26, 1) + letters(random, 'a', 26, random.nextInt(1, 8)) + random.nextInt(9)),
        SEVERAL_KINDS(
                random -> List.of("Backup_", "Player_", "", "ban/").get(random.nextInt(4)) + random.nextInt(99_999)),
        BEGINNINGS_OF_EACH_OTHER(random -> "1".repeat(random.nextInt(1, 44)) + letters(random, '0', 10, 2)),
        ONE_LONG_STEM(random -> "season 2 / 🏠 / house: " + random.nextInt(99_999)),
        EMOJI(random -> Character.toString(0x1F600 + random.nextInt(60)) + random.nextInt(999)),
        HALVES_OF_CHARACTERS(
                random -> Character.toString(0x1F600 + 0x400 * random.nextInt(3)) + "é" + random.nextInt(999)),
        QUOTES_AND_CONTROLS(random -> List.of("\"", "\\", "\\\"", "'", "%", "*", "@", "\u0001", "a\"", "b\\")
                        .get(random.nextInt(10))
                + random.nextInt(9_999)),
        ANY_CHARACTERS(random -> random.ints(random.nextInt(1, 12), 1, 0x3000)
                .filter(Character::isDefined)
                .limit(12)
                .mapToObj(Character::toString)
                .collect(Collectors.joining("", "", "x")));

        @SuppressWarnings("ImmutableEnumChecker") // What is made depends on the argument alone.
        private final Function<Random, String> make;

        Keys(Function<Random, String> make) {
            this.make = make;
        }

        Set<String> some(long seed) {
            Random random = new Random(seed);
            return Stream.generate(() -> make.apply(random))
                    .limit(4 * ENTRIES)
                    .distinct()
                    .limit(ENTRIES)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        private static String letters(Random random, char first, int kinds, int count) {
            return random.ints(count, first, first + kinds)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyEntryIsInExactlyOnePart(Keys keys) throws InterruptedException {
        for (int seed = 1; seed <= 3; seed++) {
            String store = keys + "-" + seed;
            Set<String> ids = keys.some(seed);
            ids.forEach(id -> emulator.dataStores().put(1, store, "global", id, "1"));

            List<Readings.Part> parts = Readings.of(source(store, "global", "", new Division(12, true)), cloud);

            assertThat(Readings.ids(parts)).hasSameSizeAs(ids).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(parts.stream().map(part -> part.partition().name())).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAYERS", "NUMBERS", "WORD_AND_NUMBER", "ONE_LONG_STEM", "UUIDS", "NAMES"})
    void dividesIdsOfTheUsualShapesIntoPartsOfWhichNoneHoldsMostOfThem(Keys keys) throws InterruptedException {
        keys.some(7).forEach(id -> emulator.dataStores().put(1, "Usual", "global", id, "1"));
        for (int i = 0; i < 11; i++) {
            // Enough for each to list more than one page.
            keys.some(100 + i).forEach(id -> emulator.dataStores().put(1, "Usual", "global", id, "1"));
        }
        int all = emulator.dataStores().ids(1, "Usual", "global").size();

        List<Readings.Part> parts = Readings.of(source("Usual", "global", "", new Division(8, true)), cloud);

        assertThat(parts).hasSizeBetween(9, 60);
        assertThat(parts).allSatisfy(part -> assertThat(part.rows()).hasSizeLessThan(all / 4));
        assertThat(Readings.ids(parts)).hasSize(all).doesNotHaveDuplicates();
        assertThat(parts.getLast().rows()).hasSizeLessThan(all / 20);
    }

    @Test
    void dividesAllScopesTogetherAndOnlyWhatThePrefixAsksFor() throws InterruptedException {
        Set<String> expected = new HashSet<>();
        for (String scope : List.of("global", "season 1", "season 2")) {
            Keys.PLAYERS.some(1).forEach(id -> {
                emulator.dataStores().put(1, "Scoped", scope, id, "1");
                expected.add(scope + "/" + id);
            });
        }
        List<Readings.Part> all = Readings.of(source("Scoped", "-", "", new Division(6, true)), cloud);
        assertThat(all).hasSizeGreaterThan(3);
        assertThat(Readings.rows(all).stream()
                        .map(row -> row.json().path("scope").asString() + "/"
                                + row.json().path("id").asString()))
                .hasSameSizeAs(expected)
                .containsExactlyInAnyOrderElementsOf(expected);

        List<Readings.Part> some = Readings.of(source("Scoped", "season 1", "Player_1", new Division(3, true)), cloud);
        assertThat(some).hasSize(1);
        assertThat(Readings.ids(some)).isNotEmpty().allMatch(id -> id.startsWith("Player_1"));
    }

    @Test
    void aKilledRunGoesOnInThePartsThatItBeganWith() throws InterruptedException {
        Set<String> ids = Keys.PLAYERS.some(3);
        ids.forEach(id -> emulator.dataStores().put(1, "Killed", "global", id, "1"));
        for (String other : List.of("a", "b", "Player", "Player_", "zz")) {
            ids.add(other);
            emulator.dataStores().put(1, "Killed", "global", other, "1");
        }
        DataStoreEntries source = source("Killed", "global", "", new Division(8, true));
        List<Partition> partitions = source.partitions(new Access(cloud));
        assertThat(partitions).hasSizeGreaterThan(4);

        List<Readings.Part> parts = Readings.of(source, partitions, cloud, 97, () -> {});

        assertThat(Readings.ids(parts)).hasSameSizeAs(ids).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(parts.getLast().ids()).containsExactlyInAnyOrder("a", "b", "Player", "Player_", "zz");
    }

    @Test
    void deliversAnEntryThatComesMeanwhileOnceAtMost() throws InterruptedException {
        Set<String> ids = Keys.PLAYERS.some(4);
        ids.forEach(id -> emulator.dataStores().put(1, "Growing", "global", id, "1"));
        DataStoreEntries source = source("Growing", "global", "", new Division(8, true));
        List<Partition> partitions = source.partitions(new Access(cloud));

        Keys.PLAYERS.some(5).forEach(id -> emulator.dataStores().put(1, "Growing", "global", id, "1"));
        List<String> read = Readings.ids(Readings.of(source, partitions, cloud, Integer.MAX_VALUE, () -> {}));

        assertThat(read).doesNotHaveDuplicates().containsAll(ids);
    }

    @Test
    void asksForAHandfulOfListsWhereAStoreIsSmallAndForNoneWhereThereAreManyStores() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            emulator.dataStores().put(1, "Small", "global", "Player_" + i, "1");
        }
        assertThat(source("Small", "global", "", Division.AUTO, true).partitions(new Access(cloud)))
                .extracting(Partition::name)
                .containsExactly("Small");
        assertThat(emulator.stats().entryLists()).isEqualTo(4);

        DataStoreEntries many = new DataStoreEntries(
                new EntrySelection(
                        Template.plain("1"),
                        List.of(Template.plain("Small"), Template.plain("Houses")),
                        Stream.of("a", "b", "c", "d").map(Template::plain).toList(),
                        Template.plain("")),
                EntryReading.PLAIN,
                Division.AUTO);
        assertThat(many.partitions(new Access(cloud))).hasSize(8);
        assertThat(source("Small", "global", "", Division.AUTO, false).partitions(new Access(cloud)))
                .hasSize(1);
        assertThat(emulator.stats().entryLists()).isEqualTo(4);
    }

    @Test
    void asksForFewListsWhereAStoreIsLarge() throws InterruptedException {
        for (String keys : new String[] {"Player_%d", "%d", "%08x"}) {
            for (int i = 0; i < 12_000; i++) {
                emulator.dataStores()
                        .put(
                                1,
                                "Large" + keys,
                                "global",
                                keys.formatted((i + 13) * 2_654_435_761L & 0xFFFF_FFFFL),
                                "1");
            }
            long before = emulator.stats().entryLists();

            List<Partition> partitions =
                    source("Large" + keys, "global", "", Division.AUTO, true).partitions(new Access(cloud));

            assertThat(partitions).hasSizeBetween(9, 17);
            assertThat(emulator.stats().entryLists() - before).isLessThan(42);
        }
    }

    @Test
    void namesThePartsForPeople() throws InterruptedException {
        for (String scope : List.of("global", "odd\u0001one")) {
            for (int i = 0; i < 3_000; i++) {
                emulator.dataStores().put(1, "Named", scope, "Player_" + (i % 2 + 1) + i, "1");
            }
        }
        assertThat(names(source("Named", "global", "", new Division(2, true))))
                .containsExactly("Named Player_1*", "Named Player_2*", "Named the rest");
        DataStoreEntries two = new DataStoreEntries(
                new EntrySelection(
                        Template.plain("1"),
                        List.of(Template.plain("Named"), Template.plain("Named odd\u0001one")),
                        List.of(
                                Template.plain("odd\u0001one"),
                                Template.plain("odd\u0002one"),
                                Template.plain("global")),
                        Template.plain("Player_2")),
                EntryReading.PLAIN,
                Division.NONE);
        assertThat(names(two))
                .containsExactly(
                        "Named odd\uFFFDone",
                        "Named odd\uFFFDone (2)",
                        "Named global",
                        "Named odd\uFFFDone odd\uFFFDone",
                        "Named odd\uFFFDone odd\uFFFDone (2)",
                        "Named odd\uFFFDone global");
    }

    @Test
    void aPartComesBackAsItWasKept() {
        EntryPart part = PagedStore.LISTING.part();
        List<EntryPart> parts = new ArrayList<>(Arrays.asList(
                part,
                part.with(new EntryPart.Share.Beginning("")),
                part.with(new EntryPart.Share.Beginning("a \"🏠\"")),
                part.with(new EntryPart.Share.Rest(List.of())),
                part.with(new EntryPart.Share.Rest(List.of("a,b", "\"", "🏠")))));
        parts.add(part.with(Optional.of(new Moment(java.time.Instant.parse("2026-11-01T00:00:00.123456789Z"), true))));

        for (EntryPart each : parts) {
            assertThat(EntryPart.of(new Partition("any", each.about()))).isEqualTo(each);
        }
    }

    private List<String> names(DataStoreEntries source) throws InterruptedException {
        return source.partitions(new Access(cloud)).stream()
                .map(Partition::name)
                .toList();
    }

    private static DataStoreEntries source(String store, String scope, String prefix, Division division) {
        return source(store, scope, prefix, division, false);
    }

    private static DataStoreEntries source(
            String store, String scope, String prefix, Division division, boolean values) {
        return new DataStoreEntries(
                new EntrySelection(
                        Template.plain("1"),
                        List.of(Template.plain(store)),
                        List.of(Template.plain(scope)),
                        Template.plain(prefix)),
                new EntryReading(values, false, Optional.empty()),
                division);
    }
}
