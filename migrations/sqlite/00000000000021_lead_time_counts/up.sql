ALTER TABLE lead_times ADD COLUMN family_chosen INTEGER NOT NULL DEFAULT false;
UPDATE lead_times SET family_chosen = true
WHERE id IN (SELECT lead_time_id FROM lead_time_pauses WHERE reason = 'family_chosen');

-- How many lead times ended in each month, and how many are due on each day: the same as counting the rows of lead_times gives,
-- kept in the transactions that write them so that the statistics of a year need not read every one. Nobody is in it.
CREATE TABLE lead_time_counts (
    area_id BLOB NOT NULL,
    outcome TEXT NOT NULL,
    day INTEGER NOT NULL,
    code TEXT NOT NULL,
    family_chosen INTEGER NOT NULL,
    cancel_reason TEXT NOT NULL,
    days INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (area_id, outcome, day, code, family_chosen, cancel_reason, days)
) STRICT;
-- Days are counted from 1970; 84370 is 2200-12-31.
INSERT INTO lead_time_counts
SELECT area_id, 'running', CASE WHEN paused_from IS NOT NULL AND paused_until IS NULL THEN 84370 ELSE due_on END,
    code, false, '', 0, count(*)
FROM lead_times WHERE outcome = 'running' GROUP BY 1, 3, 4;
INSERT INTO lead_time_counts
SELECT area_id, outcome, CAST(unixepoch(ended_on * 86400, 'unixepoch', 'start of month') / 86400 AS INTEGER), code, family_chosen, '',
    max(ended_on - started_on - paused_days, 0), count(*)
FROM lead_times WHERE outcome IN ('met', 'met_late') GROUP BY 1, 2, 3, 4, 5, 7;
INSERT INTO lead_time_counts
SELECT area_id, outcome, CAST(unixepoch(ended_on * 86400, 'unixepoch', 'start of month') / 86400 AS INTEGER), code, false, cancel_reason, 0,
    count(*)
FROM lead_times WHERE outcome = 'cancelled' GROUP BY 1, 2, 3, 4, 6;
