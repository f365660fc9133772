package dev.gantry.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import dev.gantry.job.Row;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes the state's database away, once, between the last statement of a chunk's transaction and its commit: the chunk
 * that {@code -Dbreak.chunk} numbers. Added to the application by {@code
 * -Dspring.main.sources=dev.gantry.run.BreakStateAtChunk}.
 */
@Configuration(proxyBeanMethods = false)
public class BreakStateAtChunk {

    @Bean
    ChunkListener<List<Row>, Processed> breakBeforeCommit(HikariDataSource state) {
        return new ChunkListener<>() {
            private final AtomicInteger chunks = new AtomicInteger();

            @Override
            public void beforeChunk(Chunk<List<Row>> chunk) {
                if (chunks.incrementAndGet() == Integer.getInteger("break.chunk")) {
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void beforeCommit(boolean readOnly) {
                            shutDown(state);
                        }
                    });
                }
            }
        };
    }

    private static void shutDown(HikariDataSource state) {
        try (Connection connection = state.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
