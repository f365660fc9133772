/**
 * The API for programs, {@code /api/v1}: what the pages show and do, as JSON. Its shapes are the records of this package and are
 * described, by hand, in {@code web/openapi.json}; a test holds the two and every answer together, so whatever changes here is
 * told there. Within version 1 fields are added and never changed or taken away. What is refused is a problem of RFC 9457.
 * Start at {@link dev.gantry.dashboard.api.JobsApi}.
 */
@NullMarked
package dev.gantry.dashboard.api;

import org.jspecify.annotations.NullMarked;
