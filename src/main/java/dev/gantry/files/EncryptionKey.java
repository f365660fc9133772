package dev.gantry.files;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import dev.gantry.job.Secret;

/**
 * A secret of 256 random bits that data is encrypted with: Parquet files by their own modular encryption, all else by AES-GCM
 * under keys that are derived from it, one for each purpose. Its bits are in no text of this object.
 */
public final class EncryptionKey {
    /** What to do for want of one. */
    public static final String RULE =
            "a key is 32 random bytes, in base64 or as 64 hexadecimal digits: openssl rand -base64 32 makes one";

    private static final int BYTES = 32;
    private static final int FINGERPRINT_BYTES = 8;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bits;

    private EncryptionKey(byte[] bits) {
        this.bits = bits;
    }

    /** @throws IllegalArgumentException if it is none; the message does not repeat it */
    public static EncryptionKey of(Secret secret) {
        String text = secret.reveal().strip();
        try {
            byte[] bits = text.length() == 2 * BYTES
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
            if (bits.length == BYTES && !Arrays.equals(bits, new byte[BYTES])) {
                return new EncryptionKey(bits);
            }
        } catch (IllegalArgumentException neither) {
            // said below, without what it was
        }
        throw new IllegalArgumentException("what it holds is no key; " + RULE);
    }

    /** Tells it from other keys and nothing else about it: 16 hexadecimal digits. */
    public String fingerprint() {
        return HexFormat.of().formatHex(Arrays.copyOf(mac("fingerprint", new byte[0]), FINGERPRINT_BYTES));
    }

    /** The key itself, for what encrypts by it: 32 bytes. */
    public byte[] reveal() {
        return bits.clone();
    }

    /** HMAC-SHA-256 of a text under a key of its own: 32 bytes. */
    public byte[] mac(String purpose, byte[] text) {
        return hmac(hmac(bits, ("gantry " + purpose).getBytes(StandardCharsets.UTF_8)), text);
    }

    /** HMAC-SHA-256: 32 bytes. */
    public static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HmacSHA256", missing);
        }
    }

    /**
     * Encrypts by AES-256-GCM.
     *
     * @param beside what is proved with it and stays in plain
     * @return the nonce, what was encrypted, and the tag
     */
    public byte[] encrypt(String purpose, byte[] plain, byte[] beside) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, purpose, nonce, beside).doFinal(plain);
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
            System.arraycopy(encrypted, 0, all, NONCE_BYTES, encrypted.length);
            return all;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has AES/GCM/NoPadding", missing);
        }
    }

    /** What was encrypted; empty: with another key, or it or what is beside it was changed since. */
    public Optional<byte[]> decrypt(String purpose, byte[] encrypted, byte[] beside) {
        if (encrypted.length < NONCE_BYTES) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Arrays.copyOf(encrypted, NONCE_BYTES);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, purpose, nonce, beside)
                    .doFinal(encrypted, NONCE_BYTES, encrypted.length - NONCE_BYTES));
        } catch (GeneralSecurityException refused) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, String purpose, byte[] nonce, byte[] beside) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] derived = mac(purpose, new byte[0]);
        cipher.init(mode, new SecretKeySpec(derived, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(beside);
        return cipher;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptionKey key && MessageDigest.isEqual(bits, key.bits);
    }

    @Override
    public int hashCode() {
        return fingerprint().hashCode();
    }

    @Override
    public String toString() {
        return "key " + fingerprint();
    }
}
