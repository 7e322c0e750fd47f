-- Emergency access (2022:913 3 kap. 5-6 §§): asked for, confirmed by the same person, open for a time, told to those whose
-- entries were opened, and reviewed. What was read stands in the access log, on the ground `emergency`.
CREATE TABLE emergency_accesses (
    id BLOB NOT NULL PRIMARY KEY,
    unit_id BLOB NOT NULL REFERENCES units (id),
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    staff_id BLOB,
    child_id BLOB,
    key_child_id BLOB,
    danger TEXT NOT NULL,
    sealed BLOB,
    requested_at INTEGER NOT NULL,
    confirm_by INTEGER NOT NULL,
    confirmed_at INTEGER,
    open_until INTEGER,
    reviewed_at INTEGER
) STRICT;
CREATE INDEX emergency_accesses_by_person ON emergency_accesses (unit_id, subject, id);
CREATE INDEX emergency_accesses_to_review ON emergency_accesses (organisation_id, reviewed_at, id);

-- One unit whose entries could be opened. The reason is sealed under the record of the child that its entries are about.
CREATE TABLE emergency_sources (
    id BLOB NOT NULL PRIMARY KEY,
    access_id BLOB NOT NULL REFERENCES emergency_accesses (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    child_id BLOB NOT NULL,
    secrecy TEXT NOT NULL,
    is_blocked INTEGER NOT NULL,
    place_withheld INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    opened_at INTEGER,
    acknowledged_at INTEGER,
    acknowledged_by TEXT,
    UNIQUE (access_id, unit_id)
) STRICT;
CREATE INDEX emergency_sources_told ON emergency_sources (unit_id, opened_at, id);

CREATE TABLE emergency_reviews (
    access_id BLOB NOT NULL PRIMARY KEY REFERENCES emergency_accesses (id),
    result TEXT NOT NULL,
    actions TEXT NOT NULL,
    sealed BLOB,
    unit_id BLOB NOT NULL REFERENCES units (id),
    reviewed_by TEXT NOT NULL,
    staff_id BLOB,
    reviewed_at INTEGER NOT NULL
) STRICT;
