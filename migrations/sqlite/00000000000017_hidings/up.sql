-- Items that the unit which wrote them hides from one guardian (OSL 2009:400, 12 kap. 3 §; 26 kap. 2 §): why stands sealed.
-- An item has its own id, and where it differs the id under which it is shared (a contact's part in the case).
CREATE TABLE hidings (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id),
    child_id BLOB NOT NULL REFERENCES children (id),
    item_kind TEXT NOT NULL,
    item_id BLOB NOT NULL,
    shared_as BLOB NOT NULL,
    guardian_id BLOB NOT NULL REFERENCES guardians (id),
    ground TEXT NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    hidden_by TEXT NOT NULL,
    hidden_at INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX hidings_by_case ON hidings (case_id, id);
CREATE INDEX hidings_by_guardian ON hidings (guardian_id, item_id);

-- A hiding is never undone without a trace: it is lifted, once.
CREATE TABLE hiding_liftings (
    hiding_id BLOB NOT NULL PRIMARY KEY REFERENCES hidings (id),
    lifted_by TEXT NOT NULL,
    lifted_at INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
