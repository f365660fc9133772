package dev.gantry.emulator;

import java.util.List;

import dev.gantry.emulator.Document.KnownFault;

/** Where Roblox's document contradicts itself or what Open Cloud does, and why the emulator goes another way. */
final class KnownFaults {
    private KnownFaults() {}

    /** Their templates have variables that nothing declares. */
    static final List<String> UNLOADABLE_PATHS = List.of(
            "/v1/packages/{packageId}/assets",
            "/v1/resize/{hash}/{width}/{height}/{type}/{format}/{filterType}",
            "/v1/secureresize/{thumbPrint}/{hash}/{width}/{height}/{type}/{format}/{filterType}");

    static final List<KnownFault> ALL = List.of(
            new KnownFault(
                    "/cloud/v2/universes/",
                    "templateRootPlace",
                    "Universe.templateRootPlace is required, but write-only: no answer has it"),
            new KnownFault(
                    "/entries/",
                    "No response body is expected",
                    "A delete of an entry is told of without a body, but answers with the entry, its state DELETED"));
}
