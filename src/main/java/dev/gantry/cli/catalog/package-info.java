/**
 * The catalogue as a person reads it: an overview, the page of a feature, the page of a list or operation, and what a search
 * found; the same facts as JSON lines.
 *
 * <p>Lists come first and by the names that jobs use, parameters as jobs write them, and what a version does not read yet is not
 * shown as if it did. Start at {@link dev.gantry.cli.catalog.CatalogPages}.
 */
@NullMarked
package dev.gantry.cli.catalog;

import org.jspecify.annotations.NullMarked;
