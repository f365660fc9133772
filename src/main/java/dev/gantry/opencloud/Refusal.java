package dev.gantry.opencloud;

import java.io.IOException;
import java.util.Locale;

/** Puts into words why a call was given up: what was asked, of whom, what came back, what to do about it. */
final class Refusal {

    private Refusal() {}

    static OpenCloudException.Refused of(Call call, Answer answer, int repeats) {
        ErrorKind kind = ErrorKind.of(answer.status());
        String requestId = answer.header("x-request-id");
        String text = asked(call) + " was answered " + answer.status()
                + ErrorBody.parse(answer.body()).phrase() + after(repeats)
                + (requestId == null ? "" : ", request id " + requestId) + "." + advice(kind, call);
        return new OpenCloudException.Refused(answer.status(), kind, text);
    }

    static OpenCloudException.Unreachable unreachable(Call call, Exception broken, int repeats) {
        String advice = after(repeats) + ". Check the address (" + call.base() + ") and the network.";
        if (broken instanceof IOException lost) {
            return new OpenCloudException.Unreachable(
                    asked(call) + " got no whole answer: " + reason(lost) + advice, lost);
        }
        // Not even as the cause: a JSON parser quotes what it could not read, which may be a player's value.
        return new OpenCloudException.Unreachable(
                asked(call) + " got an answer that is not a JSON object" + advice, null);
    }

    private static String asked(Call call) {
        return call.operation().method() + " " + call.path() + " ("
                + call.operation().id() + ")";
    }

    private static String reason(IOException broken) {
        String name = broken.getClass().getSimpleName().replaceAll("Exception$", "");
        String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return broken.getMessage() == null ? words : words + ", " + broken.getMessage();
    }

    private static String after(int repeats) {
        return switch (repeats) {
            case 0 -> "";
            case 1 -> ", after 1 repeat";
            default -> ", after " + repeats + " repeats";
        };
    }

    private static String advice(ErrorKind kind, Call call) {
        return switch (kind) {
            case UNAUTHENTICATED ->
                " The API key is missing or unknown: set ROBLOX_API_KEY to a key of the universe's owner.";
            case DENIED ->
                " The API key lacks the scope "
                        + String.join(", ", call.operation().access().scopes())
                        + ", or is not allowed for this universe or from this address: add it at create.roblox.com"
                        + " under Credentials.";
            case NOT_FOUND -> " Check the universe and the names.";
            case THROTTLED, UNAVAILABLE -> " Resume the run later: it goes on from its checkpoint.";
            case INVALID, CONFLICT -> "";
        };
    }
}
