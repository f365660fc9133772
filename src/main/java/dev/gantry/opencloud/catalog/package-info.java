/**
 * What Open Cloud offers, as data: every operation of Roblox's OpenAPI document, its facts on one line of a file a feature.
 *
 * <p>{@link dev.gantry.opencloud.catalog.Catalog} reads the files that come with the program, {@link
 * dev.gantry.opencloud.catalog.OpenApiDocument} makes them from a document.
 */
@NullMarked
package dev.gantry.opencloud.catalog;

import org.jspecify.annotations.NullMarked;
