package dev.gantry.writeback.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.gantry.erase.Owners;
import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes what belongs to some users out of a journal or plan: every record of a change of theirs. What is left can be undone as
 * before. The journal of a run that has not ended is not to be touched, because its checkpoint counts its bytes.
 */
public final class EraseFromJournal {
    private EraseFromJournal() {}

    /**
     * Erases, or only counts: the file is written anew beside itself and then takes its own name, so a kill leaves the one or the other.
     *
     * @return records that went
     * @throws DiskFailed if it is damaged
     */
    public static long of(Path journal, Owners erased, boolean onlyCounts) {
        try (JournalFile file = JournalFile.open(journal)) {
            Set<Long> changes = changes(file, erased);
            JsonNode head = file.lines(Frame.FILE_HEADER.length).getFirst();
            JsonNode plainHead = erased.without(head);
            if (changes.isEmpty() && plainHead.equals(head) && !hasTraces(file, erased)) {
                return 0;
            }
            return onlyCounts ? records(file, changes) : rewrite(journal, file, plainHead, changes, erased);
        } catch (IOException broken) {
            throw DiskFailed.writing("cannot write anew", journal, Frame.FULL, broken);
        }
    }

    private static Set<Long> changes(JournalFile file, Owners erased) {
        Set<Long> changes = new HashSet<>();
        for (long frame : file.frames()) {
            for (JsonNode record : file.lines(frame)) {
                if (erased.own(record)) {
                    changes.add(record.path("change").asLong());
                }
            }
        }
        return changes;
    }

    /** Whether what names the rows of others' changes holds one of the ids. */
    private static boolean hasTraces(JournalFile file, Owners erased) {
        return file.frames().stream()
                .flatMap(frame -> file.lines(frame).stream())
                .anyMatch(record -> !named(record, erased).equals(record));
    }

    private static long records(JournalFile file, Set<Long> changes) {
        return file.frames().stream()
                .flatMap(frame -> file.lines(frame).stream())
                .filter(record -> changes.contains(record.path("change").asLong()))
                .count();
    }

    private static long rewrite(Path journal, JournalFile file, JsonNode head, Set<Long> changes, Owners erased)
            throws IOException {
        Path begun = journal.resolveSibling(journal.getFileName() + ".begun");
        long gone = 0;
        try (OutputStream out = Files.newOutputStream(begun)) {
            out.write(Frame.FILE_HEADER);
            out.write(frame(List.of(head)));
            for (long each : file.frames()) {
                List<JsonNode> records = file.lines(each);
                List<JsonNode> left = new ArrayList<>();
                for (JsonNode record : records) {
                    if (!changes.contains(record.path("change").asLong())) {
                        left.add(named(record, erased));
                    }
                }
                gone += records.size() - left.size();
                if (!left.isEmpty()) {
                    out.write(frame(left));
                }
            }
        }
        Durable.syncFile(begun);
        Durable.move(begun, journal);
        return gone;
    }

    private static JsonNode named(JsonNode record, Owners erased) {
        ObjectNode named = (ObjectNode) record.deepCopy();
        for (String name : List.of("row", "why")) {
            if (record.path(name).isString()) {
                named.put(name, erased.without(record.path(name).asString()));
            }
        }
        return named;
    }

    private static byte[] frame(List<JsonNode> records) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (JsonNode record : records) {
            text.writeBytes(RecordJson.MAPPER.writeValueAsString(record).getBytes(StandardCharsets.UTF_8));
            text.write('\n');
        }
        return Frame.pack(text.toByteArray(), records.size());
    }
}
