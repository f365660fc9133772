package dev.gantry.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.erase.Owners;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.dao.DefaultExecutionContextSerializer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes users out of the state's database: their ids out of what jobs, results and messages say, and of every run that has ended the
 * place where its reading stood, which may name one of their keys and which nothing needs any more. No run may be under way.
 */
final class EraseTables {
    /** Those that it changes. */
    static final List<String> TABLES = List.of(
            "gantry_run",
            "batch_step_execution",
            "batch_job_execution",
            "batch_step_execution_context",
            "batch_job_execution_context");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SHORT_CONTEXT = 2_500;
    /** Spring Batch's own entries of a context. */
    private static final String OF_BATCH = "batch.";

    private final JdbcClient jdbc;
    private final Owners erased;
    private final boolean onlyCounts;
    private final ExecutionContextSerializer serializer = new DefaultExecutionContextSerializer();
    private int changed;

    EraseTables(JdbcClient jdbc, Owners erased, boolean onlyCounts) {
        this.jdbc = jdbc;
        this.erased = erased;
        this.onlyCounts = onlyCounts;
    }

    /** @return rows in which one of their ids was found */
    int erase() {
        texts("gantry_run", "id", List.of("file", "text"));
        json("gantry_run", "id", List.of("terms", "partitions", "result"));
        texts("batch_step_execution", "step_execution_id", List.of("step_name", "exit_message"));
        texts("batch_job_execution", "job_execution_id", List.of("exit_message"));
        texts("gantry_firing", "id", List.of("reason"));
        texts("gantry_notice", "id", List.of("text"));
        payloads();
        contexts("batch_step_execution_context", "step_execution_id");
        contexts("batch_job_execution_context", "job_execution_id");
        return changed;
    }

    private void texts(String table, String id, List<String> columns) {
        for (String column : columns) {
            each(table, id, column, erased::without);
        }
    }

    private void json(String table, String id, List<String> columns) {
        for (String column : columns) {
            each(table, id, column, text -> JSON.writeValueAsString(erased.without(JSON.readTree(text))));
        }
    }

    /** Of what Roblox's webhook told. One that a run still waits for goes when that is done. */
    private void payloads() {
        List<String> theirs = jdbc
                .sql("SELECT n.id, n.payload FROM gantry_notification n WHERE n.payload IS NOT NULL AND NOT EXISTS"
                        + " (SELECT 1 FROM gantry_firing f WHERE f.cause = 'WEBHOOK' AND f.origin = n.id"
                        + " AND f.state IN ('WAITING', 'RUNNING'))")
                .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .filter(notification -> erased.anyIn(notification.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        changed += theirs.size();
        if (!onlyCounts) {
            theirs.forEach(id -> jdbc.sql("UPDATE gantry_notification SET payload = NULL WHERE id = :id")
                    .param("id", id)
                    .update());
        }
    }

    /** What becomes of a column's text. */
    private interface Change {
        String of(String text);
    }

    private record Cell(long id, String text) {}

    private void each(String table, String id, String column, Change change) {
        List<Cell> cells = jdbc.sql(
                        "SELECT " + id + ", " + column + " FROM " + table + " WHERE " + column + " IS NOT NULL")
                .query((row, number) -> new Cell(row.getLong(1), row.getString(2)))
                .list();
        for (Cell cell : cells) {
            if (erased.anyIn(cell.text())) {
                changed++;
                if (!onlyCounts) {
                    jdbc.sql("UPDATE " + table + " SET " + column + " = :text WHERE " + id + " = :id")
                            .param("text", change.of(cell.text()))
                            .param("id", cell.id())
                            .update();
                }
            }
        }
    }

    private record Context(
            long id, String shortText, @Nullable String longText) {
        String text() {
            return longText == null ? shortText : longText;
        }
    }

    private void contexts(String table, String id) {
        List<Context> all = jdbc.sql("SELECT " + id + ", short_context, serialized_context FROM " + table)
                .query((row, number) -> new Context(row.getLong(1), row.getString(2), row.getString(3)))
                .list();
        for (Context each : all) {
            Map<String, Object> before = read(each.text());
            Map<String, Object> after = new HashMap<>(before);
            after.entrySet()
                    .removeIf(entry -> !entry.getKey().startsWith(OF_BATCH) && entry.getValue() instanceof String);
            if (after.size() < before.size()) {
                changed += before.values().stream().anyMatch(value -> erased.anyIn(String.valueOf(value))) ? 1 : 0;
                if (!onlyCounts) {
                    write(table, id, each.id(), after);
                }
            }
        }
    }

    private Map<String, Object> read(String text) {
        try {
            return serializer.deserialize(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException broken) {
            throw new UncheckedIOException("a checkpoint of the state cannot be read", broken);
        }
    }

    private void write(String table, String id, long row, Map<String, Object> context) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            serializer.serialize(context, out);
        } catch (IOException broken) {
            throw new UncheckedIOException("a checkpoint of the state cannot be written", broken);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        boolean isLong = text.length() > SHORT_CONTEXT;
        jdbc.sql("UPDATE " + table + " SET short_context = :short, serialized_context = :long WHERE " + id + " = :id")
                .param("short", isLong ? text.substring(0, SHORT_CONTEXT / 2) + " ..." : text)
                .param("long", isLong ? text : null)
                .param("id", row)
                .update();
    }
}
