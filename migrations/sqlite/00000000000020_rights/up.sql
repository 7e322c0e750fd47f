-- What a child or a guardian has a right to: an extract of what one authority holds (GDPR art. 15), reviewed by a second
-- person before it is delivered. Nothing of the content is stored: it is read anew each time.
CREATE TABLE data_extracts (
    id BLOB NOT NULL PRIMARY KEY,
    child_id BLOB NOT NULL REFERENCES children (id),
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    recipient TEXT NOT NULL,
    guardian_id BLOB REFERENCES guardians (id),
    requested_on INTEGER NOT NULL,
    due_on INTEGER NOT NULL,
    registered_by TEXT NOT NULL,
    registered_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX data_extracts_by_organisation ON data_extracts (organisation_id, id);

CREATE TABLE data_extract_reviews (
    id BLOB NOT NULL PRIMARY KEY,
    extract_id BLOB NOT NULL REFERENCES data_extracts (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    reviewed_by TEXT NOT NULL,
    reviewed_at INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX data_extract_reviews_by_extract ON data_extract_reviews (extract_id, id);

CREATE TABLE data_extract_deliveries (
    id BLOB NOT NULL PRIMARY KEY,
    extract_id BLOB NOT NULL REFERENCES data_extracts (id),
    way TEXT NOT NULL,
    delivered_on INTEGER NOT NULL,
    delivered_by TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX data_extract_deliveries_by_extract ON data_extract_deliveries (extract_id, id);

-- Requests for a copy of a journal or for a public document, and what was decided (PDL 8 kap. 2 §, TF 2 kap., OSL 6 kap.).
CREATE TABLE release_requests (
    id BLOB NOT NULL PRIMARY KEY,
    child_id BLOB NOT NULL REFERENCES children (id),
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    kind TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    guardian_id BLOB REFERENCES guardians (id),
    asked_on INTEGER NOT NULL,
    registered_by TEXT NOT NULL,
    registered_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX release_requests_by_organisation ON release_requests (organisation_id, id);

CREATE TABLE release_decisions (
    id BLOB NOT NULL PRIMARY KEY,
    request_id BLOB NOT NULL REFERENCES release_requests (id),
    outcome TEXT NOT NULL,
    decided_as TEXT NOT NULL,
    decided_on INTEGER NOT NULL,
    decided_by TEXT NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    recorded_at INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX release_decisions_by_request ON release_decisions (request_id, id);

-- Entries are never erased: that somebody of the family holds one to be wrong, and what its writer corrects, is noted beside
-- it (PDL 3 kap. 8 and 14 §§; SoL 2025:400, 14 kap. 6 §).
CREATE TABLE item_notes (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id),
    child_id BLOB NOT NULL REFERENCES children (id),
    item_kind TEXT NOT NULL,
    item_id BLOB NOT NULL,
    shared_as BLOB NOT NULL,
    note TEXT NOT NULL,
    said_by TEXT,
    guardian_id BLOB REFERENCES guardians (id),
    said_on INTEGER,
    unit_id BLOB NOT NULL REFERENCES units (id),
    noted_by TEXT NOT NULL,
    noted_at INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX item_notes_by_case ON item_notes (case_id, note, id);
