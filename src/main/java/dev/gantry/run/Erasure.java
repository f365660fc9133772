package dev.gantry.run;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.backup.EraseLive;
import dev.gantry.backup.repository.EraseFromRepository;
import dev.gantry.backup.repository.Erased;
import dev.gantry.backup.repository.Locked;
import dev.gantry.backup.repository.OwnedKey;
import dev.gantry.backup.repository.Repository;
import dev.gantry.erase.ErasedUsers;
import dev.gantry.erase.Owners;
import dev.gantry.erase.UserTemplates;
import dev.gantry.job.Errors;
import dev.gantry.job.Limits;
import dev.gantry.opencloud.limits.Budgets;
import dev.gantry.opencloud.limits.Quota;
import dev.gantry.writeback.Changed;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Erases users: deletes what is live, takes what is kept of them out of backups and state, and has them left out of all that is
 * restored, undone or backed up from now on.
 *
 * <p>In this order: first they are written down as erased, so that nothing brings them in meanwhile; then what is live goes, whose keys
 * the backups help to find; then the backups; the state last. Whatever is done already is found to be so, thus after a kill it is
 * done again and ends the same.
 */
public final class Erasure {
    private static final String FORMAT = "gantry-erasure/1";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final EraseState state;
    private final WriteBack writeBack;
    private final Budgets budgets;
    private final JdbcClient jdbc;
    private final Clock clock;

    Erasure(Settings settings, Budgets budgets, EraseState state, JdbcClient jdbc, Clock clock) {
        this.settings = settings;
        this.budgets = budgets;
        this.state = state;
        this.writeBack = new WriteBack(settings);
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Carries it out, or only tells what that would be. */
    public ErasureProof carryOut(EraseRequest request) throws InterruptedException {
        String began = now();
        Set<String> users = new HashSet<>(request.users());
        Set<String> places = request.repository()
                .map(repository -> places(repository, new Owners(request.templates(), users::contains)))
                .orElse(Set.of());
        Owners owners = new Owners(request.templates(), users::contains, places::contains);
        request.live().ifPresent(live -> {
            if (!request.onlyPlans()) {
                writeBack.refuseUnconfirmed(Changed.universe(live.universe()), live.confirmed());
            }
        });
        if (!request.onlyPlans()) {
            state.refuseUnfinished(request.givesUpRuns() || request.repository().isEmpty());
        }
        ErasedUsers list = ErasedUsers.in(folder()).orElseGet(ErasedUsers::none);
        if (!request.onlyPlans()) {
            list = list.with(users, request.templates(), places, clock.instant().truncatedTo(ChronoUnit.SECONDS));
            list.writeInto(folder());
        }
        Optional<EraseLive.Deleted> live = live(request, owners);
        Optional<Erased> backups = Optional.empty();
        Optional<ErasureProof.State> kept = Optional.empty();
        if (request.repository().isPresent()) {
            backups = Optional.of(backups(request, request.repository().get(), owners, places, list));
            kept = Optional.of(state.erase(owners, request.files(), request.givesUpRuns(), request.onlyPlans()));
            writeStateAnew(request);
        }
        return new ErasureProof(
                FORMAT,
                Version.TEXT,
                began,
                now(),
                request.onlyPlans(),
                users.stream().map(list::digest).sorted().toList(),
                UserTemplates.json(request.templates()),
                request.live().map(each -> each.universe().toString()).orElse(""),
                live,
                request.repository().map(each -> each.location().toString()).orElse(""),
                backups,
                kept);
    }

    /** Keys in which nothing tells whose they are; they are known by the entries in backups, which are about to go. */
    private static Set<String> places(Repository repository, Owners owners) {
        return EraseFromRepository.keys(repository, Optional.empty(), owners).stream()
                .map(OwnedKey::place)
                .collect(Collectors.toSet());
    }

    private Optional<EraseLive.Deleted> live(EraseRequest request, Owners owners) throws InterruptedException {
        if (request.live().isEmpty()) {
            return Optional.empty();
        }
        EraseRequest.Live live = request.live().get();
        Set<OwnedKey> known = request.repository()
                .map(repository -> EraseFromRepository.keys(
                        repository, Optional.of(live.universe().toString()), owners))
                .orElse(Set.of());
        var connection = new Connections(settings, System.getenv()).find(live.connection(), live.baseUrl());
        Quota quota = Quotas.of(Limits.defaults(), Errors.defaults(), live.limits());
        try (Reach reach = Reach.open(settings, connection, quota, budgets)) {
            return Optional.of(EraseLive.of(
                    reach.cloud(), live.universe(), request.users(), request.templates(), known, request.onlyPlans()));
        }
    }

    private Erased backups(
            EraseRequest request, Repository repository, Owners owners, Set<String> places, ErasedUsers list)
            throws InterruptedException {
        try (Locked locked = repository.lock("gantry erase", PATIENCE)) {
            if (!request.onlyPlans()) {
                ErasedUsers there = locked.repository()
                        .erasedUsers()
                        .orElse(new ErasedUsers(list.key(), request.templates(), Map.of(), Set.of()));
                locked.write(there.with(
                        request.users(),
                        request.templates(),
                        places,
                        clock.instant().truncatedTo(ChronoUnit.SECONDS)));
            }
            return EraseFromRepository.of(locked, owners, request.onlyPlans());
        }
    }

    /** A database keeps what was in it before until its files are written anew; of H2, connections are lost by that. */
    private void writeStateAnew(EraseRequest request) {
        if (!request.onlyPlans()) {
            jdbc.sql(
                            settings.isOnPostgres()
                                    ? "VACUUM FULL " + String.join(", ", EraseTables.TABLES)
                                    : "SHUTDOWN COMPACT")
                    .update();
        }
    }

    private Path folder() {
        return settings.state();
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
