/** The pages, for people: made on the server, without a build step or an outside address. */
@NullMarked
package dev.gantry.dashboard.page;

import org.jspecify.annotations.NullMarked;
