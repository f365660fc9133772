/**
 * Backup and restore: data stores as they were at one moment, kept in a {@linkplain dev.gantry.backup.repository repository},
 * proved, and brought back.
 *
 * <p>A backup job is a pipeline of a source of its own, {@link dev.gantry.source.EntryCopies}, in which every listed key becomes a
 * row whatever became of it, and a sink, {@link dev.gantry.backup.BackupSink}, which compares the staged rows with the backup
 * before and stores what is new. So it is checkpointed, resumed and held to its budget as every run.
 *
 * <p>Start at {@link dev.gantry.backup.BackupJob}.
 */
@NullMarked
package dev.gantry.backup;

import org.jspecify.annotations.NullMarked;
