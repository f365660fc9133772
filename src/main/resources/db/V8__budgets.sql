-- What machines on one PostgreSQL have taken of the budgets that they share: a bucket each. On H2 nobody shares any.
CREATE TABLE gantry_budget (
    id VARCHAR(500) NOT NULL PRIMARY KEY, -- address, universe, class, perhaps run; or address, owner, operation
    state ${bytes},
    expires_at BIGINT -- milliseconds since 1970; then nobody has used it for a day
);

-- Which machines use them: a row that was not written for a while is of a dead one. Times are nanoseconds since 1970.
CREATE TABLE gantry_budget_use (
    budget VARCHAR(500) NOT NULL,
    machine VARCHAR(40) NOT NULL,
    rate DOUBLE PRECISION NOT NULL, -- requests a minute that its runs may make by the largest share among them
    runs INTEGER NOT NULL,
    used BIGINT NOT NULL, -- in the last minute
    seen BIGINT NOT NULL,
    allowed DOUBLE PRECISION NOT NULL, -- from here on for people: what the universe may do in a minute
    players INTEGER NOT NULL,
    share DOUBLE PRECISION NOT NULL,
    game BIGINT, -- what the live game used
    PRIMARY KEY (budget, machine)
);

-- What answers have said: when the whole rate will be used again, until when nothing leaves, when a 429 came last, and the limit.
CREATE TABLE gantry_budget_brake (
    budget VARCHAR(500) NOT NULL PRIMARY KEY,
    full_at BIGINT NOT NULL,
    paused_until BIGINT NOT NULL,
    slowed_at BIGINT NOT NULL,
    said DOUBLE PRECISION NOT NULL,
    said_at BIGINT NOT NULL
);

-- The players of each universe, as a machine has counted them.
CREATE TABLE gantry_budget_players (
    universe VARCHAR(500) NOT NULL PRIMARY KEY,
    players INTEGER NOT NULL,
    counted_at BIGINT NOT NULL
);
