/**
 * Listens, and decides who may do what.
 *
 * <p>People log in with a form and have a session; programs send a token or user and password with each request. Without
 * credentials, which only loopback may go without, everybody on this machine may do everything; other sites' pages, which
 * a browser of this machine shows, may not: what changes something needs a token of our own page, and the host that a
 * request names must be this machine. Exempt are requests with a bearer token, which no page of another site can send,
 * and webhooks, which are signed.
 */
@NullMarked
package dev.gantry.dashboard.server;

import org.jspecify.annotations.NullMarked;
