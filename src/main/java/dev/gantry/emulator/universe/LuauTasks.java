package dev.gantry.emulator.universe;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.LongRunning;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Scripts run in the cloud, {@code Cloud_CreateLuauExecutionSessionTask*} and {@code Cloud_GetLuauExecutionSessionTask} of the
 * OpenAPI document (checked 2026-11-24). Nothing is run: a task is queued, then processing, then complete with one result,
 * the text {@code "emulated"}; a script that calls {@code error(} fails.
 */
final class LuauTasks {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int LONGEST_SCRIPT = 4 * 1024 * 1024;

    private final World world;
    private final Map<String, Task> tasks = new HashMap<>();

    private static final class Task {
        final String path;
        final String script;
        final String timeout;
        final LongRunning running;
        boolean seen;

        Task(String path, String script, String timeout, Instant now) {
            this.path = path;
            this.script = script;
            this.timeout = timeout;
            this.running = LongRunning.begin(now);
        }

        String state(Instant now) {
            if (running.isDone(now)) {
                return script.contains("error(") ? "FAILED" : "COMPLETE";
            }
            boolean first = !seen;
            seen = true;
            return first ? "QUEUED" : "PROCESSING";
        }
    }

    LuauTasks(World world) {
        this.world = world;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of("Cloud_CreateLuauExecutionSessionTask__Using_Universes", this::create),
                Operation.of("Cloud_CreateLuauExecutionSessionTask__Using_Universes_Places", this::create),
                Operation.of("Cloud_GetLuauExecutionSessionTask", this::get));
    }

    private Answer create(Call call) {
        world.checkUniverse(call, "universe_id");
        ObjectNode body = call.body().object();
        String script = body.path("script").asString("");
        if (script.isEmpty() || script.length() > LONGEST_SCRIPT) {
            throw Refused.invalid("script must be a text of 1 to " + LONGEST_SCRIPT + " characters")
                    .detailed("script");
        }
        String timeout = body.path("timeout").asString(LONGEST.toSeconds() + "s");
        checkTimeout(timeout);
        String version = call.path().getOrDefault("version_id", "1");
        Dice dice = new Dice(world.seed(), tasks.size());
        String session = new UUID(Dice.mix(dice.below(Integer.MAX_VALUE)), tasks.size()).toString();
        String path = "universes/" + world.universe() + "/places/" + call.id("place_id") + "/versions/" + version
                + "/luau-execution-sessions/" + session + "/tasks/"
                + new UUID(Dice.mix(tasks.size()), dice.below(Integer.MAX_VALUE));
        Task task = new Task(path, script, timeout, call.now());
        tasks.put(path, task);
        task.seen = true;
        return answer(task, "QUEUED", call.now(), true);
    }

    private static void checkTimeout(String text) {
        String seconds = text.endsWith("s") ? text.substring(0, text.length() - 1) : "";
        boolean fits =
                seconds.matches("[0-9]{1,3}(\\.[0-9]{1,9})?") && Double.parseDouble(seconds) <= LONGEST.toSeconds();
        if (!fits) {
            throw Refused.invalid("timeout must be seconds up to " + LONGEST.toSeconds() + "s, not " + text)
                    .detailed("timeout");
        }
    }

    private Answer get(Call call) {
        world.checkUniverse(call, "universe_id");
        String path = "universes/" + world.universe() + "/places/" + call.variable("place_id") + "/versions/"
                + call.variable("version_id") + "/luau-execution-sessions/"
                + call.variable("luau_execution_session_id") + "/tasks/" + call.variable("task_id");
        Task task = Optional.ofNullable(tasks.get(path))
                .orElseThrow(() -> Refused.notFound("There is no task " + call.variable("task_id")));
        boolean full = call.parameter("view").filter("FULL"::equals).isPresent();
        return answer(task, task.state(call.now()), call.now(), full);
    }

    private Answer answer(Task task, String state, Instant now, boolean full) {
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("path", task.path);
            json.writeStringProperty("createTime", task.running.begun().toString());
            json.writeStringProperty("updateTime", now.toString());
            json.writeStringProperty("user", "users/" + World.OWNER);
            json.writeStringProperty("state", state);
            json.writeStringProperty("timeout", task.timeout);
            if (full) {
                json.writeStringProperty("script", task.script);
            }
            outcome(json, state);
            json.writeEndObject();
        });
    }

    private static void outcome(JsonGenerator json, String state) {
        if (state.equals("FAILED")) {
            json.writeObjectPropertyStart("error");
            json.writeStringProperty("code", "SCRIPT_ERROR");
            json.writeStringProperty("message", "The script called error");
            json.writeEndObject();
        } else if (state.equals("COMPLETE")) {
            json.writeObjectPropertyStart("output");
            json.writeArrayPropertyStart("results");
            json.writeString("emulated");
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
