package dev.gantry.writeback.act;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.RecordJson;
import dev.gantry.writeback.journal.Result;
import dev.gantry.writeback.journal.Target;

/**
 * What a plan, or the inverse of a journal, wants: its rows are acts. What is not what it was is left alone.
 *
 * @param images knows what this run itself has made: several changes of one thing follow one another
 */
record PlannedWishes(Remote remote, KnownImages images) implements Wishes {

    private static Act act(Row row) {
        return (Act) RecordJson.record(row.json());
    }

    @Override
    public Target target(Row row) {
        return act(row).target();
    }

    @Override
    public Verdict decide(Row row, Optional<String> now) {
        Act act = act(row);
        return switch (remote) {
            case Remote.Sent sent -> new Verdict.Change(act.after());
            case Remote.Kept kept when isAsExpected(kept, act, now) -> new Verdict.Change(act.after());
            case Remote.Kept kept when Images.areSame(kept, act.after(), now) -> Verdict.unchanged();
            case Remote.Kept kept -> new Verdict.Leave(Result.CONFLICT, difference(act, now));
        };
    }

    private boolean isAsExpected(Remote.Kept kept, Act act, Optional<String> now) {
        return Images.areSame(kept, act.before(), now)
                || images.made(act.target())
                        .filter(made -> Images.areSame(kept, made, now))
                        .isPresent();
    }

    /** Says that it differs and not how: images may hold players' values. */
    private static String difference(Act act, Optional<String> now) {
        if (act.before().isEmpty()) {
            return "it was made since by somebody else";
        }
        return now.isEmpty() ? "it is gone since" : "it was changed since by somebody else";
    }
}
