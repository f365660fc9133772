package dev.gantry.writeback.act;

import dev.gantry.writeback.journal.JournalRecord.Act;

/** How changes are made and settled, which differs between what can be read and what cannot. */
sealed interface MakesAct permits KeepAct, SendAct {

    /** @throws dev.gantry.job.jq.RowRejected if the row's change cannot be computed, or Open Cloud does not take it */
    void make(Task task) throws InterruptedException;

    /** Settles, as far as that is possible without its row, an act of which it is not known whether it was done. */
    void settle(Act doubtful) throws InterruptedException;
}
