-- One custodian's record of a child. Everything personal lies in `sealed`, under the record's own data key.
CREATE TABLE children (
    id BLOB NOT NULL PRIMARY KEY,
    custodian_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    identity_kind TEXT NOT NULL,
    identity_index BLOB,
    link_index BLOB,
    protection_level TEXT NOT NULL,
    sealed BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX children_by_identity ON children (custodian_id, identity_index);
CREATE INDEX children_by_unit ON children (custodian_id, unit_id, created_at, id);
CREATE INDEX children_by_link ON children (link_index);

CREATE TABLE guardians (
    id BLOB NOT NULL PRIMARY KEY,
    child_id BLOB NOT NULL REFERENCES children (id),
    relation TEXT NOT NULL,
    protection_level TEXT NOT NULL,
    -- No first day: since the child's birth, whose date must not stand here.
    valid_from INTEGER,
    valid_to INTEGER,
    sealed BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX guardians_by_child ON guardians (child_id, created_at, id);

-- What an organisation's own systems call our resources. Never an identity number.
CREATE TABLE external_ids (
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    kind TEXT NOT NULL,
    system TEXT NOT NULL,
    value TEXT NOT NULL,
    resource_id BLOB NOT NULL,
    PRIMARY KEY (organisation_id, kind, system, value)
) STRICT;
CREATE INDEX external_ids_by_resource ON external_ids (organisation_id, kind, resource_id);
