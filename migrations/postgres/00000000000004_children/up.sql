-- One custodian's record of a child. Everything personal lies in `sealed`, under the record's own data key.
CREATE TABLE children (
    id uuid NOT NULL PRIMARY KEY,
    custodian_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    identity_kind text NOT NULL,
    identity_index bytea,
    link_index bytea,
    protection_level text NOT NULL,
    sealed bytea NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX children_by_identity ON children (custodian_id, identity_index);
CREATE INDEX children_by_unit ON children (custodian_id, unit_id, created_at, id);
CREATE INDEX children_by_link ON children (link_index);

CREATE TABLE guardians (
    id uuid NOT NULL PRIMARY KEY,
    child_id uuid NOT NULL REFERENCES children (id),
    relation text NOT NULL,
    protection_level text NOT NULL,
    -- No first day: since the child's birth, whose date must not stand here.
    valid_from date,
    valid_to date,
    sealed bytea NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX guardians_by_child ON guardians (child_id, created_at, id);

-- What an organisation's own systems call our resources. Never an identity number.
CREATE TABLE external_ids (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    kind text NOT NULL,
    system text NOT NULL,
    value text NOT NULL,
    resource_id uuid NOT NULL,
    PRIMARY KEY (organisation_id, kind, system, value)
);
CREATE INDEX external_ids_by_resource ON external_ids (organisation_id, kind, resource_id);
