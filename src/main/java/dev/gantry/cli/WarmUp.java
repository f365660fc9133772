package dev.gantry.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.gantry.dashboard.Dashboard;
import dev.gantry.dashboard.server.Credentials;
import dev.gantry.dashboard.server.Listening;
import dev.gantry.schedule.Service;

/**
 * What a Java that keeps what it has loaded is to load once, after a build: a run, and a service that is asked for its pages.
 * The launcher starts it in a folder of its own.
 */
final class WarmUp {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private WarmUp() {}

    /** @param run the command line of a run */
    public static void main(String... run) throws Exception {
        int code = Gantry.commandLine(run).execute(run);
        if (code == ExitCode.DONE) {
            serve();
        }
        System.exit(code);
    }

    private static void serve() throws Exception {
        try (Application application = Application.scheduler();
                Service service = application.service()) {
            service.start(Path.of(""));
            try (Dashboard dashboard = application.dashboard(Listening.of("127.0.0.1", 0), Credentials.of(Map.of()))) {
                for (String page :
                        List.of("/ready", "/", "/runs", "/runs/1", "/schedules", "/metrics", "/api/v1/jobs")) {
                    ask(dashboard.port(), page);
                }
            }
            service.end(PATIENCE);
        }
    }

    private static void ask(int port, String page) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Void> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + page))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() != 200) {
                throw new IOException(page + " was answered " + answer.statusCode());
            }
        }
    }
}
