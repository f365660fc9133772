package dev.gantry.dashboard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.gantry.dashboard.server.Credentials;
import dev.gantry.dashboard.server.Listening;
import dev.gantry.emulator.Emulator;
import dev.gantry.schedule.ScheduleConfiguration;
import dev.gantry.schedule.Service;
import org.awaitility.Awaitility;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** {@code gantry serve --port} in the tests' own process, one at a time: Quartz knows it by its name. */
public final class ServedApi implements AutoCloseable {

    /** Of tests that have one. */
    public static final String ONE_AT_A_TIME = "gantry serve in this process";

    public static final String TOKEN = "token-of-the-test";
    public static final String SECRET = "whsec-of-the-test";

    static {
        // As patiently as for processes: much else may run on the machine.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(90));
    }

    private final ConfigurableApplicationContext engine;
    private final Service service;
    private final Dashboard dashboard;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServedApi(ConfigurableApplicationContext engine, Service service, Dashboard dashboard) {
        this.engine = engine;
        this.service = service;
        this.dashboard = dashboard;
    }

    /**
     * Serves the jobs of {@code folder/jobs}, whose text has the folder's path for {@code DIR}.
     *
     * @param jobs by the names of their files
     */
    public static ServedApi in(Path folder, Emulator emulator, Map<String, String> jobs)
            throws IOException, InterruptedException {
        Path files = Files.createDirectories(folder.resolve("jobs"));
        for (Map.Entry<String, String> job : jobs.entrySet()) {
            Files.writeString(files.resolve(job.getKey()), job.getValue().replace("DIR", folder.toString()));
        }
        // As arguments, which go before config/application.yml of the folder that tests run in.
        ConfigurableApplicationContext engine = new SpringApplicationBuilder(ScheduleConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .run(
                        "--gantry.state=" + folder.resolve("state"),
                        "--gantry.connections.default.base-url=" + emulator.baseUri(),
                        "--gantry.connections.default.api-key=" + emulator.apiKey(),
                        "--gantry.webhooks-in.roblox.secrets[0]=" + SECRET,
                        "--gantry.read.chunk=20",
                        "--gantry.read.window=10");
        Service service = engine.getBean(Service.class);
        service.start(files);
        Dashboard dashboard =
                Dashboard.open(engine, Listening.of("127.0.0.1", 0), Credentials.of(Map.of("GANTRY_TOKEN", TOKEN)));
        return new ServedApi(engine, service, dashboard);
    }

    /** Every method and path that a controller of ours answers. */
    public Set<String> mappings() {
        Set<String> mappings = new TreeSet<>();
        dashboard
                .beans()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getMethodsCondition()
                        .getMethods()
                        .forEach(method ->
                                mapping.getPatternValues().forEach(path -> mappings.add(method + " " + path))));
        return mappings;
    }

    /** Asks with the token. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).header("authorization", "Bearer " + TOKEN));
    }

    /** Asks without. */
    public HttpResponse<String> getUnknown(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    /** Sends JSON with the token. */
    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("authorization", "Bearer " + TOKEN)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + dashboard.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        dashboard.close();
        try {
            assert service.end(Duration.ofSeconds(30)).isWhole();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        service.close();
        engine.close();
    }
}
