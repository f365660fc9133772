package dev.gantry.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.gantry.backup.repository.Repository;
import dev.gantry.erase.UserTemplate;
import dev.gantry.opencloud.UniverseId;
import org.jspecify.annotations.Nullable;

/**
 * A wish to erase users.
 *
 * @param users their ids
 * @param templates by which their keys are known
 * @param live where what the universe has of them is deleted
 * @param repository whose backups are erased from, with everything that the state folder keeps; empty: neither is
 * @param files plans and rejects elsewhere that are erased from as well
 * @param givesUpRuns whether runs that have not ended are given up
 * @param onlyPlans whether it is only told what would be done
 */
public record EraseRequest(
        List<String> users,
        List<UserTemplate> templates,
        Optional<Live> live,
        Optional<Repository> repository,
        List<Path> files,
        boolean givesUpRuns,
        boolean onlyPlans) {

    public EraseRequest {
        users = List.copyOf(users);
        templates = List.copyOf(templates);
        files = List.copyOf(files);
    }

    /**
     * A universe, and the way to it.
     *
     * @param connection the name of one; empty: {@code default}
     * @param baseUrl of the command line
     * @param limits the text of {@code --limits}
     * @param confirmed what may be changed although it is one of production
     */
    public record Live(
            UniverseId universe,
            Optional<String> connection,
            @Nullable String baseUrl,
            @Nullable String limits,
            Confirmed confirmed) {}
}
