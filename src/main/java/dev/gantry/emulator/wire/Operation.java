package dev.gantry.emulator.wire;

import java.util.Set;

/**
 * One operation that the emulator serves.
 *
 * @param id operation id in Roblox's OpenAPI document
 * @param host host that serves it, {@code apis.roblox.com} for most
 * @param method HTTP method, upper case
 * @param template path with {@code {variables}}; a last variable may be followed by {@code :verb}
 * @param limitClass which part of the universe's quota a request takes
 * @param scopes scopes that an API key needs, all of them; empty when no credential is looked at
 * @param perOwnerAndMinute requests a minute that all keys of one owner may make together; 0 is no limit
 * @param handler what it does
 */
public record Operation(
        String id,
        String host,
        String method,
        String template,
        OperationClass limitClass,
        Set<String> scopes,
        long perOwnerAndMinute,
        Handler handler) {

    /** The host of every operation without {@code servers} of its own. */
    public static final String DEFAULT_HOST = "apis.roblox.com";

    public Operation {
        scopes = Set.copyOf(scopes);
    }

    /** What an operation does with a call. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers without blocking.
         *
         * @throws Refused when the caller is at fault
         */
        Answer answer(Call call);
    }
}
