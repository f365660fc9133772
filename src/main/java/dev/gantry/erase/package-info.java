/**
 * Who was erased, and what belongs to whom, so that nothing that is kept brings them back.
 *
 * <p>What belongs to a user is told by {@linkplain dev.gantry.erase.UserTemplate templates}, in the shape of Roblox's {@code
 * user_data_templates}, and by the users that an entry names. Whoever was erased is in a {@linkplain
 * dev.gantry.erase.ErasedUsers list of digests} under a key of its own: it answers whether a given id is in it and names nobody.
 *
 * <p>Start at {@link dev.gantry.erase.Owners}.
 */
@NullMarked
package dev.gantry.erase;

import org.jspecify.annotations.NullMarked;
