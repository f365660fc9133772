package dev.gantry.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.gantry.job.Errors;
import dev.gantry.job.Job;
import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.sink.RefusesLate;
import dev.gantry.sink.RowSink;
import dev.gantry.source.RowSource;
import dev.gantry.transform.RowTransform;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sends a batch's rows through the job's transforms; sets those aside that the source, one of them or the sink refuses, if the job allows any. */
record Transforming(List<RowTransform> transforms, RowSink sink, boolean allowsRejects)
        implements ItemProcessor<List<Row>, Processed> {

    static Transforming of(Job<RowSource, RowTransform, RowSink> job) {
        return new Transforming(job.transforms(), job.sink(), !(job.errors().skip() instanceof Errors.Skip.None));
    }

    @Override
    public Processed process(List<Row> batch) {
        List<Row> rows = new ArrayList<>(batch.size());
        List<Row> rejects = new ArrayList<>();
        for (Row row : batch) {
            try {
                refuseUnreadable(row);
                apply(0, row, rows::add);
            } catch (RowRejected refused) {
                if (!allowsRejects) {
                    throw refused;
                }
                rejects.add(reject(row, refused));
            }
        }
        return new Processed(rows, rejects);
    }

    private void refuseUnreadable(Row row) {
        if (row.refusal() != null) {
            throw new RowRejected(
                    row.id(),
                    allowsRejects
                            ? row.refusal()
                            : row.refusal() + "; mend it, or let such rows go with errors: {skip: ...}");
        }
    }

    /** One transform after the other; a row that fails late has delivered nothing, because each delivers at its end. */
    void apply(int step, Row row, Consumer<Row> out) {
        if (step == transforms.size()) {
            sink.check(row);
            out.accept(row);
            return;
        }
        List<Row> results = new ArrayList<>(1);
        transforms.get(step).apply(row, result -> apply(step + 1, result, results::add));
        results.forEach(out);
    }

    /** One that the sink found out about, with what a remote said to it. */
    static Row reject(RefusesLate.Refused late) {
        Row line = reject(late.row(), late.why());
        if (late.response() != null) {
            ((ObjectNode) line.json()).set("response", late.response());
        }
        return line;
    }

    static Row reject(Row row, RowRejected refused) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("id", row.id());
        line.put("reason", refused.getMessage());
        line.set("row", row.json());
        return new Row(row.id(), line);
    }
}
