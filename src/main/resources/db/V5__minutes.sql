-- What each job did in each minute, for some days: of the runs of gantry serve, on all machines together.
CREATE TABLE gantry_minute (
    at TIMESTAMP(3) WITH TIME ZONE NOT NULL, -- its beginning
    job VARCHAR(100) NOT NULL,
    row_count BIGINT NOT NULL,
    requests BIGINT NOT NULL,
    throttled BIGINT NOT NULL, -- answers 429
    PRIMARY KEY (at, job)
);
