-- Idempotency keys: written in the transaction of their effect, kept for a day.
CREATE TABLE idempotency_keys (
    client text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    resource_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (client, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (client, created_at);

-- The access log: only ever inserted.
CREATE TABLE audit_entries (
    id uuid NOT NULL PRIMARY KEY,
    at timestamptz NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    client_id text NOT NULL,
    roles text NOT NULL,
    staff_id uuid,
    unit_id uuid,
    organisation_id uuid,
    purpose text NOT NULL,
    action text NOT NULL,
    resource text NOT NULL,
    resource_id uuid NOT NULL,
    child_id uuid,
    trace_id text NOT NULL
);
CREATE INDEX audit_entries_by_child ON audit_entries (child_id, at);

CREATE FUNCTION audit_entries_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries are append-only';
END
$$;
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_are_append_only();

-- One data key per child record, wrapped by the master key. Destroying the row destroys the record.
CREATE TABLE child_keys (
    child_id uuid NOT NULL PRIMARY KEY,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL
);

-- What the service notes about the database itself, such as that the demo made it.
CREATE TABLE marks (
    name text NOT NULL PRIMARY KEY,
    value text NOT NULL
);
