package dev.gantry.schedule;

import java.util.Optional;

/**
 * Something that Roblox tells by a webhook, found to be from Roblox.
 *
 * @param id Roblox's own; it may send the same twice
 * @param eventType what it is about, for example {@code RightToErasureRequest}
 * @param eventTime when that was, as Roblox writes it
 * @param payload a JSON object with what is special to the type; players' ids are in it, so no text of this has it
 */
public record Notification(String id, String eventType, Optional<String> eventTime, String payload) {

    @Override
    public String toString() {
        return "Notification[id=" + id + ", eventType=" + eventType + ", payload hidden]";
    }
}
