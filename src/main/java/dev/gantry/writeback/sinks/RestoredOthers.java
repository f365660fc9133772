package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.writeback.Changed;
import dev.gantry.writeback.EntryRestores.IfChanged;
import dev.gantry.writeback.Guards;
import dev.gantry.writeback.act.Acting;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.act.Verdict;
import dev.gantry.writeback.act.Wishes;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.Result;
import dev.gantry.writeback.journal.Target;
import tools.jackson.databind.JsonNode;

/**
 * What a restore changes beside entries of standard stores. A row is {@code {dataStore, scope, id, ordered: true, value}}, an entry
 * of an ordered store whose value is an integer as text, or {@code {dataStore, undelete: true}}, a store whose deletion is taken
 * back.
 *
 * <p>Ordered entries have neither versions nor etags: one that has another value than its row counts as changed since, and between
 * the read and the write the game may come.
 *
 * @param stores whether there are rows of stores; else of ordered entries
 */
record RestoredOthers(UniverseId universe, IfChanged ifChanged, boolean stores) implements Acting, Wishes {

    private static final String ORDERED = "ordered";
    private static final String UNDELETE = "undelete";

    /** Whether a row is one of these. */
    static boolean takes(JsonNode row) {
        return row.path(ORDERED).asBoolean(false) || row.path(UNDELETE).asBoolean(false);
    }

    @Override
    public List<ApiOperation> operations() {
        return stores
                ? List.of(DataStores.LIST_STORES, StoreRequests.UNDELETE)
                : List.of(OrderedRequests.GET, OrderedRequests.UPDATE, OrderedRequests.CREATE);
    }

    @Override
    public List<Changed> changed() {
        return List.of(Changed.universe(universe));
    }

    @Override
    public Optional<String> staysDone() {
        return Optional.empty();
    }

    @Override
    public Guards guards() {
        return Guards.NONE;
    }

    @Override
    public String target() {
        return stores ? "what was deleted in universe " + universe : "entries of data stores of universe " + universe;
    }

    @Override
    public Wishes wishes(OpenCloud cloud) {
        return this;
    }

    @Override
    public void check(Row row) {
        target(row);
    }

    @Override
    public Target target(Row row) {
        JsonNode json = row.json();
        String store = json.path("dataStore").asString();
        return json.path(UNDELETE).asBoolean(false)
                ? StoreRequests.target(universe, store)
                : new Target(
                        OrderedDataStoreEntries.KIND.key(),
                        ResourcePath.of(
                                "universes",
                                universe.toString(),
                                "ordered-data-stores",
                                store,
                                "scopes",
                                json.path("scope").asString(),
                                "entries",
                                json.path("id").asString()));
    }

    @Override
    public Verdict decide(Row row, Optional<String> now) {
        return row.json().path(UNDELETE).asBoolean(false)
                ? undeletion(now)
                : value(row.json().path("value").asString(), now);
    }

    private static Verdict undeletion(Optional<String> now) {
        if (now.isEmpty()) {
            return Verdict.skip("it is gone for good");
        }
        return StoreRequests.state(now.get()).equals(StoreRequests.ACTIVE)
                ? Verdict.unchanged()
                : Verdict.change(StoreRequests.active());
    }

    private Verdict value(String wanted, Optional<String> now) {
        if (now.isEmpty()) {
            return Verdict.change(wanted);
        }
        if (now.get().equals(wanted)) {
            return Verdict.unchanged();
        }
        return switch (ifChanged) {
            case OVERWRITE -> Verdict.change(wanted);
            case SKIP -> Verdict.skip("it has another value now");
            case FAIL -> new Verdict.Leave(Result.CONFLICT, "it has another value now");
        };
    }

    @Override
    public Remote remote() {
        return new Both(new OrderedRequests(false), new StoreRequests());
    }

    /** Asks whoever knows a kind of target. */
    private record Both(OrderedRequests ordered, StoreRequests stores) implements Remote.Kept {

        private Remote.Kept of(Target target) {
            return target.kind().equals(StoreRequests.KIND) ? stores : ordered;
        }

        @Override
        public Optional<String> read(OpenCloud cloud, Target target) throws InterruptedException {
            return of(target).read(cloud, target);
        }

        /** An integer is no object, so what an image is of can be seen. */
        @Override
        public boolean isSame(String one, String other) {
            return (one.startsWith("{") && other.startsWith("{"))
                    ? stores.isSame(one, other)
                    : ordered.isSame(one, other);
        }

        @Override
        public Optional<String> write(OpenCloud cloud, Act act) throws InterruptedException {
            return of(act.target()).write(cloud, act);
        }
    }
}
