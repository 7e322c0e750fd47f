-- A unit block (2022:913 2 kap. 3 §, PDL 4 kap. 4 §): what one unit writes in a case is kept from every other unit, also of its
-- own authority. Who asked and why is the unit's own; others learn only that something is withheld.
CREATE TABLE blocks (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    child_id uuid NOT NULL,
    unit_id uuid NOT NULL REFERENCES units (id),
    asked_by text NOT NULL,
    guardian_id uuid,
    occurred_on date NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    sealed bytea NOT NULL,
    lifted_on date,
    lifted_by text,
    lifted_at timestamptz
);
CREATE UNIQUE INDEX blocks_in_force ON blocks (case_id, unit_id) WHERE lifted_at IS NULL;
CREATE INDEX blocks_by_unit ON blocks (unit_id, case_id, id);
CREATE INDEX blocks_by_child ON blocks (child_id, unit_id);

-- The mark that every read asks for: the item was shared, and is kept from whom it was shared with while its unit's block lasts.
ALTER TABLE disclosures ADD COLUMN blocked_at timestamptz;
