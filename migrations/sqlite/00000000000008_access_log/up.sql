-- The seals of the access log: each entry's place and the hash that chains it to the one before. Only ever inserted.
CREATE TABLE audit_seals (
    position INTEGER NOT NULL PRIMARY KEY,
    entry_id BLOB NOT NULL UNIQUE,
    hash BLOB NOT NULL
) STRICT;

-- Signed roots of the Merkle tree over the first `size` entries. The same are kept in a file outside the database.
CREATE TABLE audit_checkpoints (
    size INTEGER NOT NULL PRIMARY KEY,
    note TEXT NOT NULL,
    frontier BLOB NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;

CREATE INDEX audit_entries_by_time ON audit_entries (at, id);
CREATE INDEX audit_entries_by_organisation ON audit_entries (organisation_id, at, id);
CREATE INDEX case_access_by_child ON case_access (child_id, unit_id);

-- A reviewer's sample of the log, and what came of looking at it.
CREATE TABLE audit_reviews (
    id BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    reviewer TEXT NOT NULL,
    staff_id BLOB REFERENCES staff (id),
    method TEXT NOT NULL,
    from_on INTEGER NOT NULL,
    to_on INTEGER NOT NULL,
    size INTEGER NOT NULL,
    population INTEGER NOT NULL,
    seed BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_reviews_by_organisation ON audit_reviews (organisation_id, created_at, id);

CREATE TABLE audit_review_entries (
    review_id BLOB NOT NULL REFERENCES audit_reviews (id),
    number INTEGER NOT NULL,
    entry_id BLOB NOT NULL REFERENCES audit_entries (id),
    reasons TEXT NOT NULL,
    PRIMARY KEY (review_id, number)
) STRICT;

CREATE TABLE audit_review_conclusions (
    review_id BLOB NOT NULL PRIMARY KEY REFERENCES audit_reviews (id),
    result TEXT NOT NULL,
    actions TEXT NOT NULL,
    remarked_entries TEXT NOT NULL,
    reference TEXT,
    unit_id BLOB NOT NULL REFERENCES units (id),
    concluded_by TEXT NOT NULL,
    staff_id BLOB REFERENCES staff (id),
    concluded_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER audit_seals_append_only_update BEFORE UPDATE ON audit_seals
BEGIN
    SELECT RAISE(ABORT, 'audit_seals is append-only');
END;
CREATE TRIGGER audit_seals_append_only_delete BEFORE DELETE ON audit_seals
BEGIN
    SELECT RAISE(ABORT, 'audit_seals is append-only');
END;
CREATE TRIGGER audit_checkpoints_append_only_update BEFORE UPDATE ON audit_checkpoints
BEGIN
    SELECT RAISE(ABORT, 'audit_checkpoints is append-only');
END;
CREATE TRIGGER audit_checkpoints_append_only_delete BEFORE DELETE ON audit_checkpoints
BEGIN
    SELECT RAISE(ABORT, 'audit_checkpoints is append-only');
END;
CREATE TRIGGER audit_reviews_append_only_update BEFORE UPDATE ON audit_reviews
BEGIN
    SELECT RAISE(ABORT, 'audit_reviews is append-only');
END;
CREATE TRIGGER audit_reviews_append_only_delete BEFORE DELETE ON audit_reviews
BEGIN
    SELECT RAISE(ABORT, 'audit_reviews is append-only');
END;
CREATE TRIGGER audit_review_entries_append_only_update BEFORE UPDATE ON audit_review_entries
BEGIN
    SELECT RAISE(ABORT, 'audit_review_entries is append-only');
END;
CREATE TRIGGER audit_review_entries_append_only_delete BEFORE DELETE ON audit_review_entries
BEGIN
    SELECT RAISE(ABORT, 'audit_review_entries is append-only');
END;
CREATE TRIGGER audit_review_conclusions_append_only_update BEFORE UPDATE ON audit_review_conclusions
BEGIN
    SELECT RAISE(ABORT, 'audit_review_conclusions is append-only');
END;
CREATE TRIGGER audit_review_conclusions_append_only_delete BEFORE DELETE ON audit_review_conclusions
BEGIN
    SELECT RAISE(ABORT, 'audit_review_conclusions is append-only');
END;
