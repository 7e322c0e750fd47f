-- A row stayed when the last that it counted was counted elsewhere; from now on it goes.
DELETE FROM lead_time_counts WHERE count = 0;

-- The same counts over all areas of a municipality, so that its statistics need not add up hundreds of areas. In stripes, which only their
-- sum means anything of, so that those who write in different areas seldom wait for each other.
CREATE TABLE municipality_lead_time_counts (
    municipality_code TEXT NOT NULL,
    outcome TEXT NOT NULL,
    day INTEGER NOT NULL,
    code TEXT NOT NULL,
    family_chosen INTEGER NOT NULL,
    cancel_reason TEXT NOT NULL,
    days INTEGER NOT NULL,
    stripe INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (municipality_code, outcome, day, code, family_chosen, cancel_reason, days, stripe)
) STRICT;
INSERT INTO municipality_lead_time_counts
SELECT municipality_code, outcome, day, code, family_chosen, cancel_reason, days, 0, sum(count)
FROM lead_time_counts JOIN areas ON areas.id = area_id GROUP BY 1, 2, 3, 4, 5, 6, 7;

-- Keys of requests that are too old are taken away now and then, everybody's at once, instead of by each request its client's.
DROP INDEX idempotency_keys_by_age;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
