package dev.gantry.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gantry.job.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Ends Gantry's process, as kill -9 would, at the instant that {@code -Dhalt.at} names. Added to the application by {@code
 * -Dspring.main.sources=dev.gantry.run.HaltAtChunk}.
 */
@Configuration(proxyBeanMethods = false)
public class HaltAtChunk {

    /** What a process ends with that was killed by signal 9. */
    public static final int KILLED = 137;

    /** The instants around a chunk's commit, and around that of publishing. */
    public enum Instant {
        /** A chunk is read; none of it is staged. */
        CHUNK_READ,
        /** A chunk is staged, fsynced, and its checkpoint written; the transaction is not committed. */
        CHUNK_STAGED,
        /** A chunk's checkpoint is committed. */
        CHUNK_COMMITTED,
        /** {@code _SUCCESS} is written; the job repository does not know yet. */
        PUBLISHED
    }

    @Bean
    ChunkListener<List<Row>, Processed> haltAround() {
        return new ChunkListener<>() {
            private final AtomicInteger chunks = new AtomicInteger();

            @Override
            public void beforeChunk(Chunk<List<Row>> chunk) {
                if (chunks.incrementAndGet() == Integer.getInteger("halt.chunk", 1)) {
                    haltIfAt(Instant.CHUNK_READ);
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void beforeCommit(boolean readOnly) {
                            haltIfAt(Instant.CHUNK_STAGED);
                        }

                        @Override
                        public void afterCommit() {
                            haltIfAt(Instant.CHUNK_COMMITTED);
                        }
                    });
                }
            }
        };
    }

    /** Publishing is no chunk, so its transaction is known by what it has made. */
    @Bean
    TransactionExecutionListener haltAfterPublishing(JdbcTransactionManager transactions) {
        TransactionExecutionListener listener = new TransactionExecutionListener() {
            @Override
            public void beforeCommit(TransactionExecution transaction) {
                if (Files.exists(Path.of("published", "_SUCCESS"))) {
                    haltIfAt(Instant.PUBLISHED);
                }
            }
        };
        transactions.addListener(listener);
        return listener;
    }

    private static void haltIfAt(Instant instant) {
        @Nullable String wanted = System.getProperty("halt.at");
        if (instant.name().equals(wanted)) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
