/**
 * Who may ask the emulator for what: API keys with their scopes, OAuth 2.0 access tokens, and the cookie.
 *
 * <p>{@link dev.gantry.emulator.access.Credentials} judges every request. All credentials belong to one owner, whose keys
 * share one limit an operation.
 */
@NullMarked
package dev.gantry.emulator.access;

import org.jspecify.annotations.NullMarked;
