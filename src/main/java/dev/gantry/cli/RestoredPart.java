package dev.gantry.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.backup.repository.Manifest;
import dev.gantry.job.SecretName;
import dev.gantry.job.UserMistake;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** What of a backup is restored, where to, and what about entries that were written since. */
final class RestoredPart {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Option(
            names = "--universe",
            paramLabel = "U",
            description = "Into this universe; that of the backup unless told otherwise.")
    private @Nullable String universe;

    @Option(
            names = "--data-store",
            paramLabel = "A[=B]",
            description = "Only this store; with =B, into the store B. Repeatable.")
    private List<String> stores = new ArrayList<>();

    @Option(names = "--scope", paramLabel = "S", description = "Only this scope.")
    private @Nullable String scope;

    @Option(names = "--prefix", paramLabel = "P", description = "Only entries whose ids begin so.")
    private @Nullable String prefix;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "Only the entries that FILE lists, one a line: a key, or {\"dataStore\": ..., \"scope\": ...,"
                    + " \"id\": ...}.")
    private @Nullable Path keys;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description =
                    "Only entries of the users that FILE lists, one a line: those whose users hold the id, or whose key"
                            + " does.")
    private @Nullable Path users;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description =
                    "Only this part of the values, as in .inventory.pets: put into what is there now, all else of which"
                            + " stays.")
    private @Nullable String path;

    @Option(
            names = "--if-changed-since",
            paramLabel = "WHAT",
            description = "What to do about entries that are there and not as in the backup: overwrite (unless told"
                    + " otherwise), skip, or fail, which leaves them and ends with 6. Ordered entries have no versions:"
                    + " those with another value count.")
    private @Nullable String ifChanged;

    @Option(
            names = "--delete-extra",
            description = "Delete entries that the backup has not, in the stores that it has.")
    private boolean deletesExtra;

    /** The job that restores it, as a job file would say it. */
    String job(Manifest backup, String repository, Optional<SecretName> key, Optional<String> connection) {
        StringBuilder text = begun("restore-" + backup.id(), connection);
        line(text, 1, "backup", backup.id());
        line(text, 1, "from", repository);
        key.ifPresent(name -> text.append("  key: ")
                .append(JSON.writeValueAsString(name.text()))
                .append('\n'));
        line(text, 1, "universe", universe == null ? backup.universe() : universe);
        return finished(text);
    }

    /** The job that restores what was at a time, of all or only of what was changed between two others. */
    String job(String asOf, List<String> changedBetween, Optional<String> connection) {
        if (universe == null || stores.isEmpty()) {
            throw new UserMistake("--as-of needs --universe and --data-store: what to read the versions of.");
        }
        StringBuilder text = begun("restore-of-universe-" + universe.replaceAll("[^a-z0-9]", ""), connection);
        line(text, 1, "as-of", asOf);
        if (!changedBetween.isEmpty()) {
            text.append("  changed-between: ").append(quoted(changedBetween)).append('\n');
        }
        line(text, 1, "universe", universe);
        return finished(text);
    }

    /** The job that brings back what was deleted between two times. */
    String undelete(List<String> deletedBetween, Optional<String> connection) {
        if (universe == null) {
            throw new UserMistake("--deleted-between needs --universe: where to look for what was deleted.");
        }
        StringBuilder text = begun("undelete-in-universe-" + universe.replaceAll("[^a-z0-9]", ""), connection);
        text.append("  deleted-between: ").append(quoted(deletedBetween)).append('\n');
        line(text, 1, "universe", universe);
        return finished(text);
    }

    private static StringBuilder begun(String job, Optional<String> connection) {
        StringBuilder text = new StringBuilder();
        line(text, 0, "job", job);
        connection.ifPresent(name -> line(text, 0, "connection", name));
        return text.append("restore:\n");
    }

    private String finished(StringBuilder text) {
        if (!stores.isEmpty()) {
            text.append("  data-stores: ").append(quoted(stores)).append('\n');
        }
        optional(text, "scope", scope);
        optional(text, "prefix", prefix);
        optional(text, "keys", keys);
        optional(text, "users", users);
        optional(text, "path", path);
        optional(text, "if-changed-since", ifChanged);
        text.append("  delete-extra: ").append(deletesExtra).append('\n');
        return text.toString();
    }

    private static void optional(StringBuilder text, String key, @Nullable Object value) {
        if (value != null) {
            line(text, 1, key, value.toString());
        }
    }

    private static void line(StringBuilder text, int depth, String key, String value) {
        text.append("  ".repeat(depth))
                .append(key)
                .append(": ")
                .append(quoted(value))
                .append('\n');
    }

    /** JSON's texts are YAML's, and a dollar before a brace stands for itself. */
    private static String quoted(Object value) {
        return JSON.writeValueAsString(value).replace("${", "$${");
    }
}
