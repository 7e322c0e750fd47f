-- Since when a unit has taken part without a break: what was shared before it left is not seen again because it comes
-- back; who keeps the item shares it anew, and that is a disclosure of its own.
ALTER TABLE case_access ADD COLUMN since_at timestamptz;
UPDATE case_access SET since_at = (
    SELECT MIN(earlier.opened_at) FROM case_access AS earlier
    WHERE earlier.case_id = case_access.case_id AND earlier.unit_id = case_access.unit_id
);
ALTER TABLE case_access ALTER COLUMN since_at SET NOT NULL;
DROP INDEX disclosures_once;
