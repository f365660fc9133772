-- What Roblox's webhooks have sent, by its own id of each, so that none is done twice. The payload holds players' ids: it
-- goes once all runs that it started are done, or 30 days after it came.
CREATE TABLE gantry_notification (
    id VARCHAR(200) NOT NULL PRIMARY KEY,
    event_type VARCHAR(100) NOT NULL,
    event_time VARCHAR(100),
    received TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    jobs INTEGER NOT NULL, -- how many it started; 0: no job is for such events
    payload VARCHAR(100000)
);
CREATE INDEX gantry_notification_by_time ON gantry_notification (received);
CREATE INDEX gantry_firing_by_origin ON gantry_firing (origin);
