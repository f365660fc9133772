package dev.gantry.cli.doctor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.credential.Credential;

/** Which credentials the connection has, and whether its jobs need others. */
record CheckCredentials(Connection connection, Findings findings) {
    private static final String CHECK = "credentials";

    void check(List<CheckedJob> jobs) {
        List<Credential> held = connection.credentials();
        String names = held.stream().map(CheckCredentials::name).collect(Collectors.joining(", "));
        if (held.isEmpty()) {
            findings.warn(
                    CHECK,
                    "connection " + connection.name() + " has none: only what is open to anyone can be read."
                            + " Set ROBLOX_API_KEY, or gantry.connections in config/application.yml");
        } else {
            findings.ok(CHECK, "connection " + connection.name() + " has " + names);
        }
        Set<String> kinds = held.stream().map(each -> each.kind().word()).collect(Collectors.toSet());
        Map<String, Set<String>> lacking = new TreeMap<>();
        for (CheckedJob job : jobs) {
            job.closed(kinds)
                    .forEach(operation -> lacking.computeIfAbsent(wanted(operation), kind -> new TreeSet<>())
                            .add(job.name()));
        }
        lacking.forEach(
                (wanted, jobNames) -> findings.deny(CHECK, "needed by " + String.join(", ", jobNames) + ": " + wanted));
    }

    private static String name(Credential credential) {
        return credential instanceof Credential.RefreshToken
                ? "a refresh token"
                : credential.kind().phrase();
    }

    private static String wanted(ApiOperation operation) {
        return Arrays.stream(Credential.Kind.values())
                .filter(kind -> operation.access().takes().contains(kind.word()))
                .map(kind -> kind.phrase() + " (" + kind.variable() + ")")
                .collect(Collectors.joining(" or "));
    }
}
