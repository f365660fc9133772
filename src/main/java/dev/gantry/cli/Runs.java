package dev.gantry.cli;

import dev.gantry.job.UserMistake;
import dev.gantry.run.Run;
import dev.gantry.run.RunLedger;

/** Finds the run that a command line names. */
final class Runs {

    private Runs() {}

    static Run find(RunLedger ledger, long id) {
        return ledger.find(id)
                .orElseThrow(
                        () -> new UserMistake("There is no run " + id + " in this folder. gantry runs lists those there"
                                + " are; runs are kept in .gantry of the folder they were started in."));
    }
}
