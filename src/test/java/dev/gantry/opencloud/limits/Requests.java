package dev.gantry.opencloud.limits;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.catalog.Catalog;

/** Requests of a run, without any network. */
final class Requests {
    static final String GET = "Cloud_GetDataStoreEntry__Using_Universes_DataStores_Scopes";
    static final String LIST = "Cloud_ListDataStores";
    static final String UPDATE = "Cloud_UpdateDataStoreEntry__Using_Universes_DataStores_Scopes";
    static final String GET_ORDERED = "Cloud_GetOrderedDataStoreEntry";
    static final String GET_V1 = "Entries_GetEntryAsync";
    static final String SET_V1 = "Entries_SetEntryAsync";
    static final String SORTED_MAP = "Cloud_ListMemoryStoreSortedMapItems";
    static final String MEMBERSHIPS = "Cloud_ListGroupMemberships";

    static final Duration PATIENCE = Duration.ofMinutes(15);
    static final Account ACCOUNT = new Account("http://127.0.0.1", "me");

    private static final URI HOST = URI.create("http://127.0.0.1");

    private Requests() {}

    static Cost cost(String operation) {
        return cost(operation, 1, "/");
    }

    static Cost cost(String operation, long universe, String target) {
        return Cost.of(Catalog.ofProgram().operation(operation), Optional.of(universe), HOST, false, target, 0);
    }

    static Quota share(double share, int players) {
        return new Quota(share, OptionalInt.of(players), Map.of(), 8, 8);
    }

    static Quota counting(double share) {
        return new Quota(share, OptionalInt.empty(), Map.of(), 8, 8);
    }

    static Quota fixed(OperationClass operations, Quota.Rate rate) {
        return new Quota(0.5, OptionalInt.of(0), Map.of(operations, rate), 8, 8);
    }

    /** Joins with players that nobody counts. */
    static Allotment join(Budgets budgets, Quota quota) {
        return budgets.join(ACCOUNT, quota, universe -> {
            throw new AssertionError("nobody is to count the players of " + universe);
        });
    }

    /** Leaves, and is answered 200 with an empty body. */
    static void send(Allotment allotment, Cost cost) throws InterruptedException {
        answered(allotment, cost, 200, Map.of());
    }

    /** Leaves, and is answered. */
    static void answered(Allotment allotment, Cost cost, int status, Map<String, String> headers)
            throws InterruptedException {
        Optional<Duration> retryAfter = Optional.ofNullable(headers.get("retry-after"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        try (Permit permit = allotment.acquire(cost, PATIENCE)) {
            permit.answered(status, headers::get, retryAfter, 0);
        }
    }

    /** Sends one after the other for so long. */
    static Departures sendFor(Duration duration, HandSetTime time, Allotment allotment, Cost cost)
            throws InterruptedException {
        Departures departures = new Departures();
        Duration end = time.passed().plus(duration);
        while (time.passed().compareTo(end) < 0) {
            send(allotment, cost);
            departures.add(time);
        }
        return departures;
    }

    /** What a server says of a limit. */
    static Map<String, String> headers(long limit, long remaining, int reset) {
        return Map.of(
                "x-ratelimit-limit", limit + ", " + limit + ";w=60",
                "x-ratelimit-remaining", Long.toString(remaining),
                "x-ratelimit-reset", Integer.toString(reset));
    }
}
