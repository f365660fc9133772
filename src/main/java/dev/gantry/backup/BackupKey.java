package dev.gantry.backup;

import java.util.List;

import dev.gantry.backup.repository.Keys;
import dev.gantry.files.EncryptionKey;
import dev.gantry.job.SecretName;
import dev.gantry.job.UserMistake;

/** The key of encrypted backups, by where it is. It is read each time that it is needed and kept nowhere. */
public record BackupKey(SecretName name) {

    /** @throws UserMistake if there is none, or what is there is no key */
    public EncryptionKey read() {
        try {
            return EncryptionKey.of(name.read(System::getenv));
        } catch (IllegalArgumentException wrong) {
            throw new UserMistake("The key of the backup, " + name + ": " + wrong.getMessage() + ".");
        }
    }

    /** All that one backup takes. */
    public Keys keys() {
        return Keys.of(List.of(read()));
    }
}
