/**
 * The wire: messages out, answers in, bodies streamed from files and into them, and the forms in which Open Cloud writes
 * addresses, JSON and errors.
 *
 * <p>{@link dev.gantry.opencloud.http.Transport} alone sends. It adds no credential, follows no redirect, repeats nothing
 * and knows no operation: whoever calls it has decided all that. Files are sent and received in pieces, and one that is
 * received has its name only when it is whole: written beside it, synced, renamed.
 */
@NullMarked
package dev.gantry.opencloud.http;

import org.jspecify.annotations.NullMarked;
