package dev.gantry.source;

import dev.gantry.opencloud.OpenCloud;

/** What sources read from. */
public record Access(OpenCloud cloud) {}
