package dev.gantry.sink;

import java.nio.file.Path;
import java.util.List;

import dev.gantry.job.Row;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Takes the rows of a run. One instance serves all partitions of a run, each with a stager of its own on a thread of its own; publish
 * with the instance that staged, because it remembers what it saw of the rows (another one reads the staging logs again).
 */
public interface RowSink {
    /** Where the rows will be, for people. */
    String target();

    /** Before a run reads anything: @throws UserMistake if publishing to the target could not work or would destroy something. */
    void refuseBadTarget(Outside outside);

    /** Refuses a row that the target could not take as it is: @throws dev.gantry.job.jq.RowRejected with the reason */
    default void check(Row row) {}

    /**
     * Stages one partition. An item is the list of rows that one row of the source became, and may be empty.
     *
     * @param stagingFile one file a partition, in a folder of the run; created on the first open, cut back on later ones
     */
    ItemStreamWriter<List<Row>> stager(Path stagingFile);

    /**
     * Makes all staged rows visible at the target: a folder's at once, a table's as the job says. Can be repeated after a kill at any
     * instant; staging logs must stay until the run has recorded that this method returned.
     *
     * @param staged the partitions in a fixed order, which is the order of the rows in the files
     * @throws InterruptedException if asked to stop, and it did, where it can go on when it is repeated
     */
    Published publish(List<Staged> staged, Publishing publishing) throws InterruptedException;
}
