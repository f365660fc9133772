package dev.gantry.job;

import java.util.List;

/**
 * What starts a job beside its schedule: notifications that Roblox sends.
 *
 * @param webhook the types of events, as Roblox calls them
 * @param params fields of their payload that the job needs, each by its name; of a field in another, both with a dot
 */
public record On(List<String> webhook, List<String> params) {

    private static final int MAX_TYPE = 100;

    public On {
        webhook = List.copyOf(webhook);
        params = List.copyOf(params);
    }

    static final Shape<On> SHAPE = Shape.object(fields -> {
        var webhook = fields.required(
                "webhook",
                Shape.listOrOne(Shape.text(
                        "[A-Za-z][A-Za-z0-9]*", MAX_TYPE, "a type of Roblox's events such as RightToErasureRequest")),
                "Types of Roblox's webhook events, any of which starts the job, for example RightToErasureRequest");
        var params = fields.withDefault(
                "params",
                Shape.listOrOne(Shape.text(Values.NAME, Job.MAX_NAME, "a field of the payload such as UserId")
                        .as(On::allowed)),
                List.of(),
                "Fields of the event's payload that the job needs, written ${UserId} elsewhere; a notification without"
                        + " one of them fails");
        return given -> new On(given.get(webhook), given.get(params));
    });

    private static String allowed(String name) {
        if (Values.BUILT_IN.contains(name) || Secret.NAMES.contains(name)) {
            throw new IllegalArgumentException(name + " is never a field of a payload: it stands for something else");
        }
        return name;
    }
}
