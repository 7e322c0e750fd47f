-- What a child or a guardian has a right to: an extract of what one authority holds (GDPR art. 15), reviewed by a second
-- person before it is delivered. Nothing of the content is stored: it is read anew each time.
CREATE TABLE data_extracts (
    id uuid NOT NULL PRIMARY KEY,
    child_id uuid NOT NULL REFERENCES children (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    recipient text NOT NULL,
    guardian_id uuid REFERENCES guardians (id),
    requested_on date NOT NULL,
    due_on date NOT NULL,
    registered_by text NOT NULL,
    registered_at timestamptz NOT NULL,
    sealed bytea NOT NULL,
    version integer NOT NULL
);
CREATE INDEX data_extracts_by_organisation ON data_extracts (organisation_id, id);

CREATE TABLE data_extract_reviews (
    id uuid NOT NULL PRIMARY KEY,
    extract_id uuid NOT NULL REFERENCES data_extracts (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    reviewed_by text NOT NULL,
    reviewed_at timestamptz NOT NULL,
    sealed bytea NOT NULL
);
CREATE INDEX data_extract_reviews_by_extract ON data_extract_reviews (extract_id, id);

CREATE TABLE data_extract_deliveries (
    id uuid NOT NULL PRIMARY KEY,
    extract_id uuid NOT NULL REFERENCES data_extracts (id),
    way text NOT NULL,
    delivered_on date NOT NULL,
    delivered_by text NOT NULL,
    recorded_at timestamptz NOT NULL
);
CREATE INDEX data_extract_deliveries_by_extract ON data_extract_deliveries (extract_id, id);

-- Requests for a copy of a journal or for a public document, and what was decided (PDL 8 kap. 2 §, TF 2 kap., OSL 6 kap.).
CREATE TABLE release_requests (
    id uuid NOT NULL PRIMARY KEY,
    child_id uuid NOT NULL REFERENCES children (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    kind text NOT NULL,
    asked_by text NOT NULL,
    guardian_id uuid REFERENCES guardians (id),
    asked_on date NOT NULL,
    registered_by text NOT NULL,
    registered_at timestamptz NOT NULL,
    sealed bytea NOT NULL,
    version integer NOT NULL
);
CREATE INDEX release_requests_by_organisation ON release_requests (organisation_id, id);

CREATE TABLE release_decisions (
    id uuid NOT NULL PRIMARY KEY,
    request_id uuid NOT NULL REFERENCES release_requests (id),
    outcome text NOT NULL,
    decided_as text NOT NULL,
    decided_on date NOT NULL,
    decided_by text NOT NULL,
    unit_id uuid NOT NULL REFERENCES units (id),
    recorded_at timestamptz NOT NULL,
    sealed bytea NOT NULL
);
CREATE INDEX release_decisions_by_request ON release_decisions (request_id, id);

-- Entries are never erased: that somebody of the family holds one to be wrong, and what its writer corrects, is noted beside
-- it (PDL 3 kap. 8 and 14 §§; SoL 2025:400, 14 kap. 6 §).
CREATE TABLE item_notes (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    child_id uuid NOT NULL REFERENCES children (id),
    item_kind text NOT NULL,
    item_id uuid NOT NULL,
    shared_as uuid NOT NULL,
    note text NOT NULL,
    said_by text,
    guardian_id uuid REFERENCES guardians (id),
    said_on date,
    unit_id uuid NOT NULL REFERENCES units (id),
    noted_by text NOT NULL,
    noted_at timestamptz NOT NULL,
    sealed bytea NOT NULL
);
CREATE INDEX item_notes_by_case ON item_notes (case_id, note, id);
