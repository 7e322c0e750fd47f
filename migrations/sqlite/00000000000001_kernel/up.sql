-- Idempotency keys: written in the transaction of their effect, kept for a day.
CREATE TABLE idempotency_keys (
    client TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    resource_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (client, key)
) STRICT;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (client, created_at);

-- The access log: only ever inserted.
CREATE TABLE audit_entries (
    id BLOB NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    client_id TEXT NOT NULL,
    roles TEXT NOT NULL,
    staff_id BLOB,
    unit_id BLOB,
    organisation_id BLOB,
    purpose TEXT NOT NULL,
    action TEXT NOT NULL,
    resource TEXT NOT NULL,
    resource_id BLOB NOT NULL,
    child_id BLOB,
    trace_id TEXT NOT NULL
) STRICT;
CREATE INDEX audit_entries_by_child ON audit_entries (child_id, at);

CREATE TRIGGER audit_entries_append_only_update BEFORE UPDATE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'audit entries are append-only');
END;
CREATE TRIGGER audit_entries_append_only_delete BEFORE DELETE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'audit entries are append-only');
END;

-- One data key per child record, wrapped by the master key. Destroying the row destroys the record.
CREATE TABLE child_keys (
    child_id BLOB NOT NULL PRIMARY KEY,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- What the service notes about the database itself, such as that the demo made it.
CREATE TABLE marks (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
