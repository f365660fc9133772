package dev.gantry.dashboard.hooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.gantry.job.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code roblox-signature: t=SECONDS,v1=BASE64}, where the latter is HMAC-SHA256 under the webhook's secret of the
 * seconds, a dot and the body as it came. Checked against Roblox's description on 2026-11-27.
 *
 * @param time as it is written, because so it is signed
 */
record Signature(String time, byte[] mac) {

    static final String HEADER = "roblox-signature";

    /** So far a notification's time may be from ours, which keeps what was sent once from being sent again by others. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    /** Whether a notification is to be believed. */
    enum Verdict {
        RIGHT,
        /** It has no signature, or one that is no such thing. */
        UNSIGNED,
        /** No secret of ours made it. */
        WRONG,
        /** A secret of ours made it, too long ago or for a time to come. */
        OUT_OF_TIME
    }

    /** Empty where the header is not there or not of this form. Other parts of it, of versions to come, are passed over. */
    static Optional<Signature> parse(@Nullable String header) {
        @Nullable String time = null;
        @Nullable String mac = null;
        for (String part : header == null ? new String[0] : header.split(",", -1)) {
            String stripped = part.strip();
            if (stripped.startsWith("t=")) {
                time = stripped.substring("t=".length());
            } else if (stripped.startsWith("v1=")) {
                mac = stripped.substring("v1=".length());
            }
        }
        if (time == null || mac == null || !SECONDS.matcher(time).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Signature(time, Base64.getDecoder().decode(mac)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /**
     * Judges a body.
     *
     * @param secrets any of which may have made it: while one is changed for another there are two
     */
    static Verdict judge(@Nullable String header, byte[] body, List<Secret> secrets, Instant now) {
        Optional<Signature> signature = parse(header);
        if (signature.isEmpty()) {
            return Verdict.UNSIGNED;
        }
        if (!signature.get().isOf(body, secrets)) {
            return Verdict.WRONG;
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(signature.get().time()));
        return Duration.between(sent, now).abs().compareTo(WINDOW) <= 0 ? Verdict.RIGHT : Verdict.OUT_OF_TIME;
    }

    /** Takes the same time whatever of it is wrong. */
    private boolean isOf(byte[] body, List<Secret> secrets) {
        boolean isOne = false;
        for (Secret secret : secrets) {
            isOne |= MessageDigest.isEqual(made(body, secret), mac);
        }
        return isOne;
    }

    private byte[] made(byte[] body, Secret secret) {
        try {
            Mac made = Mac.getInstance(ALGORITHM);
            made.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            made.update(time.getBytes(StandardCharsets.US_ASCII));
            made.update((byte) '.');
            return made.doFinal(body);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
        }
    }
}
