package dev.gantry.cli.doctor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.Probe;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.run.Version;

/**
 * Looks at everything that a run depends on.
 *
 * @param jobs folder of the job files
 * @param state folder of the state
 */
public record Doctor(
        Connection connection, Path jobs, Path state, Map<String, String> environment, InstantSource clock) {

    public Doctor {
        environment = Map.copyOf(environment);
    }

    /** @param opening opens the state's database; tells what is wrong, if anything is */
    public Findings examine(Supplier<Optional<String>> opening) {
        Findings findings = new Findings();
        List<CheckedJob> all = new CheckJobs(jobs, environment, findings).jobs(clock.instant());
        List<CheckedJob> ours = all.stream()
                .filter(job -> job.connection().equals(connection.name()))
                .toList();
        new CheckCredentials(connection, findings).check(ours);
        remote(ours, findings);
        new CheckState(state, findings).check(opening);
        all.stream()
                .map(CheckedJob::connection)
                .distinct()
                .filter(name -> !name.equals(connection.name()))
                .forEach(name -> findings.ok(
                        "others",
                        "jobs of connection " + name + " were not compared; gantry doctor" + " --connection " + name
                                + " does"));
        return findings;
    }

    private void remote(List<CheckedJob> ours, Findings findings) {
        try (Probe probe = Probe.of(connection, "Gantry/" + Version.TEXT)) {
            CheckAddress address = new CheckAddress(probe, clock, findings);
            if (!address.answers(connection.baseUri().map(Object::toString).orElse("https://apis.roblox.com"))) {
                return;
            }
            ours.stream().flatMap(job -> job.universes().stream()).distinct().forEach(address::players);
            connection.credentials().stream()
                    .filter(Credential.ApiKey.class::isInstance)
                    .map(Credential.ApiKey.class::cast)
                    .forEach(key -> new CheckKey(probe, clock.instant(), findings).check(key, ours));
        }
    }
}
