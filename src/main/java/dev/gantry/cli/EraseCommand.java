package dev.gantry.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.gantry.backup.EraseLive;
import dev.gantry.backup.repository.Erased;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.cli.text.Amounts;
import dev.gantry.erase.UserTemplate;
import dev.gantry.erase.UserTemplates;
import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.run.Confirmed;
import dev.gantry.run.EraseRequest;
import dev.gantry.run.ErasureProof;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code gantry erase USER...}. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = {
            "Erases users: their live entries, what backups have of them, and what the state folder keeps of changes to them.",
            "What is theirs is told by templates of keys, gantry.user-data-templates of config/application.yml or --templates, and by the users that entries name. They are left out of every later restore, undo"
                    + " and backup. Killed at any point and run again, it ends the same."
        })
final class EraseCommand implements Callable<Integer> {

    private static final JsonMapper PROOF =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "USER", arity = "1..*", description = "Their ids; @FILE reads them from a file.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private List<String> users;

    @Option(names = "--live", description = "Delete their entries from the universe. Nothing of that is journaled.")
    private boolean isLive;

    @Option(
            names = "--backups",
            description =
                    "Take them out of the repository's backups, and out of journals, plans, rejects and runs of the"
                            + " state folder.")
    private boolean ofBackups;

    @Option(names = "--plan", description = "Only tell what is there of them; ends with 4 if anything is.")
    private boolean onlyPlans;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the proof there: JSON, without a name in it.")
    private @Nullable Path report;

    @Mixin
    private final RepositoryOption repository = new RepositoryOption();

    @Option(
            names = "--templates",
            paramLabel = "FILE",
            description = "Templates of keys, in the shape of Roblox's user_data_templates, beside those of"
                    + " config/application.yml.")
    private @Nullable Path templates;

    @Option(
            names = "--universe",
            paramLabel = "U",
            description = "With --live, the universe; that of the backups unless told otherwise.")
    private @Nullable String universe;

    @Option(
            names = "--also",
            paramLabel = "FILE",
            description = "Erase from this plan or file of rejected rows as well, which no run knows of. Repeatable.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--give-up-runs",
            description = "Give up runs that have not ended, and remove what they keep to go on from.")
    private boolean givesUpRuns;

    @Mixin
    private final ConnectionOptions cloud = new ConnectionOptions();

    @Option(names = "--confirm", paramLabel = "WHAT", description = ConfirmText.DESCRIPTION)
    private List<String> confirmed = new ArrayList<>();

    @Option(names = "--json", description = "Print the proof on standard output, as one line.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (!isLive && !ofBackups) {
            throw new UserMistake(
                    "Erase from where? --live deletes their entries from the universe, --backups takes them"
                            + " out of all that is kept; both may be said.");
        }
        ErasureProof proof;
        try (RepositoryOption.Opened opened = repository.open()) {
            EraseRequest request = request(opened.repository());
            try (Application application = Application.engine()) {
                proof = application.erasure().carryOut(request);
            }
        }
        if (report != null) {
            write(proof, report);
        }
        print(proof);
        return onlyPlans && proof.foundAny() ? ExitCode.CHANGES_PLANNED : ExitCode.DONE;
    }

    private EraseRequest request(Repository backups) {
        List<UserTemplate> all = new ArrayList<>(Application.settings().userTemplates());
        if (templates != null) {
            all.addAll(read(templates));
        }
        if (all.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("note: there are no templates, so only entries that name them among their users are"
                            + " found: gantry.user-data-templates of config/application.yml, or --templates.");
        }
        Optional<EraseRequest.Live> live = isLive
                ? Optional.of(new EraseRequest.Live(
                        universe(backups), cloud.connection(), cloud.baseUrl, cloud.limits, Confirmed.of(confirmed)))
                : Optional.empty();
        return new EraseRequest(
                users.stream().map(EraseCommand::id).distinct().toList(),
                all,
                live,
                ofBackups ? Optional.of(backups) : Optional.empty(),
                files,
                givesUpRuns,
                onlyPlans);
    }

    private static String id(String user) {
        String id = user.startsWith("users/") ? user.substring("users/".length()) : user;
        if (!id.matches("[1-9][0-9]{0,18}")) {
            throw new UserMistake("\"" + user + "\" is no user's id; write its digits, as in 156.");
        }
        return id;
    }

    private UniverseId universe(Repository backups) {
        if (universe != null) {
            try {
                return UniverseId.parse(universe);
            } catch (IllegalArgumentException wrong) {
                throw new UserMistake("--universe: " + wrong.getMessage() + ".");
            }
        }
        List<String> known =
                backups.manifests().stream().map(Manifest::universe).distinct().toList();
        if (known.size() != 1) {
            throw new UserMistake("--live needs --universe: "
                    + (known.isEmpty()
                            ? "there is no backup"
                            : "the backups are of" + " several, " + String.join(", ", known))
                    + ", so it cannot be told which.");
        }
        return UniverseId.parse(known.getFirst());
    }

    private static List<UserTemplate> read(Path file) {
        try {
            return UserTemplates.parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UserMistake("cannot read " + file + ": " + unreadable.getMessage()
                    + ". It holds templates in the shape of Roblox's user_data_templates.");
        } catch (IllegalArgumentException wrong) {
            throw new UserMistake(file + ": " + wrong.getMessage() + ".");
        }
    }

    private static void write(ErasureProof proof, Path file) {
        try {
            Durable.writeWhole(file.toAbsolutePath(), PROOF.writeValueAsBytes(proof));
        } catch (IOException broken) {
            throw DiskFailed.other("cannot write", file, broken);
        }
    }

    private void print(ErasureProof proof) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(proof));
        } else {
            out.println((onlyPlans ? "Would erase " : "Erased ")
                    + Amounts.count(proof.users().size(), "user") + ":");
            proof.live().ifPresent(live -> line(out, "live", live(live) + ", universe " + proof.universe()));
            proof.backups().ifPresent(backups -> line(out, "backups", backups(backups)));
            proof.state().ifPresent(state -> line(out, "state", state(state)));
            if (report != null) {
                line(out, "proof", report.toString());
            }
        }
        out.flush();
    }

    private String live(EraseLive.Deleted live) {
        return (onlyPlans ? "there: " : "deleted: ")
                + Amounts.count(live.deleted(), "entry", "entries")
                + (live.stores() > 0 ? ", " + Amounts.count(live.stores(), "whole store") : "")
                + (live.missing() > 0 ? ", " + Amounts.count(live.missing(), "key has", "keys have") + " none" : "");
    }

    private String backups(Erased backups) {
        return Amounts.count(backups.entries(), "entry", "entries") + (onlyPlans ? " of them" : " taken out") + " of "
                + Amounts.count(backups.parts(), "part") + " of " + Amounts.count(backups.backups(), "backup") + "; "
                + Amounts.count(backups.replaced().size(), "file")
                + (onlyPlans ? " to be written anew" : " written anew");
    }

    private String state(ErasureProof.State state) {
        long records =
                state.files().stream().mapToLong(ErasureProof.File::records).sum();
        return Amounts.count(records, "record") + (onlyPlans ? " in " : " taken out of ")
                + Amounts.number(state.files().size()) + " of "
                + Amounts.count(state.looked(), "journal and file", "journals and files")
                + ", " + Amounts.count(state.runs(), "row") + " of the database"
                + (state.givenUp().isEmpty() ? "" : "; runs that have not ended: " + state.givenUp());
    }

    private static void line(PrintWriter out, String label, String text) {
        out.println(String.format(java.util.Locale.ROOT, "  %-10s %s", label, text));
    }
}
