/**
 * What proves who asks, and how it is put on messages: API key, OAuth 2.0 access token, the access tokens that a refresh
 * token is exchanged for, cookie with CSRF token.
 *
 * <p>{@link dev.gantry.opencloud.credential.Proofs} chooses by what an operation takes, a cookie last. A refresh token works
 * once, so its successor is on disk ({@link dev.gantry.opencloud.credential.TokenFile}) before the access token that came
 * with it is used, and whoever renews holds the file's lock: threads by a lock of the process, processes by one of the
 * file. No secret is in any text of these classes.
 */
@NullMarked
package dev.gantry.opencloud.credential;

import org.jspecify.annotations.NullMarked;
