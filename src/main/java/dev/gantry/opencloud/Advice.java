package dev.gantry.opencloud;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.credential.Proof;

/** What to do next, as a sentence that goes after what went wrong; empty where there is nothing to say. */
final class Advice {

    /** After a write that may have been done or not. */
    static final String UNSETTLED =
            ". It may have been done all the same, so it was not repeated. Look before it is done" + " again.";

    private static final String RESUME = " Resume the run later: it goes on from its checkpoint.";
    private static final String INVENTORY = "Cloud_ListInventoryItems";
    private static final String LACKS_SCOPE = "INSUFFICIENT_SCOPE";

    private Advice() {}

    static String after(int status, String code, Call call, Proof proof) {
        return switch (ErrorKind.of(status)) {
            case UNAUTHENTICATED -> unauthenticated(call.operation(), proof);
            case DENIED -> denied(code, call.operation(), proof);
            case NOT_FOUND ->
                call.path().contains("/universes/")
                        ? " Check the universe and the names."
                        : " Check the ids and the names.";
            case THROTTLED, UNAVAILABLE -> RESUME;
            case INVALID, CONFLICT ->
                status == 407 ? " The proxy wants a login: proxy: http://user:password@host:port." : "";
        };
    }

    /** After the token endpoint's refusal. */
    static String afterToken(int status) {
        return ErrorKind.of(status) == ErrorKind.UNAVAILABLE || status == 429
                ? RESUME
                : " A refresh token works once and for 90 days: another program has used it, or it is too old, or the"
                        + " client's id or secret is wrong. Authorize the app again and set ROBLOX_REFRESH_TOKEN to the"
                        + " token that this gives.";
    }

    static String lacking(ApiOperation operation, String connection, Set<Credential.Kind> present) {
        List<Credential.Kind> taken = Arrays.stream(Credential.Kind.values())
                .filter(kind -> operation.access().takes().contains(kind.word()))
                .toList();
        String settings = taken.stream().map(Credential.Kind::setting).collect(Collectors.joining(" or "));
        String line = settings + ": of gantry.connections." + connection + " in config/application.yml";
        // What a connection says of itself is all that it has; only one that says nothing has the environment's.
        return present.isEmpty()
                ? " Set "
                        + taken.stream().map(Credential.Kind::variable).collect(Collectors.joining(" or "))
                        + ", or " + line + "."
                : " Set " + line + ", or, if it has its credentials from the environment, "
                        + taken.stream().map(Credential.Kind::variable).collect(Collectors.joining(" or ")) + ".";
    }

    private static String unauthenticated(ApiOperation operation, Proof proof) {
        if (proof.kind().isEmpty()) {
            return operation.access().takes().isEmpty() ? "" : " It wants a credential after all:" + wanted(operation);
        }
        return switch (proof.kind().get()) {
            case KEY -> " The API key is missing or unknown: set ROBLOX_API_KEY to a key of the universe's owner.";
            case TOKEN ->
                proof.isRenewed()
                        ? " The access token is refused although it is new: authorize the app again and set"
                                + " ROBLOX_REFRESH_TOKEN."
                        : " The access token is unknown or has expired, as they do after 15 minutes: set ROBLOX_ACCESS_TOKEN"
                                + " to a new one, or ROBLOX_REFRESH_TOKEN, ROBLOX_CLIENT_ID and ROBLOX_CLIENT_SECRET,"
                                + " from which Gantry gets new ones by itself.";
            case COOKIE ->
                " The cookie is unknown or its session has ended: set ROBLOSECURITY to that of a new session.";
        };
    }

    private static String wanted(ApiOperation operation) {
        return " set "
                + Arrays.stream(Credential.Kind.values())
                        .filter(kind -> operation.access().takes().contains(kind.word()))
                        .map(Credential.Kind::variable)
                        .collect(Collectors.joining(" or "))
                + ".";
    }

    private static String denied(String code, ApiOperation operation, Proof proof) {
        if (operation.id().equals(INVENTORY) && !code.equals(LACKS_SCOPE)) {
            return " The inventory is private: on-denied: skip in the source passes over such users and counts them."
                    + (operation.access().scopes().isEmpty()
                            ? ""
                            : " If every user's is, the credential lacks the scope " + scopes(operation) + ".");
        }
        if (proof.kind().isEmpty()) {
            return operation.access().takes().isEmpty() ? "" : " It wants a credential after all:" + wanted(operation);
        }
        return switch (proof.kind().get()) {
            case KEY ->
                operation.access().scopes().isEmpty()
                        ? " The API key is not allowed to do this, or not from this address: see it at create.roblox.com"
                                + " under Credentials."
                        : " The API key lacks the scope " + scopes(operation)
                                + ", or is not allowed for this universe or from this address: add it at create.roblox.com"
                                + " under Credentials.";
            case TOKEN ->
                operation.access().scopes().isEmpty()
                        ? " The access token is not allowed to do this: authorize the app for it."
                        : " The access token lacks the scope " + scopes(operation)
                                + ", or was not given for this universe: authorize the app again for both.";
            case COOKIE -> " The account of the cookie is not permitted to do this.";
        };
    }

    private static String scopes(ApiOperation operation) {
        return String.join(", ", operation.access().scopes());
    }
}
