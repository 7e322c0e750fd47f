-- Items that the unit which wrote them hides from one guardian (OSL 2009:400, 12 kap. 3 §; 26 kap. 2 §): why stands sealed.
-- An item has its own id, and where it differs the id under which it is shared (a contact's part in the case).
CREATE TABLE hidings (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    child_id uuid NOT NULL REFERENCES children (id),
    item_kind text NOT NULL,
    item_id uuid NOT NULL,
    shared_as uuid NOT NULL,
    guardian_id uuid NOT NULL REFERENCES guardians (id),
    ground text NOT NULL,
    unit_id uuid NOT NULL REFERENCES units (id),
    hidden_by text NOT NULL,
    hidden_at timestamptz NOT NULL,
    sealed bytea NOT NULL
);
CREATE INDEX hidings_by_case ON hidings (case_id, id);
CREATE INDEX hidings_by_guardian ON hidings (guardian_id, item_id);

-- A hiding is never undone without a trace: it is lifted, once.
CREATE TABLE hiding_liftings (
    hiding_id uuid NOT NULL PRIMARY KEY REFERENCES hidings (id),
    lifted_by text NOT NULL,
    lifted_at timestamptz NOT NULL,
    sealed bytea NOT NULL
);
