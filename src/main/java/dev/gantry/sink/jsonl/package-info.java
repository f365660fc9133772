/**
 * Staged rows into files of JSON Lines: UTF-8, each row as its JSON text exactly as staged, ended by a line feed. Numbers keep their digits,
 * objects the order of their keys, null stays apart from what is missing; a number that JSON does not know ({@code NaN}, {@code Infinity})
 * keeps its name.
 */
@NullMarked
package dev.gantry.sink.jsonl;

import org.jspecify.annotations.NullMarked;
