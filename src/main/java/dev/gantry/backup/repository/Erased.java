package dev.gantry.backup.repository;

import java.util.List;
import java.util.Optional;

/**
 * What became of a repository from which users were erased. Nothing in it is about them.
 *
 * @param backups that were looked through
 * @param parts likewise, each counted once
 * @param entries that went, of all parts: one in several revisions is several
 * @param replaced files that were written anew or removed; where it was only counted, those that would be
 * @param changed backups whose manifests are others now
 */
public record Erased(int backups, int parts, long entries, List<Replaced> replaced, List<String> changed) {
    public Erased {
        replaced = List.copyOf(replaced);
        changed = List.copyOf(changed);
    }

    /**
     * A file, and what took its place.
     *
     * @param name of the file that is gone
     * @param sha256 of it
     * @param by the name of that without them; empty: nothing was left
     * @param bySha256 of that
     */
    public record Replaced(String name, String sha256, String by, String bySha256) {
        static Replaced of(FileRef file, Optional<FileRef> other) {
            return new Replaced(
                    file.name(),
                    file.sha256(),
                    other.map(FileRef::name).orElse(""),
                    other.map(FileRef::sha256).orElse(""));
        }

        static Replaced planned(FileRef file) {
            return of(file, Optional.empty());
        }
    }
}
