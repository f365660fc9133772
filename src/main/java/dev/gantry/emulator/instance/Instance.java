package dev.gantry.emulator.instance;

import java.util.ArrayList;
import java.util.List;

import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** One instance of a place: a folder, a script, or a service, of which only the name is told. */
final class Instance {
    private static final int LONGEST_SOURCE = 200_000;
    private static final int LONGEST_NAME = 100;

    private final String id;
    private final String parent;
    private final Kind kind;
    private final List<Instance> children = new ArrayList<>();
    private String name;
    private String source;
    private boolean isEnabled = true;

    /** What can be told of an instance. */
    enum Kind {
        SERVICE(""),
        FOLDER("Folder"),
        SCRIPT("Script"),
        LOCAL_SCRIPT("LocalScript"),
        MODULE_SCRIPT("ModuleScript");

        private final String details;

        Kind(String details) {
            this.details = details;
        }

        private boolean hasSource() {
            return this != SERVICE && this != FOLDER;
        }

        private boolean canBeDisabled() {
            return this == SCRIPT || this == LOCAL_SCRIPT;
        }
    }

    Instance(String id, String parent, Kind kind, String name, String source) {
        this.id = id;
        this.parent = parent;
        this.kind = kind;
        this.name = name;
        this.source = source;
    }

    String id() {
        return id;
    }

    List<Instance> children() {
        return children;
    }

    /**
     * Takes over what is sent of it.
     *
     * @param sent an {@code engineInstance}
     * @throws Refused 400 when something does not fit; nothing has changed then
     */
    void change(JsonNode sent) {
        JsonNode details = sent.path("Details").path(kind.details);
        String newName = text(sent, "Name", name, LONGEST_NAME);
        String newSource = text(details, "Source", source, LONGEST_SOURCE);
        boolean enabled = details.path("Enabled").asBoolean(isEnabled);
        if (!newSource.equals(source) && !kind.hasSource()) {
            throw Refused.invalid("Instance " + id + " has no source").detailed("engineInstance");
        }
        name = newName;
        source = newSource;
        isEnabled = enabled;
    }

    private static String text(JsonNode sent, String name, String current, int longest) {
        JsonNode value = sent.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return current;
        }
        if (!value.isString() || value.stringValue().length() > longest) {
            throw Refused.invalid(name + " must be a text of " + longest + " characters at most")
                    .detailed("engineInstance");
        }
        return value.stringValue();
    }

    /** Writes it as a resource below a place. */
    void write(JsonGenerator json, String place, String type) {
        json.writeStartObject();
        if (!type.isEmpty()) {
            json.writeStringProperty("@type", type);
        }
        json.writeStringProperty("path", place + "/instances/" + id);
        json.writeBooleanProperty("hasChildren", !children.isEmpty());
        json.writeObjectPropertyStart("engineInstance");
        json.writeStringProperty("Id", id);
        json.writeStringProperty("Parent", parent);
        json.writeStringProperty("Name", name);
        json.writeObjectPropertyStart("Details");
        if (kind != Kind.SERVICE) {
            json.writeObjectPropertyStart(kind.details);
            if (kind.canBeDisabled()) {
                json.writeBooleanProperty("Enabled", isEnabled);
                json.writeStringProperty("RunContext", "Legacy");
            }
            if (kind.hasSource()) {
                json.writeStringProperty("Source", source);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }
}
