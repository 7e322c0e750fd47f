ALTER TABLE lead_times ADD COLUMN family_chosen boolean NOT NULL DEFAULT false;
UPDATE lead_times SET family_chosen = true
WHERE id IN (SELECT lead_time_id FROM lead_time_pauses WHERE reason = 'family_chosen');

-- How many lead times ended in each month, and how many are due on each day: the same as counting the rows of lead_times gives,
-- kept in the transactions that write them so that the statistics of a year need not read every one. Nobody is in it.
CREATE TABLE lead_time_counts (
    area_id uuid NOT NULL,
    outcome text NOT NULL,
    day date NOT NULL,
    code text NOT NULL,
    family_chosen boolean NOT NULL,
    cancel_reason text NOT NULL,
    days integer NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (area_id, outcome, day, code, family_chosen, cancel_reason, days)
);
INSERT INTO lead_time_counts
SELECT area_id, 'running', CASE WHEN paused_from IS NOT NULL AND paused_until IS NULL THEN DATE '2200-12-31' ELSE due_on END,
    code, false, '', 0, count(*)
FROM lead_times WHERE outcome = 'running' GROUP BY 1, 3, 4;
INSERT INTO lead_time_counts
SELECT area_id, outcome, date_trunc('month', ended_on)::date, code, family_chosen, '', greatest(ended_on - started_on - paused_days, 0), count(*)
FROM lead_times WHERE outcome IN ('met', 'met_late') GROUP BY 1, 2, 3, 4, 5, 7;
INSERT INTO lead_time_counts
SELECT area_id, outcome, date_trunc('month', ended_on)::date, code, false, cancel_reason, 0, count(*)
FROM lead_times WHERE outcome = 'cancelled' GROUP BY 1, 2, 3, 4, 6;
