package dev.gantry.opencloud;

import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.credential.Proof;
import dev.gantry.opencloud.http.Answer;
import dev.gantry.opencloud.http.ErrorBody;
import dev.gantry.opencloud.http.LocalFileFailed;
import org.jspecify.annotations.Nullable;

/**
 * Puts into words why a call was given up: what was asked, of whom, what came back, what to do about it.
 *
 * @param proof what proved who asked; its secrets are taken out of what Open Cloud says
 * @param repeats made before
 */
record Refusal(Call call, Proof proof, int repeats) {

    /** What a connection lacks. Nothing was sent. */
    static OpenCloudException.Refused lacking(Call call, Connection connection, Set<Credential.Kind> present) {
        String text = call.asked() + " takes "
                + call.operation().access().takes().stream()
                        .map(Refusal::phrase)
                        .collect(Collectors.joining(" or "))
                + ", but connection " + connection.name() + " has "
                + (present.isEmpty()
                        ? "no credential"
                        : "only "
                                + present.stream().map(Credential.Kind::phrase).collect(Collectors.joining(" and ")))
                + "." + Advice.lacking(call.operation(), connection.name(), present);
        var details = new OpenCloudException.Details(0, call.operation().id(), call.path(), "", "", "", "");
        return new OpenCloudException.Refused(details, ErrorKind.UNAUTHENTICATED, text);
    }

    /** A file of this machine. */
    static OpenCloudException.FileFailed fileFailed(ApiOperation operation, LocalFileFailed failed) {
        return new OpenCloudException.FileFailed(
                operation.id() + " was not made: " + failed.getMessage() + ".", failed);
    }

    OpenCloudException.Refused of(Answer answer) {
        ErrorKind kind = ErrorKind.of(answer.status());
        ErrorBody body = ErrorBody.parse(answer.status(), answer.body());
        String text = answered(answer, body) + "." + Advice.after(answer.status(), body.code(), call, proof);
        return refused(answer, body, kind, text);
    }

    /** The request itself was not sent, for want of an access token. */
    OpenCloudException.Refused ofToken(Answer answer) {
        ErrorBody body = ErrorBody.parse(answer.status(), answer.body());
        String text = "The refresh token could not be exchanged for " + call.asked()
                + ": POST /oauth/v1/token was answered " + answer.status() + proof.hide(body.phrase()) + after() + "."
                + Advice.afterToken(answer.status());
        ErrorKind kind = ErrorKind.of(answer.status());
        return refused(answer, body, kind == ErrorKind.INVALID ? ErrorKind.UNAUTHENTICATED : kind, text);
    }

    /** A write that the answer does not settle. */
    OpenCloudException.Unsettled unsettled(Answer answer) {
        ErrorBody body = ErrorBody.parse(answer.status(), answer.body());
        return new OpenCloudException.Unsettled(answer.status(), answered(answer, body) + Advice.UNSETTLED, null);
    }

    /** A write without an answer, or with one that cannot be read. */
    OpenCloudException.Unsettled unsettled(Exception broken) {
        return new OpenCloudException.Unsettled(
                0, call.asked() + " got " + lost(broken) + after() + Advice.UNSETTLED, causeOf(broken));
    }

    OpenCloudException.Unreachable unreachable(Exception broken, Connection connection) {
        String proxy = connection
                .wire()
                .proxy()
                .map(each -> ", the proxy (" + each + ")")
                .orElse("");
        return new OpenCloudException.Unreachable(
                call.asked() + " got " + lost(broken) + after() + ". Check the address (" + call.base() + ")" + proxy
                        + " and the network.",
                causeOf(broken));
    }

    private OpenCloudException.Refused refused(Answer answer, ErrorBody body, ErrorKind kind, String text) {
        return new OpenCloudException.Refused(
                new OpenCloudException.Details(
                        answer.status(),
                        call.operation().id(),
                        call.path(),
                        body.code(),
                        body.detail(),
                        proof.hide(body.message()),
                        Objects.requireNonNullElse(answer.header("x-request-id"), "")),
                kind,
                text);
    }

    private String answered(Answer answer, ErrorBody body) {
        @Nullable String requestId = answer.header("x-request-id");
        return call.asked() + " was answered " + answer.status() + proof.hide(body.phrase()) + after()
                + (requestId == null ? "" : ", request id " + requestId);
    }

    private static String lost(Exception broken) {
        return broken instanceof IOException
                ? "no whole answer: " + reason(broken)
                : "an answer that is not a JSON object";
    }

    /** Not even as the cause: a JSON parser quotes what it could not read, which may be a player's value. */
    private static @Nullable Exception causeOf(Exception broken) {
        return broken instanceof IOException ? broken : null;
    }

    private static String reason(Exception broken) {
        String name = broken.getClass().getSimpleName().replaceAll("Exception$", "");
        String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return broken.getMessage() == null ? words : words + ", " + broken.getMessage();
    }

    private String after() {
        return switch (repeats) {
            case 0 -> "";
            case 1 -> ", after 1 repeat";
            default -> ", after " + repeats + " repeats";
        };
    }

    private static String phrase(String taken) {
        for (Credential.Kind kind : Credential.Kind.values()) {
            if (kind.word().equals(taken)) {
                return kind.phrase();
            }
        }
        return taken;
    }
}
