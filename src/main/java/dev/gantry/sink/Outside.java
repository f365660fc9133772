package dev.gantry.sink;

import java.nio.file.Path;

import dev.gantry.database.Databases;
import dev.gantry.files.s3.S3;

/**
 * What sinks reach that is not the folder they were given: each is opened when first used.
 *
 * @param scratch a folder of this machine for what is on its way to elsewhere; made when needed
 */
public record Outside(Databases databases, S3 s3, Path scratch) {}
