package dev.gantry.dashboard.api;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gantry.dashboard.ServedApi;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The API over HTTP, each answer held against its description. */
@ResourceLock(ServedApi.ONE_AT_A_TIME)
class ApiIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode DOCUMENT = document();
    private static final String RUN = "/api/v1/runs/";

    private static final String EXPORT = """
            job: export
            description: Every player's save
            schedule: {cron: "0 0 3 1 1 ?", zone: America/New_York, retry: {times: 2}}
            source:
              data-store-entries: {universe: "1", data-store: PlayerData}
            transform:
              - where: 'if .id == "Player_1000004647" then error("secret-value of " + .id) else true end'
              - map: '{id}'
            sink:
              jsonl: {path: "DIR/out"}
            errors: {skip: 5, rejects: "DIR/rejects.jsonl"}
            """;

    private static final String SLOW = """
            job: slow
            source:
              data-store-entries: {universe: "1", data-store: PlayerData, partitions: none}
            transform:
              - map: '{id}'
            sink:
              jsonl: {path: "DIR/slow"}
            limits: {read: 2400/min, list: none}
            """;

    private static final String CHANGE = """
            job: change
            on: {webhook: SubscriptionPurchased, params: [UserId]}
            params: {UserId: "7"}
            source:
              data-store-entries: {universe: "1", data-store: PlayerData, prefix: Player_10000046}
            sink:
              data-store-entries:
                universe: "1"
                data-store: PlayerData
                id: "{.id}"
                update: '.gift = ${UserId}'
            """;

    private static final String BACKUP = """
            job: backup
            backup: {universe: "1", data-stores: [Settings], as-of: now, to: "DIR/backups"}
            """;

    @TempDir
    private static Path folder;

    private static Emulator emulator;
    private static ServedApi served;
    private static long exporting;
    private static long changing;
    private static long backingUp;

    @BeforeAll
    static void serve() throws Exception {
        emulator = Emulator.start(EmulatorOptions.defaults().withPlayers(300).withLimits(false));
        served = ServedApi.in(
                folder,
                emulator,
                Map.of("a.yml", EXPORT, "b.yml", SLOW, "c.yml", CHANGE, "d.yml", BACKUP, "e.yml", "job: broken\n"));
        exporting = asked("export");
        changing = asked("change");
        backingUp = asked("backup");
    }

    /** They are begun within two seconds, all together. */
    private static long asked(String job) throws Exception {
        JsonNode firing = answered(served.post("/api/v1/jobs/" + job + "/run", "{}"), 202, "Firing");
        assertThat(firing.path("cause").stringValue()).isEqualTo("manual");
        return firing.path("id").longValue();
    }

    @AfterAll
    static void leave() {
        served.close();
        emulator.close();
    }

    private static JsonNode document() {
        try {
            return JSON.readTree(new ClassPathResource(OpenApi.DOCUMENT).getContentAsByteArray());
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @Test
    void describesAllThatItAnswersAndNothingElse() throws Exception {
        Set<String> described = new TreeSet<>();
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> answered = served.mappings().stream()
                .filter(mapping -> mapping.contains(" /api/v1/"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(described).isEqualTo(answered).hasSize(15);
        assertThat(JSON.readTree(served.get("/api/openapi.json").body())).isEqualTo(DOCUMENT);
    }

    @Test
    void runsAJobAndTellsAllAboutIt() throws Exception {
        long run = runOf(exporting, "done");

        JsonNode detail = answered(served.get(RUN + run), 200, "RunDetail");
        assertThat(detail.at("/run/status").stringValue()).isEqualTo("done");
        assertThat(detail.at("/run/rowsRead").longValue()).isEqualTo(300);
        assertThat(detail.at("/run/rowsPublished").longValue()).isEqualTo(299);
        assertThat(detail.path("steps")
                        .valueStream()
                        .filter(step -> step.path("partition").booleanValue())
                        .mapToLong(step -> step.path("rows").longValue())
                        .sum())
                .isEqualTo(300);
        assertThat(detail.at("/rejects/0/rows").longValue()).isEqualTo(1);
        assertThat(detail.path("changes").isNull()).isTrue();
        JsonNode firings = answered(served.get("/api/v1/jobs/export/firings?limit=1"), 200, "Firings");
        assertThat(firings.at("/firings/0/run").longValue()).isEqualTo(run);
        JsonNode runs = answered(served.get("/api/v1/runs?limit=1&job=export"), 200, "Runs");
        assertThat(runs.at("/runs/0/id").longValue()).isEqualTo(run);
        assertThat(answered(served.get("/api/v1/runs?limit=1&before=" + run), 200, "Runs")
                        .path("runs")
                        .valueStream()
                        .allMatch(each -> each.path("id").longValue() < run))
                .isTrue();
    }

    @Test
    void listsJobsAndPausesAndResumesThem() throws Exception {
        JsonNode jobs = answered(served.get("/api/v1/jobs"), 200, "Jobs").path("jobs");
        assertThat(jobs.valueStream().map(job -> job.path("name").stringValue()))
                .containsExactly("backup", "change", "export", "slow");
        assertThat(jobs.at("/2/description").stringValue()).isEqualTo("Every player's save");
        assertThat(jobs.at("/2/schedule/zone").stringValue()).isEqualTo("America/New_York");
        assertThat(jobs.at("/1/on/params/0").stringValue()).isEqualTo("UserId");
        JsonNode schedules = answered(served.get("/api/v1/schedules"), 200, "Schedules");
        assertThat(schedules.path("served").booleanValue()).isTrue();
        assertThat(schedules.path("schedules").size()).isEqualTo(2);
        assertThat(schedules.path("problems").properties())
                .singleElement()
                .extracting(each -> each.getValue().stringValue())
                .asString()
                .contains("\"source\" is missing");

        assertThat(answered(served.post("/api/v1/jobs/export/pause", ""), 200, "Job")
                        .path("paused")
                        .booleanValue())
                .isTrue();
        assertThat(answered(served.post("/api/v1/jobs/export/resume", ""), 200, "Job")
                        .path("paused")
                        .booleanValue())
                .isFalse();
        assertThat(answered(served.get("/api/v1/jobs/export"), 200, "Job")
                        .path("paused")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void showsProgressStopsAndGoesOn() throws Exception {
        long firing = asked("slow");
        await().until(() -> firing(firing).path("state").stringValue().equals("running"));
        long run = firing(firing).path("run").longValue();
        await().until(() -> detail(run).at("/progress/rows").longValue(0) > 0);
        assertThat(detail(run).at("/progress/partitions/0/name").stringValue()).isNotEmpty();
        assertThat(problem(served.post("/api/v1/jobs/slow/run", "{}"), 409))
                .contains("Run " + run + " of slow is under way");
        answered(served.post(RUN + run + "/stop", ""), 202, "Run");
        await().until(() -> firing(firing).path("state").stringValue().equals("stopped"));
        assertThat(detail(run).at("/run/resumable").booleanValue()).isTrue();
        assertThat(problem(served.post(RUN + run + "/stop", ""), 409)).contains("is not running: it is stopped");

        JsonNode on = answered(served.post(RUN + run + "/resume", ""), 202, "Firing");
        assertThat(on.path("run").longValue()).isEqualTo(run);
        runOf(on.path("id").longValue(), "done");
        assertThat(detail(run).at("/run/rowsPublished").longValue()).isEqualTo(300);
        assertThat(problem(served.post(RUN + run + "/resume", ""), 409)).contains("there is nothing to resume");
    }

    @Test
    void undoesWhatARunChangedOnceThatIsMeant() throws Exception {
        long changed = runOf(changing, "done");
        JsonNode changes = detail(changed).path("changes");
        assertThat(changes.at("/outcomes/done").longValue())
                .isPositive()
                .isEqualTo(changes.path("total").longValue());

        HttpResponse<String> unconfirmed = served.post(RUN + changed + "/undo", "{}");
        assertThat(problem(unconfirmed, 422)).contains("Name what is meant");
        assertThat(JSON.readTree(unconfirmed.body()).at("/confirm/0").stringValue())
                .isEqualTo("" + changed);
        JsonNode undo =
                answered(served.post(RUN + changed + "/undo", "{\"confirm\": [\"" + changed + "\"]}"), 202, "Firing");
        long undone = runOf(undo.path("id").longValue(), "done");
        assertThat(detail(undone).at("/run/deed").stringValue()).isEqualTo("undo");
        assertThat(detail(undone).at("/run/undoes").longValue()).isEqualTo(changed);
    }

    @Test
    void listsBackups() throws Exception {
        runOf(backingUp, "done");
        JsonNode place = answered(served.get("/api/v1/backups"), 200, "Backups").at("/repositories/0");
        assertThat(place.at("/jobs/0").stringValue()).isEqualTo("backup");
        assertThat(place.at("/backups/0/whole").booleanValue()).isTrue();
    }

    @Test
    void tellsOfBudgets() throws Exception {
        runOf(exporting, "done");
        JsonNode budgets =
                answered(served.get("/api/v1/budgets"), 200, "Budgets").path("budgets");
        assertThat(budgets.valueStream().map(each -> each.path("operations").stringValue()))
                .contains("read", "list");
        assertThat(budgets.at("/0/limit").doubleValue()).isPositive();
    }

    @Test
    void refusesInWordsAndWithTheStatusThatFits() throws Exception {
        assertThat(problem(served.get("/api/v1/jobs/nobody"), 404)).isEqualTo("There is no job nobody.");
        assertThat(problem(served.get("/api/v1/jobs/nobody/firings"), 404)).isEqualTo("There is no job nobody.");
        assertThat(problem(served.post("/api/v1/jobs/nobody/run", "{}"), 404)).isEqualTo("There is no job nobody.");
        assertThat(problem(served.get(RUN + "999999"), 404)).isEqualTo("There is no run 999999.");
        assertThat(problem(served.get("/api/v1/firings/999999"), 404)).isEqualTo("There is no firing 999999.");
        assertThat(problem(served.get(RUN + "seven"), 400)).isEqualTo("id must be a whole number.");
        assertThat(problem(served.post("/api/v1/jobs/export/run", "nonsense"), 400))
                .contains("is not the JSON object");
        assertThat(problem(served.get("/api/v1/nothing"), 404)).contains("There is nothing at /api/v1/nothing");
        assertThat(problem(served.post("/api/v1/jobs", "{}"), 405)).isNotEmpty();
        assertThat(problem(served.getUnknown("/api/v1/jobs"), 401)).contains("Log in first");
        assertThat(problem(
                        served.send(
                                served.request("/api/v1/jobs/export/pause").POST(HttpRequest.BodyPublishers.noBody())),
                        403))
                .contains("nothing was done");
        assertThat(problem(
                        served.send(served.request("/api/v1/jobs/export/pause")
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.noBody())),
                        401))
                .contains("Log in first");
    }

    private static long runOf(long firing, String state) throws Exception {
        await().until(() -> firing(firing).path("state").stringValue(), state::equals);
        return firing(firing).path("run").longValue();
    }

    private static JsonNode firing(long id) throws Exception {
        return answered(served.get("/api/v1/firings/" + id), 200, "Firing");
    }

    private static JsonNode detail(long run) throws Exception {
        return answered(served.get(RUN + run), 200, "RunDetail");
    }

    private static String problem(HttpResponse<String> response, int status) {
        JsonNode problem = checked(response, status, "Problem", "application/problem+json");
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        return problem.path("detail").stringValue();
    }

    private static JsonNode answered(HttpResponse<String> response, int status, String schema) {
        return checked(response, status, schema, "application/json");
    }

    /** Neither secrets nor what is in players' saves may be in any answer. */
    private static JsonNode checked(HttpResponse<String> response, int status, String schema, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith(type);
        assertThat(response.body()).doesNotContain(ServedApi.TOKEN, ServedApi.SECRET, emulator.apiKey());
        JsonNode answer = JSON.readTree(response.body());
        ObjectNode wanted = JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
        wanted.set("components", DOCUMENT.path("components"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(wanted)
                        .validate(answer))
                .as(response.body())
                .isEmpty();
        return answer;
    }
}
