package dev.gantry.dashboard;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import dev.gantry.dashboard.server.Credentials;
import dev.gantry.dashboard.server.Listening;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.run.Runner;
import dev.gantry.schedule.ScheduleConfiguration;
import dev.gantry.schedule.Service;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A service in this process, on a folder and against an emulator of its own, with as many web servers as are opened. */
final class Served implements AutoCloseable {

    static final String USER = "ada";
    static final String PASSWORD = "a long enough password";
    static final String TOKEN = "a-token-of-many-characters";

    private static final int PLAYERS = 400;

    /** Slow enough that there is time to watch it and to stop it. */
    private static final String SAVES = """
            job: saves
            description: Every save
            schedule: {cron: "0 0 3 * * ?", zone: America/New_York}
            source:
              data-store-entries: {universe: "1", data-store: PlayerData, scope: global, partitions: none}
            transform:
              - map: 'if .id == "Player_1000001169" then error("no") else {id} end'
            sink:
              jsonl: {path: "FOLDER/out/saves"}
            limits: {read: 1200/min, list: none, write: none, remove: none}
            errors: {skip: 10, rejects: "FOLDER/rejects.jsonl"}
            """;

    private static final String REFUND = """
            job: refund
            source:
              csv: {path: "FOLDER/refunds.csv"}
            sink:
              data-store-entries: {universe: "1", data-store: Settings, id: "{.id}", set: '{coins: ($row.coins | tonumber)}', missing: create}
            limits: {read: none, list: none, write: none, remove: none}
            """;

    private static final String NIGHTLY = """
            job: nightly-backup
            schedule: {cron: "0 30 3 1 * ?"}
            backup: {universe: "1", data-stores: [Settings], as-of: now, to: "FOLDER/backups"}
            """;

    private final Emulator emulator =
            Emulator.start(EmulatorOptions.defaults().withPlayers(PLAYERS).withLimits(false));
    private final ConfigurableApplicationContext engine;
    private final Service service;

    private Served(Path folder) throws IOException, InterruptedException {
        Path jobs = Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(jobs.resolve("saves.yml"), SAVES.replace("FOLDER", folder.toString()));
        Files.writeString(jobs.resolve("refund.yml"), REFUND.replace("FOLDER", folder.toString()));
        Files.writeString(jobs.resolve("nightly-backup.yml"), NIGHTLY.replace("FOLDER", folder.toString()));
        Files.writeString(jobs.resolve("broken.yml"), "job: broken\nsuorce: {csv: {path: x.csv}}\n");
        StringBuilder refunds = new StringBuilder("id,coins\n");
        for (int i = 0; i < 30; i++) {
            refunds.append("Player_").append(i).append(",500\n");
        }
        Files.writeString(folder.resolve("refunds.csv"), refunds);
        this.engine = new SpringApplicationBuilder(ScheduleConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(properties(folder))
                .run();
        this.service = engine.getBean(Service.class);
        service.start(jobs);
    }

    /** @param folder empty; gets the jobs {@code saves}, {@code refund}, {@code nightly-backup} and one that is broken */
    static Served in(Path folder) throws IOException, InterruptedException {
        return new Served(folder);
    }

    private Map<String, Object> properties(Path folder) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("gantry.state", folder.resolve(".gantry").toString());
        properties.put("gantry.connections.default.api-key", emulator.apiKey());
        properties.put("gantry.connections.default.base-url", emulator.baseUri().toString());
        properties.put("gantry.universes.1.production", "true");
        properties.put("gantry.read.chunk", "20");
        properties.put("gantry.read.window", "10");
        properties.put("spring.config.location", "optional:file:" + folder + "/");
        return properties;
    }

    /** One for who has a credential. */
    Dashboard guarded() {
        return open(Map.of("GANTRY_USER", USER, "GANTRY_PASSWORD", PASSWORD, "GANTRY_TOKEN", TOKEN));
    }

    /** One for everybody on this machine. */
    Dashboard open() {
        return open(Map.of());
    }

    private Dashboard open(Map<String, String> environment) {
        return Dashboard.open(engine, new Listening(InetAddress.getLoopbackAddress(), 0), Credentials.of(environment));
    }

    Runner runner() {
        return engine.getBean(Runner.class);
    }

    Emulator emulator() {
        return emulator;
    }

    @Override
    public void close() throws InterruptedException {
        try (emulator;
                engine) {
            service.end(Duration.ofSeconds(20));
        }
    }
}
