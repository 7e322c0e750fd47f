CREATE UNIQUE INDEX disclosures_once ON disclosures (item_id, unit_id) WHERE legal_basis IS NULL;
ALTER TABLE case_access DROP COLUMN since_at;
