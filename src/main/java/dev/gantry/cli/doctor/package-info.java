/**
 * What {@code gantry doctor} looks at, each thing in a class of its own: jobs, credentials, addresses and clock, the API key, the
 * state folder. What they find are {@link dev.gantry.cli.doctor.Findings}, in the order in which a person would look.
 *
 * <p>No secret is in a finding. A check that cannot be made is a finding too, not an error.
 */
@NullMarked
package dev.gantry.cli.doctor;

import org.jspecify.annotations.NullMarked;
