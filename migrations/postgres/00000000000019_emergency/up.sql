-- Emergency access (2022:913 3 kap. 5-6 §§): asked for, confirmed by the same person, open for a time, told to those whose
-- entries were opened, and reviewed. What was read stands in the access log, on the ground `emergency`.
CREATE TABLE emergency_accesses (
    id uuid NOT NULL PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    issuer text NOT NULL,
    subject text NOT NULL,
    staff_id uuid,
    child_id uuid,
    key_child_id uuid,
    danger text NOT NULL,
    sealed bytea,
    requested_at timestamptz NOT NULL,
    confirm_by timestamptz NOT NULL,
    confirmed_at timestamptz,
    open_until timestamptz,
    reviewed_at timestamptz
);
CREATE INDEX emergency_accesses_by_person ON emergency_accesses (unit_id, subject, id);
CREATE INDEX emergency_accesses_to_review ON emergency_accesses (organisation_id, reviewed_at, id);

-- One unit whose entries could be opened. The reason is sealed under the record of the child that its entries are about.
CREATE TABLE emergency_sources (
    id uuid NOT NULL PRIMARY KEY,
    access_id uuid NOT NULL REFERENCES emergency_accesses (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    child_id uuid NOT NULL,
    secrecy text NOT NULL,
    is_blocked boolean NOT NULL,
    place_withheld boolean NOT NULL,
    sealed bytea NOT NULL,
    opened_at timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text,
    UNIQUE (access_id, unit_id)
);
CREATE INDEX emergency_sources_told ON emergency_sources (unit_id, opened_at, id);

CREATE TABLE emergency_reviews (
    access_id uuid NOT NULL PRIMARY KEY REFERENCES emergency_accesses (id),
    result text NOT NULL,
    actions jsonb NOT NULL,
    sealed bytea,
    unit_id uuid NOT NULL REFERENCES units (id),
    reviewed_by text NOT NULL,
    staff_id uuid,
    reviewed_at timestamptz NOT NULL
);
