package dev.gantry.writeback;

import java.time.Instant;
import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.writeback.journal.JournalRecord.Begin;

/**
 * One row's change.
 *
 * @param <T> names what is changed
 * @param number of the change
 * @param doubtful what the journal has of this change, whose fate is not known, from before the run was interrupted
 * @param lockedSince when what is changed was first found locked
 */
public record Task<T>(long number, Row row, T about, Optional<Begin> doubtful, Optional<Instant> lockedSince) {}
