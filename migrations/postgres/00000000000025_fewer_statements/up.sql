-- A row stayed when the last that it counted was counted elsewhere; from now on it goes.
DELETE FROM lead_time_counts WHERE count = 0;

-- The same counts over all areas of a municipality, so that its statistics need not add up hundreds of areas. In stripes, which only their
-- sum means anything of, so that those who write in different areas seldom wait for each other.
CREATE TABLE municipality_lead_time_counts (
    municipality_code text NOT NULL,
    outcome text NOT NULL,
    day date NOT NULL,
    code text NOT NULL,
    family_chosen boolean NOT NULL,
    cancel_reason text NOT NULL,
    days integer NOT NULL,
    stripe integer NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (municipality_code, outcome, day, code, family_chosen, cancel_reason, days, stripe)
);
INSERT INTO municipality_lead_time_counts
SELECT municipality_code, outcome, day, code, family_chosen, cancel_reason, days, 0, sum(count)
FROM lead_time_counts JOIN areas ON areas.id = area_id GROUP BY 1, 2, 3, 4, 5, 6, 7;

-- Keys of requests that are too old are taken away now and then, everybody's at once, instead of by each request its client's.
DROP INDEX idempotency_keys_by_age;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
