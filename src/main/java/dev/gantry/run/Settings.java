package dev.gantry.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.gantry.database.DatabaseAddress;
import dev.gantry.database.Databases;
import dev.gantry.erase.UserTemplate;
import dev.gantry.files.s3.S3Settings;
import dev.gantry.job.Notify;
import dev.gantry.job.Secret;
import dev.gantry.job.UserMistake;
import dev.gantry.run.state.PostgresState;
import dev.gantry.run.state.ProcessToken;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.writeback.Changed;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * What {@code config/application.yml} says under {@code gantry:}.
 *
 * @param state the folder of the job repository and of staging
 * @param database of the job repository, a PostgreSQL that several machines may share; without it an H2 file in that folder
 * @param connections by the names that jobs use; {@code default} is taken where a job names none
 * @param databases by the names that jobs use
 * @param read bounds of reading, for who must change them
 * @param s3 the object store of {@code s3://}
 * @param universes what is told about single ones, by their ids
 * @param groups likewise
 * @param users likewise, as creators of what is changed
 * @param userDataTemplates which keys belong to a user, in the shape of Roblox's {@code user_data_templates}
 * @param schedule of {@code gantry serve}
 * @param cluster of machines that share a PostgreSQL
 * @param webhooks where {@code gantry serve} tells things, by the names that jobs use
 * @param webhooksIn whose notifications it takes
 * @param usual what it tells of jobs that say nothing of it
 */
@ConfigurationProperties("gantry")
public record Settings(
        @DefaultValue(".gantry") Path state,
        @Nullable DatabaseSettings database,
        @DefaultValue Map<String, ConnectionSettings> connections,
        @DefaultValue Map<String, DatabaseSettings> databases,
        @DefaultValue ReadSettings read,
        @DefaultValue S3Settings s3,
        @DefaultValue Map<String, OwnerSettings> universes,
        @DefaultValue Map<String, OwnerSettings> groups,
        @DefaultValue Map<String, OwnerSettings> users,
        @DefaultValue List<UserDataTemplate> userDataTemplates,
        @DefaultValue ScheduleSettings schedule,
        @DefaultValue ClusterSettings cluster,
        @DefaultValue Map<String, WebhookSettings> webhooks,
        @DefaultValue WebhooksInSettings webhooksIn,
        @Name("notify") @Nullable NotifySettings usual) {

    /** By which templates it is known what belongs to a user. */
    public List<UserTemplate> userTemplates() {
        try {
            return userDataTemplates.stream().map(UserDataTemplate::template).toList();
        } catch (IllegalArgumentException wrong) {
            throw new UserMistake("gantry.user-data-templates of config/application.yml: " + wrong.getMessage() + ".");
        }
    }

    /**
     * Somewhere that things are told.
     *
     * @param url the address itself, filled in from the environment, or {@code file:/path} of it
     */
    public record WebhookSettings(
            @Nullable String url, @DefaultValue("json") Webhook.Shape as) {

        @Override
        public String toString() {
            return "WebhookSettings[hidden]";
        }
    }

    /** What is told of jobs that say nothing of it, as {@code notify:} of a job. */
    public record NotifySettings(
            @DefaultValue List<String> to,
            @DefaultValue List<String> on,
            @Nullable Duration staleAfter) {}

    /** The webhooks by name, with their secrets. */
    public Map<String, Webhook> openWebhooks(Map<String, String> environment) {
        Map<String, Webhook> open = new HashMap<>();
        webhooks.forEach((name, written) -> {
            try {
                String url = Written.value("url", written.url(), environment)
                        .orElseThrow(() -> new IllegalArgumentException("url: is missing"));
                open.put(name, new Webhook(Secret.of(url), written.as()));
            } catch (IllegalArgumentException refused) {
                throw new UserMistake(
                        "gantry.webhooks." + name + " of config/application.yml: " + refused.getMessage() + ".");
            }
        });
        return open;
    }

    /** Whose notifications are taken. */
    public record WebhooksInSettings(@DefaultValue RobloxWebhookSettings roblox) {}

    /**
     * Roblox's.
     *
     * @param secrets what they may be signed with, each filled in from the environment, or {@code file:/path} of it; without
     *     any, {@code ROBLOX_WEBHOOK_SECRET}
     */
    public record RobloxWebhookSettings(@DefaultValue List<String> secrets) {

        @Override
        public String toString() {
            return "RobloxWebhookSettings[hidden]";
        }
    }

    /** What Roblox's notifications may be signed with; none: they are not taken. */
    public List<Secret> openWebhookSecrets(Map<String, String> environment) {
        List<String> written = webhooksIn.roblox().secrets();
        try {
            return (written.isEmpty() ? List.of(environment.getOrDefault("ROBLOX_WEBHOOK_SECRET", "")) : written)
                    .stream()
                            .flatMap(each -> Written.value("secrets", each, environment).stream())
                            .map(Secret::of)
                            .toList();
        } catch (IllegalArgumentException refused) {
            throw new UserMistake("gantry.webhooks-in.roblox of config/application.yml: " + refused.getMessage() + ".");
        }
    }

    /** What is told of jobs that say nothing of it. */
    public Optional<Notify> usualNotify() {
        try {
            return Optional.ofNullable(usual)
                    .map(told -> Notify.of(told.to(), told.on(), Optional.ofNullable(told.staleAfter())));
        } catch (IllegalArgumentException refused) {
            throw new UserMistake("gantry.notify of config/application.yml: " + refused.getMessage() + ".");
        }
    }

    /**
     * Of {@code gantry serve}.
     *
     * @param atOnce how many jobs run at the same time
     */
    public record ScheduleSettings(@DefaultValue("4") int atOnce) {}

    /**
     * Of machines that share a PostgreSQL.
     *
     * @param patience how long a machine may not be heard of before the others go on with what it did
     */
    public record ClusterSettings(@DefaultValue("20s") Duration patience) {

        private static final Duration LEAST = Duration.ofSeconds(2);

        public ClusterSettings {
            if (patience.compareTo(LEAST) < 0) {
                throw new UserMistake("gantry.cluster.patience of config/application.yml: at least 2s, found "
                        + patience.toMillis() + "ms.");
            }
        }
    }

    /**
     * What holds for one universe, group or user.
     *
     * @param production whether changing what it has must be confirmed on the command line
     */
    public record OwnerSettings(@DefaultValue("false") boolean production) {}

    /** The ids of those that are marked as production. */
    SortedSet<String> production(Changed.Kind kind) {
        Map<String, OwnerSettings> all = switch (kind) {
            case UNIVERSE -> universes;
            case GROUP -> groups;
            case USER -> users;
        };
        SortedSet<String> marked = new TreeSet<>();
        all.forEach((id, settings) -> {
            if (settings.production()) {
                marked.add(id);
            }
        });
        return marked;
    }

    /** Whether the state is kept in PostgreSQL, which several machines may share. */
    public boolean isOnPostgres() {
        return database != null && database.url() != null && !database.url().isBlank();
    }

    /** The PostgreSQL of the state, if there is one; not connected to yet. */
    Optional<PostgresState> postgres(ProcessToken process, Map<String, String> environment) {
        if (database == null || !isOnPostgres()) {
            return Optional.empty();
        }
        DatabaseAddress address = database.address("gantry.database", environment);
        if (!address.url().startsWith("jdbc:postgresql:")) {
            throw new UserMistake(
                    "gantry.database of config/application.yml: url must begin with jdbc:postgresql:, because the state is"
                            + " kept in PostgreSQL, or, without gantry.database, in an H2 file of gantry.state.");
        }
        return Optional.of(new PostgresState(
                address.url(), address.user(), address.password().map(Secret::reveal), process));
    }

    /** The databases, none of them connected to yet. */
    Databases openDatabases(Map<String, String> environment) {
        return new Databases(
                databases.keySet(),
                name -> Objects.requireNonNull(databases.get(name)).address("gantry.databases." + name, environment));
    }

    /**
     * Bounds of reading; what is not said is as in {@link dev.gantry.source.walk.ReadBounds#defaults}.
     *
     * @param chunk rows a checkpoint
     * @param window rows read ahead
     * @param partitions read side by side
     */
    public record ReadSettings(
            @Nullable Integer chunk,
            @Nullable Integer window,
            @DefaultValue("4") int partitions) {

        /** @param rowLimit rows that a partition is cut to */
        ReadBounds bounds(Optional<Long> rowLimit) {
            ReadBounds defaults = ReadBounds.defaults();
            return new ReadBounds(
                    chunk == null ? defaults.batchRows() : chunk,
                    defaults.batchBytes(),
                    defaults.batchTime(),
                    window == null ? defaults.windowRows() : window,
                    defaults.windowBytes(),
                    rowLimit.orElse(Long.MAX_VALUE));
        }
    }
}
