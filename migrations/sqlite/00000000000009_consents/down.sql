CREATE TEMPORARY TABLE disclosures_kept AS SELECT * FROM disclosures WHERE legal_basis IS NULL;
DROP TABLE disclosures;
CREATE TABLE disclosures (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id),
    item_kind TEXT NOT NULL,
    item_id BLOB NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    consent_id BLOB,
    basis TEXT NOT NULL,
    disclosed_at INTEGER NOT NULL,
    disclosed_by TEXT NOT NULL,
    UNIQUE (item_id, unit_id)
) STRICT;
INSERT INTO disclosures (id, case_id, item_kind, item_id, unit_id, consent_id, basis, disclosed_at, disclosed_by)
SELECT id, case_id, item_kind, item_id, unit_id, consent_id, basis, disclosed_at, disclosed_by FROM disclosures_kept;
DROP TABLE disclosures_kept;
CREATE INDEX disclosures_by_case ON disclosures (case_id, unit_id);
DROP INDEX consents_by_unit;
DROP TABLE consent_concerns;
DROP TABLE withdrawal_notices;
DROP TABLE information_texts;
