/** What a game sells, game passes and developer products, and the badges that it gives away. */
@NullMarked
package dev.gantry.emulator.sale;

import org.jspecify.annotations.NullMarked;
