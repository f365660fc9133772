/**
 * Object stores that speak S3: Amazon's and the many that are like it.
 *
 * <p>Invariants: nothing of the SDK is started before an object is asked for; an object is read as the one version that was
 * found, or not at all; an object that is written becomes visible whole and not before {@link
 * dev.gantry.files.s3.Upload#complete}; every refusal becomes a {@link dev.gantry.job.UserMistake} where the user can mend
 * it, else a {@link dev.gantry.files.s3.S3Failed}, and says on which object and what to do.
 *
 * <p>Start at {@link dev.gantry.files.s3.S3}, of which {@link dev.gantry.files.s3.Bucket} does the asking. Only this package
 * knows the SDK.
 */
@NullMarked
package dev.gantry.files.s3;

import org.jspecify.annotations.NullMarked;
