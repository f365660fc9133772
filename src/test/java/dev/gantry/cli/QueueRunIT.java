package dev.gantry.cli;

import java.nio.file.Path;
import java.util.stream.IntStream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.run.HaltAtChunk;
import dev.gantry.source.Clients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** A run that takes the items of a queue, killed around its commits. */
class QueueRunIT {
    private static final int ITEMS = 120;
    private static final String JOB = """
            job: reports
            source:
              memory-store-queue-items: {universe: "1", queue: Reports, invisibility: 10s, count: 40}
            transform:
              - map: '{id, report: .data.report}'
            sink:
              parquet: {path: published, key: [id]}
            """;

    @Test
    void publishesEachItemOnceAndLeavesAnEmptyQueue(@TempDir Path temp) throws Exception {
        try (Emulator emulator =
                        Emulator.start(EmulatorOptions.defaults().withPlayers(1).withLimits(false));
                OpenCloud cloud = Clients.of(emulator)) {
            for (int i = 0; i < ITEMS; i++) {
                var item = JsonNodeFactory.instance.objectNode();
                item.putObject("data").put("report", i);
                cloud.call(request("Cloud_CreateMemoryStoreQueueItem").withBody(item));
            }
            Gantries gantry = Gantries.in(temp.resolve("work"), temp)
                    .against(emulator)
                    .withChunks(25, 50)
                    .job("reports.yml", JOB);

            // The first chunk is empty: it says that items are about to be taken.
            halt(gantry, HaltAtChunk.Instant.CHUNK_READ, 2, "run", "reports.yml");
            halt(gantry, HaltAtChunk.Instant.CHUNK_COMMITTED, 1, "resume");
            halt(gantry, HaltAtChunk.Instant.CHUNK_STAGED, 2, "resume");
            gantry.run("resume").with(ExitCode.DONE);

            assertThat(PublishedRows.query(
                            "SELECT report FROM read_parquet('" + gantry.file("published") + "/*.parquet')"))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, ITEMS)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(cloud.call(request("Cloud_ReadMemoryStoreQueueItems").withQuery("count", "200"))
                            .json()
                            .path("items"))
                    .isEmpty();
        }
    }

    private static void halt(Gantries gantry, HaltAtChunk.Instant instant, int chunk, String... arguments) {
        gantry.withJvm(
                        "-Dspring.main.sources=" + HaltAtChunk.class.getName(),
                        "-Dhalt.at=" + instant,
                        "-Dhalt.chunk=" + chunk)
                .run(arguments)
                .with(HaltAtChunk.KILLED);
    }

    private static Request request(String operation) {
        return Request.of(Catalog.ofProgram().operation(operation))
                .withVariable("universe_id", "1")
                .withVariable("queue_id", "Reports");
    }
}
