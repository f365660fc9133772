package dev.gantry.source.walk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Faults;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.ScriptedServer;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.Clients;
import dev.gantry.source.PagedStore;
import dev.gantry.source.StoreListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class PageWalkIT {
    private static final StoreListing PLAYERS =
            new StoreListing(new UniverseId(1), new DataStoreId("PlayerData"), ScopeId.GLOBAL, "Player_");
    private static final int PAGE = 5;

    /** How a store orders its entries. */
    enum Order {
        SORTED,
        UNSORTED;

        /** Ids {@code k00, k02, k04 ...}: there is room between them. */
        List<String> ids(int count) {
            List<String> ids = new ArrayList<>(
                    IntStream.range(0, count).mapToObj("k%02d0"::formatted).toList());
            if (this == UNSORTED) {
                Collections.shuffle(ids, new Random(4));
            }
            return ids;
        }
    }

    @Test
    void resumesAtEveryPositionOfEveryPage() throws InterruptedException {
        try (Emulator emulator = emulator(600, "");
                OpenCloud cloud = Clients.of(emulator)) {
            List<PageWalk.Step> all = list(cloud, PLAYERS, Place.START);
            assertThat(texts(all)).isEqualTo(emulator.dataStores().ids(1, "PlayerData", "global"));
            assertThat(all.stream().map(listed -> listed.after().page()).distinct())
                    .hasSize(3);

            for (int i = 0; i < all.size(); i++) {
                List<PageWalk.Step> rest = list(cloud, PLAYERS, all.get(i).after());
                assertThat(rest).isEqualTo(all.subList(i + 1, all.size()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void resumesAtEveryPositionAmongPagesWithoutRows(Order order) throws InterruptedException {
        try (PagedStore store = new PagedStore(PAGE, order.ids(23));
                OpenCloud cloud = Clients.of(store.connection())) {
            store.everyOtherPageEmpty();
            List<PageWalk.Step> all = list(cloud, PagedStore.LISTING, Place.START);
            assertThat(texts(all)).isEqualTo(order.ids(23));

            for (int i = 0; i < all.size(); i++) {
                assertThat(list(cloud, PagedStore.LISTING, all.get(i).after()))
                        .isEqualTo(all.subList(i + 1, all.size()));
            }
        }
    }

    @Test
    void takesAPageWithoutRowsButWithATokenNotForTheEnd() throws InterruptedException {
        try (Emulator emulator = emulator(600, "empty-page=@1,empty-page=@2,empty-page=@4");
                OpenCloud cloud = Clients.of(emulator)) {
            assertThat(texts(list(cloud, PLAYERS, Place.START)))
                    .isEqualTo(emulator.dataStores().ids(1, "PlayerData", "global"));
            assertThat(emulator.stats().entryLists()).isEqualTo(6);
        }
    }

    @Test
    void endsWithATokenThatDoesNotMoveAfterTheRowsBeforeIt() throws InterruptedException {
        try (Emulator emulator = emulator(600, "stuck-token=@1");
                OpenCloud cloud = Clients.of(emulator)) {
            PageWalk lister = new PageWalk(PLAYERS.on(cloud), Place.START);
            PageWalk.Step last = lister.next().orElseThrow();
            for (int i = 1; i < 512; i++) {
                last = lister.next().orElseThrow();
            }

            String token = last.after().page().orElseThrow().value();
            assertThatExceptionOfType(OpenCloudException.Unusable.class)
                    .isThrownBy(lister::next)
                    .withMessage("Listing the entries of data store \"PlayerData\" does not move: page token " + token
                            + " leads to itself. Nothing more was read; resume the run later, and tell Roblox if it"
                            + " persists.");
            assertThat(list(cloud, PLAYERS, last.after())).hasSize(600 - 512);
        }
    }

    @ParameterizedTest
    @EnumSource
    void resumesWhenTheLastIdWasDeleted(Order order) throws InterruptedException {
        List<String> ids = order.ids(23);
        try (PagedStore store = new PagedStore(PAGE, ids);
                OpenCloud cloud = Clients.of(store.connection())) {
            List<PageWalk.Step> all = list(cloud, PagedStore.LISTING, Place.START);
            for (int i = 0; i < all.size(); i++) {
                store.delete(ids.get(i));

                assertThat(texts(list(cloud, PagedStore.LISTING, all.get(i).after())))
                        .isEqualTo(ids.subList(i + 1, ids.size()));
                store.undelete(ids.get(i));
            }
        }
    }

    @Test
    void resumesWhenSeveralIdsOfTheFirstPageWereDeletedFromASortedListing() throws InterruptedException {
        List<String> ids = Order.SORTED.ids(5);
        try (PagedStore store = new PagedStore(PAGE, ids);
                OpenCloud cloud = Clients.of(store.connection())) {
            List<PageWalk.Step> all = list(cloud, PagedStore.LISTING, Place.START);
            store.delete(ids.get(0));
            store.delete(ids.get(2));

            assertThat(texts(list(cloud, PagedStore.LISTING, all.get(2).after())))
                    .isEqualTo(ids.subList(3, 5));
        }
    }

    @Test
    void losesNothingWhereFewIdsOfAnUnsortedListingLookSorted() throws InterruptedException {
        try (PagedStore store = new PagedStore(2, List.of("m", "c", "z", "a"));
                OpenCloud cloud = Clients.of(store.connection())) {
            List<PageWalk.Step> all = list(cloud, PagedStore.LISTING, Place.START);
            store.delete("m");

            assertThat(texts(list(cloud, PagedStore.LISTING, all.getFirst().after())))
                    .containsExactly("c", "z", "a");
        }
    }

    @ParameterizedTest
    @EnumSource
    void resumesWhenIdsWereAddedBeforeTheLast(Order order) throws InterruptedException {
        List<String> ids = order.ids(23);
        for (int i = 0; i < ids.size(); i++) {
            int pagesFirst = i / PAGE * PAGE;
            // A page of an unsorted listing must still hold the last id: nothing tells where it went.
            int room = order == Order.SORTED ? 3 : PAGE - 1 - i % PAGE;
            try (PagedStore store = new PagedStore(PAGE, ids);
                    OpenCloud cloud = Clients.of(store.connection())) {
                Place cursor =
                        list(cloud, PagedStore.LISTING, Place.START).get(i).after();
                for (int added = 0; added < Math.min(3, room); added++) {
                    store.insert(pagesFirst + added, added(ids, pagesFirst, added));
                }

                assertThat(texts(list(cloud, PagedStore.LISTING, cursor))).isEqualTo(ids.subList(i + 1, ids.size()));
            }
        }
    }

    @Test
    void resumesASortedListingWhenTheLastIdWentAndOthersCameBeforeIt() throws InterruptedException {
        List<String> ids = Order.SORTED.ids(23);
        for (int i = 0; i < ids.size(); i++) {
            int pagesFirst = i / PAGE * PAGE;
            try (PagedStore store = new PagedStore(PAGE, ids);
                    OpenCloud cloud = Clients.of(store.connection())) {
                Place cursor =
                        list(cloud, PagedStore.LISTING, Place.START).get(i).after();
                store.delete(ids.get(i));
                for (int added = 0; added < 7; added++) {
                    store.insert(pagesFirst + added, added(ids, pagesFirst, added));
                }

                assertThat(texts(list(cloud, PagedStore.LISTING, cursor))).isEqualTo(ids.subList(i + 1, ids.size()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void resumesFromTheStartPastTheLastIdWhenTheTokenExpired(Order order) throws InterruptedException {
        List<String> ids = order.ids(23);
        try (PagedStore store = new PagedStore(PAGE, ids);
                OpenCloud cloud = Clients.of(store.connection())) {
            List<PageWalk.Step> all = list(cloud, PagedStore.LISTING, Place.START);
            store.expireTokens();

            for (int i = 0; i < all.size(); i++) {
                assertThat(texts(list(cloud, PagedStore.LISTING, all.get(i).after())))
                        .isEqualTo(ids.subList(i + 1, ids.size()));
            }
        }
    }

    @Test
    void resumesASortedListingWhenTheTokenExpiredAndTheLastIdWent() throws InterruptedException {
        List<String> ids = Order.SORTED.ids(23);
        try (PagedStore store = new PagedStore(PAGE, ids);
                OpenCloud cloud = Clients.of(store.connection())) {
            store.everyOtherPageEmpty();
            List<PageWalk.Step> all = list(cloud, PagedStore.LISTING, Place.START);
            store.expireTokens();
            for (int i = 0; i < all.size(); i++) {
                store.delete(ids.get(i));

                assertThat(texts(list(cloud, PagedStore.LISTING, all.get(i).after())))
                        .isEqualTo(ids.subList(i + 1, ids.size()));
                store.undelete(ids.get(i));
            }
        }
    }

    @Test
    void refusesToGuessWhereAnUnsortedListingGoesOnWhenTokenAndLastIdAreGone() throws InterruptedException {
        List<String> ids = Order.UNSORTED.ids(23);
        try (PagedStore store = new PagedStore(PAGE, ids);
                OpenCloud cloud = Clients.of(store.connection())) {
            Place cursor = list(cloud, PagedStore.LISTING, Place.START).get(11).after();
            store.expireTokens();
            store.delete(ids.get(11));

            assertThatExceptionOfType(OpenCloudException.Unusable.class)
                    .isThrownBy(() -> list(cloud, PagedStore.LISTING, cursor))
                    .withMessage("Reading the entries of data store \"Saves\" cannot go on where it stopped: \""
                            + ids.get(11)
                            + "\", the last one read, is no longer listed, and the list is not sorted."
                            + " Start a new run.");
        }
    }

    @Test
    void goesOnAfterAResumeThatWasItselfInterrupted() throws InterruptedException {
        List<String> ids = Order.SORTED.ids(23);
        try (PagedStore store = new PagedStore(PAGE, ids);
                OpenCloud cloud = Clients.of(store.connection())) {
            List<String> delivered = new ArrayList<>();
            Place cursor = Place.START;
            for (Optional<PageWalk.Step> next = first(cloud, cursor); next.isPresent(); next = first(cloud, cursor)) {
                delivered.add(next.get().row().path("id").asString());
                cursor = next.get().after();
                store.expireTokens();
            }

            assertThat(delivered).isEqualTo(ids);
        }
    }

    @Test
    void takesNoOtherRefusalForAnExpiredToken() {
        Place cursor = new Place(Optional.of(new PageToken("t")), 1, Optional.of("a"), true, false);
        try (PagedStore store = new PagedStore(PAGE, List.of());
                OpenCloud cloud = Clients.of(store.connection())) {
            store.server().answers(request -> ScriptedServer.Reply.of(403, ""));

            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> list(cloud, PagedStore.LISTING, cursor))
                    .satisfies(refused -> assertThat(refused.status()).isEqualTo(403));
            assertThat(store.server().seen()).hasSize(1);
        }
    }

    @Test
    void takesARefusalOfTheFirstPageForWhatItIs() {
        Place cursor = new Place(Optional.empty(), 1, Optional.of("a"), true, false);
        try (PagedStore store = new PagedStore(PAGE, List.of());
                OpenCloud cloud = Clients.of(store.connection())) {
            store.server().answers(request -> ScriptedServer.Reply.of(400, "{\"message\":\"Bad filter\"}"));

            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> list(cloud, PagedStore.LISTING, cursor))
                    .withMessageEndingWith(" was answered 400 (Bad filter).");
            assertThat(store.server().seen()).hasSize(1);
        }
    }

    @Test
    void listsOddIdsOfOneScopeAndOfAll() throws InterruptedException {
        try (Emulator emulator = emulator(1, "");
                OpenCloud cloud = Clients.of(emulator)) {
            List<PageWalk.Step> one = list(cloud, houses(ScopeId.GLOBAL), Place.START);
            List<PageWalk.Step> all = list(cloud, houses(ScopeId.ALL), Place.START);

            assertThat(texts(one)).contains("a/b", "100%", "me@home", "key:1", "two words", "🏠");
            assertThat(texts(all))
                    .hasSize(3 * one.size())
                    .contains("global/a/b", "season 2/me@home", "season-1/🏠")
                    .doesNotHaveDuplicates();
            for (int i = 0; i < all.size(); i++) {
                assertThat(list(cloud, houses(ScopeId.ALL), all.get(i).after()))
                        .isEqualTo(all.subList(i + 1, all.size()));
            }
        }
    }

    private static StoreListing houses(ScopeId scope) {
        return new StoreListing(new UniverseId(1), new DataStoreId("Houses"), scope, "");
    }

    private static Optional<PageWalk.Step> first(OpenCloud cloud, Place from) throws InterruptedException {
        return new PageWalk(PagedStore.LISTING.on(cloud), from).next();
    }

    /** An id that sorts before a page's first one and after what came before it, in order of their numbers. */
    private static String added(List<String> ids, int pagesFirst, int number) {
        String before = pagesFirst == 0 ? "k" : ids.get(pagesFirst - 1);
        return before + "-" + number;
    }

    private static List<PageWalk.Step> list(OpenCloud cloud, StoreListing listing, Place from)
            throws InterruptedException {
        PageWalk lister = new PageWalk(listing.on(cloud), from);
        List<PageWalk.Step> all = new ArrayList<>();
        for (var next = lister.next(); next.isPresent(); next = lister.next()) {
            all.add(next.get());
        }
        assertThat(lister.next()).isEmpty();
        return all;
    }

    private static List<String> texts(List<PageWalk.Step> listed) {
        return listed.stream().map(one -> one.row().path("id").asString()).toList();
    }

    private static Emulator emulator(int players, String faults) {
        return Emulator.start(EmulatorOptions.defaults()
                .withPlayers(players)
                .withLimits(false)
                .withFaults(Faults.parse(faults)));
    }
}
