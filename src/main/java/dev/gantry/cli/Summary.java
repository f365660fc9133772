package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.Locale;

import dev.gantry.cli.text.Amounts;
import dev.gantry.run.Run;
import dev.gantry.run.RunResult;
import dev.gantry.run.RunStatus;
import dev.gantry.source.walk.Item;
import dev.gantry.writeback.Tally;

/** What a person wants to know of a run that has ended, or of one that goes on. */
final class Summary {

    private Summary() {}

    static void print(Run run, RunResult result, PrintWriter out) {
        print(run, result, run.status().isResumable(), out);
    }

    /** @param worthResuming whether another try of the same job could end better */
    static void print(Run run, RunResult result, boolean worthResuming, PrintWriter out) {
        out.println(run.job() + ": run " + run.id() + " " + verb(run.status()) + " "
                + Amounts.duration(result.seconds()) + ".");
        line(out, "read", rows(result));
        if (result.changes() != null) {
            line(
                    out,
                    run.terms().deed().onlyPlans() ? "to change" : "changed",
                    changes(result.changes(), isOfEntries(result)));
        } else if (result.target() != null) {
            line(out, "published", published(result));
        }
        line(out, "requests", requests(result));
        if (result.target() != null && run.status() == RunStatus.DONE) {
            line(out, "result", result.target());
        }
        if (result.look() != null) {
            line(out, "to look", result.look());
        }
        result.notes().forEach(note -> line(out, "note", note));
        if (result.failure() != null) {
            line(out, "failed", result.failure());
        }
        if (result.held() != null && run.status() == RunStatus.STOPPED) {
            line(out, "canary", result.held());
            line(
                    out,
                    "to go on",
                    "gantry resume " + run.id() + " --go-on    (gantry undo " + run.id()
                            + " takes back what was changed, where that can be)");
        } else if (worthResuming) {
            line(out, "to go on", "gantry resume " + run.id() + "    (what was read is kept, and not read again)");
        }
        out.flush();
    }

    /** What else is changed has many names, so it has none here. */
    private static boolean isOfEntries(RunResult result) {
        return result.target() == null || result.target().startsWith("entries ");
    }

    private static String changes(Tally tally, boolean ofEntries) {
        String text = ofEntries ? Amounts.count(tally.changed(), "entry", "entries") : Amounts.number(tally.changed());
        text += tally.unchanged() > 0 ? ", " + Amounts.number(tally.unchanged()) + " unchanged" : "";
        text += tally.skipped() > 0 ? ", " + Amounts.number(tally.skipped()) + " skipped" : "";
        text += tally.failed() > 0 ? ", " + Amounts.number(tally.failed()) + " refused" : "";
        text += tally.locked() > 0 ? ", " + Amounts.number(tally.locked()) + " locked" : "";
        return text + (tally.conflicts() > 0 ? ", " + Amounts.count(tally.conflicts(), "conflict") + " left" : "");
    }

    private static String published(RunResult result) {
        String rows = Amounts.count(result.rowsPublished(), "row");
        return result.fileBytes() == 0 && result.files() == 0 && result.rowsPublished() > 0
                ? rows
                : rows + " in " + Amounts.count(result.files(), "file") + ", " + Amounts.bytes(result.fileBytes());
    }

    private static String verb(RunStatus status) {
        return switch (status) {
            case DONE -> "done in";
            case RUNNING -> "running; before this try";
            case DIED -> "was killed; before that";
            case STOPPED -> "stopped at a checkpoint after";
            case FAILED -> "failed after";
        };
    }

    private static String rows(RunResult result) {
        String text = Amounts.count(result.rowsRead(), "row");
        for (var skipped : result.skipped().entrySet()) {
            text += ", " + skipped(skipped.getKey(), skipped.getValue());
        }
        if (result.rejected() > 0) {
            text += ", " + Amounts.count(result.rejected(), "row") + " rejected";
        }
        return text;
    }

    private static String skipped(Item.Outcome outcome, long count) {
        return switch (outcome) {
            case VANISHED -> Amounts.count(count, "entry", "entries") + " deleted before they could be read";
            case DENIED -> Amounts.number(count) + " denied and skipped";
            case MISSING -> Amounts.number(count) + " missing and skipped";
            case ABSENT -> Amounts.count(count, "entry", "entries") + " not there at that moment";
            case OVERWRITTEN ->
                Amounts.count(count, "entry", "entries")
                        + " written again since that moment, with nothing of then kept";
            case UNREADABLE -> Amounts.number(count) + " that could not be read";
            case ROW, NOTHING -> Amounts.number(count) + " places";
        };
    }

    private static String requests(RunResult result) {
        double perSecond = result.seconds() > 0 ? result.requests() / result.seconds() : 0;
        return String.format(
                Locale.ROOT,
                "%,d (%,.0f a second), %s, %s 429, %s received",
                result.requests(),
                perSecond,
                Amounts.count(result.retries(), "repeat"),
                Amounts.number(result.throttled()) + " ×",
                Amounts.bytes(result.bytesReceived()));
    }

    private static void line(PrintWriter out, String label, String text) {
        out.println(String.format(Locale.ROOT, "  %-10s %s", label, text));
    }
}
