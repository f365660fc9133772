package dev.gantry.run;

import java.util.List;
import java.util.Optional;

import dev.gantry.backup.EraseLive;
import dev.gantry.backup.repository.Erased;
import tools.jackson.databind.JsonNode;

/**
 * What was looked through for users who were erased, and what became of it. It holds nothing about them but the digests of their
 * ids, which only whoever has the list of erased users and an id can tell.
 *
 * @param users digests, as they are in the state folder's list
 * @param began RFC 3339, as is {@code ended}
 * @param planned whether it was only counted
 * @param universe that was deleted from; empty: none
 * @param repository that was erased from; empty: none
 * @param state what the state folder kept of runs; empty: it was not looked through
 */
public record ErasureProof(
        String format,
        String version,
        String began,
        String ended,
        boolean planned,
        List<String> users,
        JsonNode templates,
        String universe,
        Optional<EraseLive.Deleted> live,
        String repository,
        Optional<Erased> backups,
        Optional<State> state) {

    /**
     * What the state folder kept.
     *
     * @param looked journals, plans and files of rejects that were read
     * @param files those that were written anew
     * @param runs rows of the state's database that were changed
     * @param givenUp runs that had not ended and never will
     */
    public record State(int looked, List<File> files, int runs, List<Long> givenUp) {
        public State {
            files = List.copyOf(files);
            givenUp = List.copyOf(givenUp);
        }
    }

    /**
     * A file that was written anew.
     *
     * @param records of theirs that it held
     * @param sha256 of it before
     * @param bySha256 of it now; the same where it was only counted
     */
    public record File(String name, long records, String sha256, String bySha256) {}

    public ErasureProof {
        users = List.copyOf(users);
    }

    /** Whether there was anything of them. */
    public boolean foundAny() {
        return live.filter(each -> each.deleted() + each.stores() > 0).isPresent()
                || backups.filter(each -> !each.replaced().isEmpty()).isPresent()
                || state.filter(each -> !each.files().isEmpty() || each.runs() > 0)
                        .isPresent();
    }
}
