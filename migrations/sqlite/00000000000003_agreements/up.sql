-- An HSA-id is one unit's.
CREATE UNIQUE INDEX unit_identifiers_hsa_id ON unit_identifiers (value) WHERE kind = 'hsa_id';

CREATE TABLE agreements (
    id BLOB NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    organisation_id BLOB REFERENCES organisations (id),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX agreements_by_name ON agreements (name, id);

-- The terms of a version never change; its period is set by its adoption and ended by the next version's.
CREATE TABLE agreement_versions (
    id BLOB NOT NULL PRIMARY KEY,
    agreement_id BLOB NOT NULL REFERENCES agreements (id),
    number INTEGER NOT NULL,
    terms TEXT NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (agreement_id, number)
) STRICT;

CREATE TABLE agreement_adoptions (
    id BLOB NOT NULL PRIMARY KEY,
    agreement_version_id BLOB NOT NULL REFERENCES agreement_versions (id),
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    body TEXT NOT NULL,
    adopted_on INTEGER NOT NULL,
    signatories TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (agreement_version_id, organisation_id)
) STRICT;

CREATE TABLE areas (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    municipality_code TEXT NOT NULL,
    agreement_id BLOB NOT NULL REFERENCES agreements (id),
    started_on INTEGER,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (municipality_code, name)
) STRICT;
CREATE INDEX areas_by_name ON areas (name, id);
CREATE INDEX areas_by_agreement ON areas (agreement_id);

CREATE TABLE area_units (
    area_id BLOB NOT NULL REFERENCES areas (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    PRIMARY KEY (area_id, unit_id)
) STRICT;
CREATE INDEX area_units_by_unit ON area_units (unit_id, area_id);

CREATE TABLE key_persons (
    id BLOB NOT NULL PRIMARY KEY,
    area_id BLOB NOT NULL REFERENCES areas (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    staff_id BLOB NOT NULL REFERENCES staff (id),
    role TEXT NOT NULL,
    appointed_by TEXT,
    from_on INTEGER NOT NULL,
    to_on INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX key_persons_by_area ON key_persons (area_id, from_on, id);
CREATE INDEX key_persons_by_staff ON key_persons (staff_id);
