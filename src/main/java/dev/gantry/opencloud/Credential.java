package dev.gantry.opencloud;

/** What proves who asks. Its text never shows the secret. */
public sealed interface Credential {

    /** Sent in the header {@code x-api-key}. */
    record ApiKey(String value) implements Credential {

        public ApiKey {
            if (value.isBlank() || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new IllegalArgumentException("an API key is printable ASCII without spaces; check ROBLOX_API_KEY"
                        + " (a line break copied along is the usual reason)");
            }
        }

        @Override
        public String toString() {
            return "ApiKey[hidden]";
        }
    }

    /** No credential at all: Open Cloud will answer 401 to whatever needs one. */
    record None() implements Credential {}
}
