package dev.gantry.emulator.wire;

import java.util.Map;
import java.util.Optional;

/** The fields of a multipart body, each of them held to its type. */
public final class Form {
    private final Map<String, Body.Part> parts;

    private Form(Map<String, Body.Part> parts) {
        this.parts = parts;
    }

    /**
     * Those of a call.
     *
     * @throws Refused 400 when its body is no {@code multipart/form-data}
     */
    public static Form of(Call call) {
        return new Form(call.body().parts(call.header("content-type")));
    }

    /** A field's text; absent and empty are the same. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(parts.get(name))
                .map(part -> part.body().text())
                .filter(text -> !text.isEmpty());
    }

    /**
     * A field's text that is no longer than so many characters.
     *
     * @throws Refused 400 when it is longer
     */
    public Optional<String> text(String name, int longest) {
        Optional<String> text = text(name);
        if (text.isPresent() && text.get().length() > longest) {
            throw Refused.invalid(name + " has " + longest + " characters at most, not "
                            + text.get().length())
                    .detailed(name);
        }
        return text;
    }

    /**
     * A field that is true or false.
     *
     * @throws Refused 400 when it is neither
     */
    public Optional<Boolean> flag(String name) {
        return text(name).map(text -> switch (text) {
            case "true", "True" -> true;
            case "false", "False" -> false;
            default ->
                throw Refused.invalid(name + " must be true or false, not " + text)
                        .detailed(name);
        });
    }

    /**
     * A field that is a number from 0 to a thousand million.
     *
     * @throws Refused 400 when it is none
     */
    public Optional<Long> number(String name) {
        return text(name).map(text -> {
            if (!text.matches("\\d{1,10}") || Long.parseLong(text) > 1_000_000_000) {
                throw Refused.invalid(name + " must be a number from 0 to 1000000000, not " + text)
                        .detailed(name);
            }
            return Long.parseLong(text);
        });
    }

    /** A file that is not empty. */
    public Optional<Body.Part> file(String name) {
        return Optional.ofNullable(parts.get(name)).filter(part -> part.body().size() > 0);
    }
}
