-- A step is named for its partition, which may name a store, a scope and a prefix.
ALTER TABLE batch_step_execution ALTER COLUMN step_name SET DATA TYPE VARCHAR(1000);
