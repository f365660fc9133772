package dev.gantry.writeback;

import java.util.Locale;
import java.util.Optional;

import dev.gantry.job.Field;
import dev.gantry.job.Fields;
import dev.gantry.job.Shape;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.UniverseId;

/**
 * Whose things are changed, which {@code config/} may mark as production.
 *
 * @param id empty: it is not known before a row comes, or not at all
 */
public record Changed(Kind kind, Optional<String> id) {

    /** Whose things Open Cloud changes. */
    public enum Kind {
        UNIVERSE,
        GROUP,
        USER;

        /** As config and Open Cloud's paths name them: {@code groups}. */
        public String plural() {
            return name().toLowerCase(Locale.ROOT) + "s";
        }
    }

    public static Changed universe(UniverseId universe) {
        return new Changed(Kind.UNIVERSE, Optional.of(universe.toString()));
    }

    public static Changed group(String id) {
        return new Changed(Kind.GROUP, Optional.of(id));
    }

    /** That which an option names: by its id, or a path that ends in it. */
    public static Changed of(Kind kind, Template option) {
        return option.isConstant()
                ? new Changed(
                        kind,
                        Optional.of(
                                option.constant().substring(option.constant().lastIndexOf('/') + 1)))
                : any(kind);
    }

    /** Some of a kind. */
    public static Changed any(Kind kind) {
        return new Changed(kind, Optional.empty());
    }

    /** Declares the universe among a sink's fields. */
    public static Field<UniverseId> universeIn(Fields fields, String description) {
        return fields.required("universe", Shape.parsed("a universe id", "", UniverseId::parse), description);
    }

    /** Declares the group, by its id. */
    public static Field<String> groupIn(Fields fields) {
        return fields.required("group", Shape.text("[0-9]{1,19}", 19, "a group id (digits)"), "The group");
    }
}
