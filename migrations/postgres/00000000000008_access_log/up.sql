-- The seals of the access log: each entry's place and the hash that chains it to the one before. Only ever inserted.
CREATE TABLE audit_seals (
    position bigint NOT NULL PRIMARY KEY,
    entry_id uuid NOT NULL UNIQUE,
    hash bytea NOT NULL
);

-- Signed roots of the Merkle tree over the first `size` entries. The same are kept in a file outside the database.
CREATE TABLE audit_checkpoints (
    size bigint NOT NULL PRIMARY KEY,
    note text NOT NULL,
    frontier bytea NOT NULL,
    made_at timestamptz NOT NULL
);

CREATE INDEX audit_entries_by_time ON audit_entries (at, id);
CREATE INDEX audit_entries_by_organisation ON audit_entries (organisation_id, at, id);
CREATE INDEX case_access_by_child ON case_access (child_id, unit_id);

-- A reviewer's sample of the log, and what came of looking at it.
CREATE TABLE audit_reviews (
    id uuid NOT NULL PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    reviewer text NOT NULL,
    staff_id uuid REFERENCES staff (id),
    method text NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    size integer NOT NULL,
    population integer NOT NULL,
    seed uuid NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX audit_reviews_by_organisation ON audit_reviews (organisation_id, created_at, id);

CREATE TABLE audit_review_entries (
    review_id uuid NOT NULL REFERENCES audit_reviews (id),
    number integer NOT NULL,
    entry_id uuid NOT NULL REFERENCES audit_entries (id),
    reasons jsonb NOT NULL,
    PRIMARY KEY (review_id, number)
);

CREATE TABLE audit_review_conclusions (
    review_id uuid NOT NULL PRIMARY KEY REFERENCES audit_reviews (id),
    result text NOT NULL,
    actions jsonb NOT NULL,
    remarked_entries jsonb NOT NULL,
    reference text,
    unit_id uuid NOT NULL REFERENCES units (id),
    concluded_by text NOT NULL,
    staff_id uuid REFERENCES staff (id),
    concluded_at timestamptz NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoints_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_reviews_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_reviews
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_review_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_review_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_review_conclusions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_review_conclusions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What default privileges gave the serving role is taken back for the log: everybody but the owner may only read and add.
DO $$
DECLARE
    granted record;
BEGIN
    FOR granted IN
        SELECT DISTINCT table_name, grantee FROM information_schema.table_privileges
        WHERE table_schema = 'public' AND grantee <> current_user
        AND table_name IN ('audit_entries', 'audit_seals', 'audit_checkpoints', 'audit_reviews', 'audit_review_entries',
            'audit_review_conclusions')
        AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')
    LOOP
        IF granted.grantee = 'PUBLIC' THEN
            EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON public.%I FROM PUBLIC', granted.table_name);
        ELSE
            EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON public.%I FROM %I', granted.table_name, granted.grantee);
        END IF;
    END LOOP;
END
$$;
