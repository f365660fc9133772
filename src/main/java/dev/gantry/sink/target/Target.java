package dev.gantry.sink.target;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A place where a data set is published as a whole. Order of calls: {@link #repair}, {@link #begin}, files written into its folder
 * and synced, {@link #show}; or {@link #discard} after a failure.
 */
public interface Target {
    /** Describes what the data set holds, and shows that Gantry published it. */
    String SCHEMA = "_schema.json";

    /** Marks a data set as complete; comes last. */
    String SUCCESS = "_SUCCESS";

    /** Where it is, for people. */
    String name();

    /** Refuses what publishing would destroy or could not do: @throws dev.gantry.job.UserMistake. Changes nothing. */
    void refuseIfBad();

    /** Undoes what a killed attempt of any run left. Afterwards the target, if there, is complete but for {@link #SUCCESS}. */
    void repair() throws IOException;

    /** What {@link #SCHEMA} of the target says now; empty if there is none. */
    Optional<byte[]> schema() throws IOException;

    /** An empty folder of this machine to write into. */
    Path begin(String run) throws IOException;

    /** Makes what is in the folder of {@link #begin} the target. Its files must be on disk already. */
    void show(String run) throws IOException;

    /** Writes {@link #SUCCESS} if it is not there. */
    void markComplete() throws IOException;

    /** Gives the space of a failed attempt back; if that fails too, the next {@link #repair} will. */
    void discard(String run, Exception failure);
}
