package dev.gantry.opencloud.limits;

/**
 * Whom requests are counted for.
 *
 * @param address of Open Cloud, or of what stands in for it: its universes are everybody's who uses it
 * @param owner tells the owner of one credential from that of another; no secret, and shown nowhere
 */
public record Account(String address, String owner) {}
