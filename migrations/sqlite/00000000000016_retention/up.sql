-- How long what an authority holds about a child is kept, and how it is destroyed. Codes, days and references to the authority's
-- own diary only: words about people belong in its own records.

-- A period that an authority has decided where the law leaves it to it (arkivlagen 1990:782 10 §); the newest counts.
CREATE TABLE retention_periods (
    id BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    class TEXT NOT NULL,
    years INTEGER NOT NULL,
    until_age INTEGER,
    decided_on INTEGER NOT NULL,
    reference TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX retention_periods_by_organisation ON retention_periods (organisation_id, class, id);

-- The class that somebody has given a record after looking at what it holds; the newest counts.
CREATE TABLE retention_classifications (
    id BLOB NOT NULL PRIMARY KEY,
    child_id BLOB NOT NULL REFERENCES children (id),
    custodian_id BLOB NOT NULL REFERENCES organisations (id),
    class TEXT NOT NULL,
    reference TEXT NOT NULL,
    classified_at INTEGER NOT NULL,
    classified_by TEXT NOT NULL
) STRICT;
CREATE INDEX retention_classifications_by_child ON retention_classifications (child_id, custodian_id, id);

-- What must not be destroyed for now.
CREATE TABLE legal_holds (
    id BLOB NOT NULL PRIMARY KEY,
    child_id BLOB NOT NULL REFERENCES children (id),
    custodian_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    reason TEXT NOT NULL,
    reference TEXT NOT NULL,
    placed_at INTEGER NOT NULL,
    placed_by TEXT NOT NULL,
    lifted_at INTEGER,
    lifted_by TEXT,
    lifting_reference TEXT,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX legal_holds_by_child ON legal_holds (child_id, custodian_id, id);
CREATE INDEX legal_holds_by_custodian ON legal_holds (custodian_id, id);

-- What was due on a day, frozen; what a second person decided of it, and what became of it.
CREATE TABLE purges (
    id BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    as_of INTEGER NOT NULL,
    continue_after BLOB,
    listed_at INTEGER NOT NULL,
    listed_issuer TEXT NOT NULL,
    listed_by TEXT NOT NULL,
    listed_staff_id BLOB,
    decided_at INTEGER,
    decided_issuer TEXT,
    decided_by TEXT,
    decided_staff_id BLOB,
    decision_reference TEXT,
    executed_at INTEGER,
    executed_by TEXT,
    execution_reference TEXT,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX purges_by_organisation ON purges (organisation_id, id);

CREATE TABLE purge_items (
    purge_id BLOB NOT NULL REFERENCES purges (id),
    child_id BLOB NOT NULL REFERENCES children (id),
    kind TEXT NOT NULL,
    class TEXT NOT NULL,
    last_entry_at INTEGER NOT NULL,
    purge_after INTEGER NOT NULL,
    purge_by INTEGER,
    left_out TEXT,
    outcome TEXT,
    PRIMARY KEY (purge_id, child_id)
) STRICT;

-- That a record was exported to the archive; what it held is read anew, and kept nowhere.
CREATE TABLE archive_exports (
    id BLOB NOT NULL PRIMARY KEY,
    child_id BLOB NOT NULL REFERENCES children (id),
    custodian_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL
) STRICT;
CREATE INDEX archive_exports_by_custodian ON archive_exports (custodian_id, id);
