-- A unit block (2022:913 2 kap. 3 §, PDL 4 kap. 4 §): what one unit writes in a case is kept from every other unit, also of its
-- own authority. Who asked and why is the unit's own; others learn only that something is withheld.
CREATE TABLE blocks (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id),
    child_id BLOB NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    asked_by TEXT NOT NULL,
    guardian_id BLOB,
    occurred_on INTEGER NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    lifted_on INTEGER,
    lifted_by TEXT,
    lifted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX blocks_in_force ON blocks (case_id, unit_id) WHERE lifted_at IS NULL;
CREATE INDEX blocks_by_unit ON blocks (unit_id, case_id, id);
CREATE INDEX blocks_by_child ON blocks (child_id, unit_id);

-- The mark that every read asks for: the item was shared, and is kept from whom it was shared with while its unit's block lasts.
ALTER TABLE disclosures ADD COLUMN blocked_at INTEGER;
