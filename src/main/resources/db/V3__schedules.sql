-- What gantry serve knows of the jobs of its folder. Text and file are those of the last good version.
CREATE TABLE gantry_schedule (
    job VARCHAR(100) NOT NULL PRIMARY KEY,
    file VARCHAR(4096) NOT NULL,
    text VARCHAR(1048576) NOT NULL,
    timing VARCHAR(1000) NOT NULL, -- of which times the next column is: another cron or zone has no past
    handled TIMESTAMP(3) WITH TIME ZONE NOT NULL, -- all fire times up to here were decided about
    paused BOOLEAN NOT NULL
);

-- What is wrong with files of that folder.
CREATE TABLE gantry_job_problem (
    file VARCHAR(4096) NOT NULL PRIMARY KEY,
    problem VARCHAR(100000) NOT NULL,
    since TIMESTAMP(3) WITH TIME ZONE NOT NULL
);

-- Each time that a job was due: waiting, running, or how it ended.
CREATE SEQUENCE gantry_firing_seq CACHE 1;
CREATE TABLE gantry_firing (
    id BIGINT NOT NULL PRIMARY KEY,
    job VARCHAR(100) NOT NULL,
    cause VARCHAR(10) NOT NULL,
    origin VARCHAR(200), -- of a backfill, its range; of a chain, the job before
    fire_time TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    due TIMESTAMP(3) WITH TIME ZONE NOT NULL, -- not before
    state VARCHAR(10) NOT NULL,
    run BIGINT,
    failures INTEGER NOT NULL,
    began TIMESTAMP(3) WITH TIME ZONE,
    ended TIMESTAMP(3) WITH TIME ZONE,
    reason VARCHAR(100000)
);
CREATE INDEX gantry_firing_by_job ON gantry_firing (job, id);
CREATE INDEX gantry_firing_by_state ON gantry_firing (state, due);

-- Up to which firing of another job a job has run after it.
CREATE TABLE gantry_chain (
    job VARCHAR(100) NOT NULL,
    upstream VARCHAR(100) NOT NULL,
    consumed BIGINT NOT NULL,
    PRIMARY KEY (job, upstream)
);

-- What is to be told to a webhook, written down with what it is about. The webhook is named; its address is a secret.
CREATE SEQUENCE gantry_notice_seq CACHE 1;
CREATE TABLE gantry_notice (
    id BIGINT NOT NULL PRIMARY KEY,
    job VARCHAR(100) NOT NULL,
    event VARCHAR(10) NOT NULL,
    webhook VARCHAR(100) NOT NULL,
    run BIGINT,
    fire_time TIMESTAMP(3) WITH TIME ZONE,
    text VARCHAR(100000) NOT NULL,
    created TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    due TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    failures INTEGER NOT NULL,
    state VARCHAR(10) NOT NULL
);
CREATE INDEX gantry_notice_by_state ON gantry_notice (state, due);
