-- How long what an authority holds about a child is kept, and how it is destroyed. Codes, days and references to the authority's
-- own diary only: words about people belong in its own records.

-- A period that an authority has decided where the law leaves it to it (arkivlagen 1990:782 10 §); the newest counts.
CREATE TABLE retention_periods (
    id uuid NOT NULL PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    class text NOT NULL,
    years integer NOT NULL,
    until_age integer,
    decided_on date NOT NULL,
    reference text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX retention_periods_by_organisation ON retention_periods (organisation_id, class, id);

-- The class that somebody has given a record after looking at what it holds; the newest counts.
CREATE TABLE retention_classifications (
    id uuid NOT NULL PRIMARY KEY,
    child_id uuid NOT NULL REFERENCES children (id),
    custodian_id uuid NOT NULL REFERENCES organisations (id),
    class text NOT NULL,
    reference text NOT NULL,
    classified_at timestamptz NOT NULL,
    classified_by text NOT NULL
);
CREATE INDEX retention_classifications_by_child ON retention_classifications (child_id, custodian_id, id);

-- What must not be destroyed for now.
CREATE TABLE legal_holds (
    id uuid NOT NULL PRIMARY KEY,
    child_id uuid NOT NULL REFERENCES children (id),
    custodian_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    reason text NOT NULL,
    reference text NOT NULL,
    placed_at timestamptz NOT NULL,
    placed_by text NOT NULL,
    lifted_at timestamptz,
    lifted_by text,
    lifting_reference text,
    version integer NOT NULL
);
CREATE INDEX legal_holds_by_child ON legal_holds (child_id, custodian_id, id);
CREATE INDEX legal_holds_by_custodian ON legal_holds (custodian_id, id);

-- What was due on a day, frozen; what a second person decided of it, and what became of it.
CREATE TABLE purges (
    id uuid NOT NULL PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    as_of date NOT NULL,
    continue_after uuid,
    listed_at timestamptz NOT NULL,
    listed_issuer text NOT NULL,
    listed_by text NOT NULL,
    listed_staff_id uuid,
    decided_at timestamptz,
    decided_issuer text,
    decided_by text,
    decided_staff_id uuid,
    decision_reference text,
    executed_at timestamptz,
    executed_by text,
    execution_reference text,
    version integer NOT NULL
);
CREATE INDEX purges_by_organisation ON purges (organisation_id, id);

CREATE TABLE purge_items (
    purge_id uuid NOT NULL REFERENCES purges (id),
    child_id uuid NOT NULL REFERENCES children (id),
    kind text NOT NULL,
    class text NOT NULL,
    last_entry_at timestamptz NOT NULL,
    purge_after date NOT NULL,
    purge_by date,
    left_out text,
    outcome text,
    PRIMARY KEY (purge_id, child_id)
);

-- That a record was exported to the archive; what it held is read anew, and kept nowhere.
CREATE TABLE archive_exports (
    id uuid NOT NULL PRIMARY KEY,
    child_id uuid NOT NULL REFERENCES children (id),
    custodian_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    made_at timestamptz NOT NULL,
    made_by text NOT NULL
);
CREATE INDEX archive_exports_by_custodian ON archive_exports (custodian_id, id);
