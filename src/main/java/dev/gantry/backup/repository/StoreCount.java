package dev.gantry.backup.repository;

/**
 * A data store of a backup.
 *
 * @param ordered whether it is an ordered one, which was read as it was and not as of the backup's moment
 * @param created when it was made, RFC 3339; empty where nothing tells
 * @param expires when its deletion becomes final, RFC 3339; empty: it is not marked for deletion
 * @param lost whether it was marked for deletion while it was read, so that the backup has not all of it
 * @param entries that the backup holds
 */
public record StoreCount(String name, boolean ordered, String created, String expires, boolean lost, long entries) {

    StoreCount without(long gone) {
        return new StoreCount(name, ordered, created, expires, lost, entries - gone);
    }
}
