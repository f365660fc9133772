package dev.gantry.cli;

import dev.gantry.run.Run;
import dev.gantry.run.RunResult;
import dev.gantry.source.Partition;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A run as one JSON line. */
final class RunAsJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private RunAsJson() {}

    static ObjectNode of(Run run) {
        ObjectNode line = JSON.createObjectNode();
        line.put("run", run.id());
        line.put("job", run.job());
        line.put("status", run.status().label());
        line.put("started", run.started().toString());
        line.put("file", run.file());
        line.set(
                "partitions",
                JSON.valueToTree(run.partitions().stream().map(Partition::name).toList()));
        add(line, run.result());
        return line;
    }

    static void add(ObjectNode line, RunResult result) {
        line.setAll((ObjectNode) JSON.valueToTree(result));
    }
}
