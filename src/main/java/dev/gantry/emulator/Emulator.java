package dev.gantry.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.gantry.emulator.access.Credentials;
import dev.gantry.emulator.datastore.DataStores;
import dev.gantry.emulator.game.Deeds;
import dev.gantry.emulator.game.Game;
import dev.gantry.emulator.ordered.OrderedDataStores;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Router;
import dev.gantry.emulator.world.World;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * A local Open Cloud that listens until it is closed. Several may run in one process. Every method may be called from any
 * thread but the emulator's own.
 */
public final class Emulator implements AutoCloseable {
    private static final int LONGEST_REQUEST_LINE = 64 * 1024;

    /** The game goes on when nobody asks for anything, too. */
    private static final long PLAY_MILLIS = 1_000;

    private final EmulatorOptions options;
    private final Vertx vertx;
    private final EmulatorClock clock;
    private final DataStores dataStores;
    private final Credentials credentials;
    private final Counters counters = new Counters();
    private final List<Operation> operations;
    private final AnswerRequests requests;
    private final @Nullable StateFile state;
    private final @Nullable Game game;
    private URI baseUri;

    private Emulator(EmulatorOptions options) {
        this.options = options;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        World world = World.of(options.universe(), options.seed(), options.players());
        this.clock = EmulatorClock.following(options.clock());
        this.dataStores = DataStores.seeded(clock, world);
        this.credentials = new Credentials(World.OWNER, options.apiKey(), EmulatorOptions.DEMO_COOKIE);
        OrderedDataStores ordered = new OrderedDataStores(world);
        this.operations = Families.operations(world, dataStores, ordered, credentials, options);
        Router router = new Router(operations);
        Limits limits = new Limits(options.limits(), options.concurrentUsers());
        Deeds deeds = new Deeds(dataStores.saves(world), ordered);
        this.state = options.state().map(StateFile::open).orElse(null);
        if (state != null) {
            restore(state, new ReplayState(router, deeds, clock));
            deeds.tell(deed -> state.append(StateLine.of(deed)));
        }
        this.game = options.game() ? game(world, deeds, limits) : null;
        ControlOperations control = new ControlOperations(clock, counters::stats, this::draw, this::keepClock);
        this.requests = new AnswerRequests(
                vertx,
                router,
                new Router(control.operations()),
                new PerformOperation(credentials, limits, counters, clock, state),
                this::play,
                counters,
                clock,
                new FaultDraws(options.faults(), options.latency(), options.seed()));
        this.baseUri = URI.create("http://" + options.host());
    }

    private Game game(World world, Deeds deeds, Limits limits) {
        String universe = Long.toString(world.universe());
        return new Game(
                world,
                deeds,
                options.concurrentUsers()::at,
                (kind, time) -> limits.takeForGame(kind, universe, time),
                clock.instant());
    }

    private void restore(StateFile kept, ReplayState replay) {
        try {
            kept.readAll(options, replay);
        } catch (RuntimeException failed) {
            kept.close();
            join(vertx.close());
            throw failed;
        }
    }

    /** Call on the event loop. */
    private void play(Instant now) {
        if (game != null) {
            game.playUntil(now);
            counters.game(game.stats());
        }
    }

    /** Call on the event loop. */
    private void keepClock() {
        if (state != null) {
            state.append(StateLine.of(clock.setting()));
        }
        play(clock.instant());
    }

    /**
     * Starts one and returns once it listens.
     *
     * @throws UncheckedIOException when it cannot listen at the host and port, because the port is taken for instance, or
     *     cannot use its state file
     * @throws IllegalArgumentException when the state file holds something else
     */
    public static Emulator start(EmulatorOptions options) {
        Emulator emulator = new Emulator(options);
        try {
            emulator.open();
        } catch (RuntimeException failed) {
            emulator.close();
            throw failed;
        }
        return emulator;
    }

    private void open() {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setHttp2ClearTextEnabled(true)
                .setHandle100ContinueAutomatically(true)
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                .setAcceptBacklog(1024));
        try {
            vertx.setPeriodic(PLAY_MILLIS, timer -> play(clock.instant()));
            int port = join(server.requestHandler(requests).listen()).actualPort();
            baseUri = URI.create("http://"
                    + (options.host().contains(":") ? "[" + options.host() + "]" : options.host()) + ":" + port);
        } catch (CompletionException failed) {
            String address = options.host() + " port " + options.port();
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new UncheckedIOException(
                    "The emulator cannot listen at " + address + ": " + cause.getMessage()
                            + ". Choose another port, or 0 for any free one.",
                    new IOException(cause));
        }
    }

    /** Where it listens, such as {@code http://127.0.0.1:8090}; without a slash at the end. */
    public URI baseUri() {
        return baseUri;
    }

    /** The key that may do everything. */
    public String apiKey() {
        return options.apiKey();
    }

    /** What it was started with. */
    public EmulatorOptions options() {
        return options;
    }

    /** How many changes it has taken over from its state file. */
    public int restored() {
        return state == null ? 0 : state.restored();
    }

    /** The operations that it serves, by their ids in Roblox's document. */
    public Set<String> served() {
        return operations.stream().map(Operation::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What it has been asked and has answered so far. */
    public Stats stats() {
        return counters.stats();
    }

    /** What the data stores hold; to fill and inspect them without a request. */
    public DataStores dataStores() {
        return dataStores;
    }

    /**
     * Lets one more key in.
     *
     * @param scopes what it may do, as the OpenAPI document names them: {@code universe-datastores.objects:read}
     */
    public void addKey(String key, Set<String> scopes) {
        credentials.addKey(key, scopes);
    }

    /** Lets one more API key in until it expires. */
    public void addKey(String key, Set<String> scopes, Instant expires) {
        credentials.addKey(key, scopes, expires);
    }

    /** What time it is here; to set it. */
    public EmulatorClock clock() {
        return clock;
    }

    /** Changes what goes wrong from the next request on; returns once that is so. Counting for {@code @n} starts anew. */
    public void faults(Faults faults) {
        join(Future.future(set -> vertx.runOnContext(now -> {
            draw(faults);
            set.complete(faults);
        })));
    }

    /** Call on the event loop. */
    private void draw(Faults faults) {
        requests.faults(new FaultDraws(faults, options.latency(), options.seed()));
    }

    /**
     * Tells of every request that means an operation, before it is answered. The emulator waits for the listener; what it
     * throws becomes a 500.
     */
    public void listen(Consumer<RequestSeen> listener) {
        requests.listen(listener);
    }

    /** Stops listening and drops every connection. */
    @Override
    public void close() {
        join(vertx.close());
        if (state != null) {
            state.close();
        }
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
