-- The processes that hold locks of a cluster, which say every other second that they are alive.
CREATE TABLE gantry_process (
    token VARCHAR(40) NOT NULL PRIMARY KEY,
    host VARCHAR(255) NOT NULL,
    pid BIGINT NOT NULL,
    seen TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    changing INTEGER NOT NULL -- runs that change Open Cloud: while there are any, nobody takes its locks from it
);

-- Which folder is the cluster's: the same id lies in it.
CREATE TABLE gantry_cluster (id VARCHAR(40) NOT NULL PRIMARY KEY);

-- Partitions of runs that are spread over machines: an attempt each, by its step execution, and what its worker has to say.
CREATE TABLE gantry_spread (
    step_execution BIGINT NOT NULL PRIMARY KEY,
    run BIGINT NOT NULL,
    stopping BOOLEAN NOT NULL, -- the worker is asked to stop at its next checkpoint
    worker VARCHAR(300), -- host and process id, for people
    outcome VARCHAR(10), -- ENDED, HANDED_ON or FAILED
    failure ${text},
    mistake BOOLEAN NOT NULL, -- whether the failure is the user's
    requests BIGINT NOT NULL,
    retries BIGINT NOT NULL,
    throttled BIGINT NOT NULL,
    bytes BIGINT NOT NULL
);
CREATE INDEX gantry_spread_by_run ON gantry_spread (run);
