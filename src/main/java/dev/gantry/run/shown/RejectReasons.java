package dev.gantry.run.shown;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.files.DiskFailed;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Why rows were rejected, and how many for each reason; the rows themselves are not told. */
public final class RejectReasons {

    /** So many rows are looked at: a page has to come in a moment. */
    private static final int MOST_ROWS = 10_000;

    private static final int MOST_REASONS = 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    private RejectReasons() {}

    /** So many rows of those that were looked at. */
    public record Reason(String text, long rows) {}

    /** The most frequent first, the first few of them. */
    public static List<Reason> of(List<Path> files) {
        Map<String, Long> reasons = new HashMap<>();
        long left = MOST_ROWS;
        for (Path file : files) {
            left = count(file, left, reasons);
        }
        return reasons.entrySet().stream()
                .map(each -> new Reason(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(Reason::rows).reversed().thenComparing(Reason::text))
                .limit(MOST_REASONS)
                .toList();
    }

    private static long count(Path file, long most, Map<String, Long> reasons) {
        if (!Files.isRegularFile(file)) {
            return most;
        }
        long left = most;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null && left > 0; line = lines.readLine()) {
                reasons.merge(reason(line), 1L, Long::sum);
                left--;
            }
        } catch (IOException broken) {
            throw DiskFailed.other("cannot read", file, broken);
        }
        return left;
    }

    /** Without what is of one row alone, so that rows are counted together that were rejected for the same. */
    private static String reason(String line) {
        try {
            JsonNode rejected = JSON.readTree(line);
            String id = rejected.path("id").asString("");
            String reason = rejected.path("reason").asString("");
            String without = id.isEmpty()
                    ? reason
                    : reason.replace("row " + id + ": ", "").replace(id, "this row");
            return without.replaceAll("\\d+", "#");
        } catch (JacksonException stillBeingWritten) {
            return "a row that is being written";
        }
    }
}
