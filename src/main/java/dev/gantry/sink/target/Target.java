package dev.gantry.sink.target;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A place where a data set is published as a whole. Order of calls: {@link #repair}, {@link #begin}, files written into its folder
 * and synced, {@link #finished} for each, {@link #show}; or {@link #discard} after a failure.
 */
public interface Target {
    /** Describes what the data set holds, and shows that Gantry published it. */
    String SCHEMA = "_schema.json";

    /** The rows that were left out because another had their key. */
    String REPEATED = "_repeated.jsonl";

    /** Marks a data set as complete; comes last. */
    String SUCCESS = "_SUCCESS";

    /** Where it is, for people. */
    String name();

    /** Refuses what publishing would destroy or could not do: @throws dev.gantry.job.UserMistake. Changes nothing. */
    void refuseIfBad();

    /**
     * Undoes what a killed attempt of any run left. Afterwards a target that has a {@link #SCHEMA} of a run is complete but for
     * {@link #SUCCESS}.
     */
    void repair() throws IOException;

    /** What {@link #SCHEMA} of the target says now; empty if there is none. */
    Optional<byte[]> schema() throws IOException;

    /** An empty folder of this machine to write into. */
    Path begin(String run) throws IOException;

    /** A file of data in that folder is whole and on disk. Where the target is elsewhere, it is sent there and deleted here. */
    default void finished(Path file) throws IOException {}

    /** Makes what is in the folder of {@link #begin} the target. Its files must be on disk already. */
    void show(String run) throws IOException;

    /** Writes {@link #SUCCESS} if it is not there. */
    void markComplete() throws IOException;

    /** Gives the space of a failed attempt back; if that fails too, the next {@link #repair} will. */
    void discard(String run, Exception failure);
}
