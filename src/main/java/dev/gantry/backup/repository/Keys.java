package dev.gantry.backup.repository;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.gantry.files.EncryptionKey;
import dev.gantry.job.UserMistake;

/**
 * The keys that somebody has for the encrypted backups of a repository.
 *
 * @param all by their fingerprints
 */
public record Keys(Map<String, EncryptionKey> all) {
    public static final Keys NONE = new Keys(Map.of());

    public Keys {
        all = Map.copyOf(all);
    }

    public static Keys of(Collection<EncryptionKey> keys) {
        return new Keys(
                keys.stream().distinct().collect(Collectors.toMap(EncryptionKey::fingerprint, Function.identity())));
    }

    /** Whether a backup can be read with them. */
    public boolean canRead(Manifest manifest) {
        return !manifest.isEncrypted() || all.containsKey(manifest.encryptedBy());
    }

    Optional<EncryptionKey> find(String fingerprint) {
        return Optional.ofNullable(all.get(fingerprint));
    }

    /**
     * The key of a backup; empty: it is not encrypted.
     *
     * @throws UserMistake if it is not one of these
     */
    public Optional<EncryptionKey> of(Manifest manifest) {
        if (!manifest.isEncrypted()) {
            return Optional.empty();
        }
        Optional<EncryptionKey> key = find(manifest.encryptedBy());
        if (key.isEmpty()) {
            throw new UserMistake("Backup " + manifest.id() + " is encrypted with key " + manifest.encryptedBy()
                    + ", and " + (all.isEmpty() ? "none" : "another, " + String.join(", ", all.keySet()))
                    + " was given. Name the one it was made with: --key file:/path, key: of a restore's job, or the"
                    + " environment's GANTRY_BACKUP_KEY.");
        }
        return key;
    }
}
