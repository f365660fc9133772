package dev.gantry.emulator.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One repository: what is published, what was, and the draft of what will be. */
final class Repository {
    private static final String HASH = "draftHash";

    private final List<Version> versions = new ArrayList<>();
    private ObjectNode draft;
    private ObjectNode draftRules;
    private long edits;

    /**
     * What was published.
     *
     * @param number counts from 1
     * @param entries values by key
     * @param rules {@code {rules, rulesOrder}}
     */
    record Version(long number, Instant time, String user, String message, ObjectNode entries, ObjectNode rules) {
        /** Names it in paths. */
        String id() {
            return HexFormat.of().toHexDigits(Dice.mix(number));
        }
    }

    Repository(Instant created, String user, ObjectNode entries) {
        this.versions.add(new Version(1, created, user, "Created", entries, noRules()));
        this.draft = entries.deepCopy();
        this.draftRules = noRules();
    }

    static ObjectNode noRules() {
        ObjectNode rules = JsonNodeFactory.instance.objectNode();
        rules.putObject("rules");
        rules.putArray("rulesOrder");
        return rules;
    }

    Version published() {
        return versions.getLast();
    }

    /** Newest first. */
    List<Version> versions() {
        return versions.reversed();
    }

    Optional<Version> find(String id) {
        return versions.stream().filter(version -> version.id().equals(id)).findFirst();
    }

    /** The version before one; the first has none. */
    Optional<Version> before(Version version) {
        return version.number() == 1 ? Optional.empty() : Optional.of(versions.get((int) version.number() - 2));
    }

    ObjectNode draft() {
        return draft;
    }

    ObjectNode draftRules() {
        return draftRules;
    }

    /** Changes with every change of the draft and with every publication. */
    String draftHash() {
        return HexFormat.of().toHexDigits(Dice.mix(versions.size() * 1_000_003L + edits));
    }

    /** Sets entries of the draft; null takes one out. */
    void edit(JsonNode sent) {
        ObjectNode entries = entries(sent);
        ObjectNode rules = rules(sent);
        checkHash(sent);
        entries.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                draft.remove(entry.getKey());
            } else {
                draft.set(entry.getKey(), entry.getValue());
            }
        });
        if (!sent.path("conditionalRules").isEmpty()) {
            draftRules = rules;
        }
        edits++;
    }

    /** Sets the draft as a whole. */
    void overwrite(JsonNode sent) {
        ObjectNode entries = entries(sent);
        ObjectNode rules = rules(sent);
        checkHash(sent);
        draft = entries;
        draftRules = rules;
        edits++;
    }

    /** Makes the draft what is published. */
    void discard(JsonNode sent) {
        checkHash(sent);
        restore(published());
    }

    /** Makes the draft what a version was. */
    void restore(Version version) {
        draft = version.entries().deepCopy();
        draftRules = version.rules().deepCopy();
        edits++;
    }

    Version publish(JsonNode sent, String user, Instant now) {
        checkHash(sent);
        Version next = new Version(
                versions.size() + 1L,
                now,
                user,
                sent.path("message").asString(""),
                draft.deepCopy(),
                draftRules.deepCopy());
        versions.add(next);
        return next;
    }

    private static ObjectNode entries(JsonNode sent) {
        JsonNode entries = sent.path("entries");
        if (entries.isMissingNode() || entries.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (entries instanceof ObjectNode object) {
            return object;
        }
        throw Refused.invalid("entries must be an object").detailed("entries");
    }

    private static ObjectNode rules(JsonNode sent) {
        JsonNode rules = sent.path("conditionalRules");
        if (rules.isMissingNode() || rules.isNull() || (rules.isObject() && rules.isEmpty())) {
            return noRules();
        }
        if (rules instanceof ObjectNode object
                && object.path("rules").isObject()
                && object.path("rulesOrder").isArray()) {
            return object;
        }
        throw Refused.invalid("conditionalRules must be an object of rules and rulesOrder")
                .detailed("conditionalRules");
    }

    private void checkHash(JsonNode sent) {
        JsonNode hash = sent.path(HASH);
        if (!hash.isMissingNode() && !hash.isNull() && !Objects.equals(hash.asString(""), draftHash())) {
            throw Refused.aborted("The draft has changed: its draftHash is another")
                    .detailed(HASH);
        }
    }
}
