package dev.gantry.writeback.journal;

/**
 * What a change is about, where that is no entry of a data store.
 *
 * @param kind of the sink that changes it, as {@code user-restrictions}
 * @param name its path in Open Cloud without the version, segments percent-encoded: {@code universes/1/user-restrictions/156}
 */
public record Target(String kind, String name) {}
