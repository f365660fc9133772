package dev.gantry.sink;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Variant;
import dev.gantry.sink.schema.Scalar;
import dev.gantry.sink.schema.Scalar.Decimal;
import dev.gantry.sink.schema.Scalar.Simple;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code _schema.json}: what a published folder holds, from which rows. Lets a repeated publishing see that it is done. */
record Manifest(ObjectNode json) {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int FORMAT = 1;

    /** A file of the folder; its name is relative, with slashes. */
    record DataFile(String name, long rows, long bytes) {}

    /**
     * @param columns in the files
     * @param partitionBy columns that the files' folders are named by
     */
    static Manifest of(
            Provenance provenance,
            List<Staged> staged,
            List<Column> columns,
            List<Column> partitionBy,
            List<DataFile> files,
            List<String> notes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
        json.put("job", provenance.job()).put("run", provenance.run()).put("source", provenance.source());
        provenance.asOf().ifPresent(moment -> json.put("as-of", moment.toString()));
        json.put("version", provenance.version());
        json.put("rows", files.stream().mapToLong(DataFile::rows).sum());
        ArrayNode parts = json.putArray("files");
        files.forEach(file -> parts.addObject()
                .put("name", file.name())
                .put("rows", file.rows())
                .put("bytes", file.bytes()));
        json.set("columns", described(columns));
        json.set("partition-by", described(partitionBy));
        notes.forEach(json.putArray("notes")::add);
        json.set("staged", logs(staged));
        return new Manifest(json);
    }

    private static ArrayNode logs(List<Staged> staged) {
        ArrayNode logs = JsonNodeFactory.instance.arrayNode();
        staged.forEach(
                log -> logs.addObject().put("file", log.file().toString()).put("length", log.length()));
        return logs;
    }

    /** Empty if it is none that we wrote. */
    static Optional<Manifest> parse(byte[] text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            return json instanceof ObjectNode object && object.path("format").asInt(0) == FORMAT
                    ? Optional.of(new Manifest(object))
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    boolean isOf(Provenance provenance, List<Staged> staged) {
        return json.path("run").asString("").equals(provenance.run())
                && json.path("staged").toString().equals(logs(staged).toString());
    }

    byte[] text() {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    Published published(String target, Optional<String> look) {
        JsonNode files = json.path("files");
        return new Published(
                target,
                json.path("rows").asLong(),
                files.valueStream()
                        .mapToLong(file -> file.path("bytes").asLong())
                        .sum(),
                files.size(),
                files.isEmpty() ? Optional.empty() : look,
                json.path("notes").valueStream().map(JsonNode::asString).toList());
    }

    private static ArrayNode described(List<Column> columns) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        columns.forEach(column -> {
            ObjectNode node = list.addObject().put("name", column.name());
            node.setAll(described(column.type()));
            if (column.nulls() > 0 || column.absent() > 0) {
                node.put("nulls", column.nulls()).put("absent", column.absent());
            }
        });
        return list;
    }

    static ObjectNode described(ColumnType type) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (type) {
            case Leaf leaf -> {
                describe(leaf.scalar(), node);
                describeRequired(leaf.isRequired(), node);
            }
            case Variant variant -> {
                node.put("type", "variant");
                variant.typed().ifPresent(typed -> node.set("shredded", described(typed)));
                describeRequired(variant.isRequired(), node);
            }
            case Struct struct -> node.put("type", "struct").set("columns", described(struct.columns()));
            case ListOf list -> node.put("type", "list").set("element", described(list.element()));
            case MapOf map -> node.put("type", "map").set("value", described(map.value()));
        }
        return node;
    }

    private static void describeRequired(boolean isRequired, ObjectNode node) {
        if (isRequired) {
            node.put("required", true);
        }
    }

    private static void describe(Scalar scalar, ObjectNode node) {
        switch (scalar) {
            case Simple simple ->
                node.put("type", simple.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            case Decimal decimal ->
                node.put("type", "decimal")
                        .put("precision", decimal.precision())
                        .put("scale", decimal.scale());
        }
    }
}
