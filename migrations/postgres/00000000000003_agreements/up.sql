-- An HSA-id is one unit's.
CREATE UNIQUE INDEX unit_identifiers_hsa_id ON unit_identifiers (value) WHERE kind = 'hsa_id';

CREATE TABLE agreements (
    id uuid NOT NULL PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    kind text NOT NULL,
    organisation_id uuid REFERENCES organisations (id),
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX agreements_by_name ON agreements (name, id);

-- The terms of a version never change; its period is set by its adoption and ended by the next version's.
CREATE TABLE agreement_versions (
    id uuid NOT NULL PRIMARY KEY,
    agreement_id uuid NOT NULL REFERENCES agreements (id),
    number integer NOT NULL,
    terms jsonb NOT NULL,
    valid_from date,
    valid_to date,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (agreement_id, number)
);

CREATE TABLE agreement_adoptions (
    id uuid NOT NULL PRIMARY KEY,
    agreement_version_id uuid NOT NULL REFERENCES agreement_versions (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    body text NOT NULL,
    adopted_on date NOT NULL,
    signatories jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (agreement_version_id, organisation_id)
);

CREATE TABLE areas (
    id uuid NOT NULL PRIMARY KEY,
    name text NOT NULL,
    municipality_code text NOT NULL,
    agreement_id uuid NOT NULL REFERENCES agreements (id),
    started_on date,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (municipality_code, name)
);
CREATE INDEX areas_by_name ON areas (name, id);
CREATE INDEX areas_by_agreement ON areas (agreement_id);

CREATE TABLE area_units (
    area_id uuid NOT NULL REFERENCES areas (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    PRIMARY KEY (area_id, unit_id)
);
CREATE INDEX area_units_by_unit ON area_units (unit_id, area_id);

CREATE TABLE key_persons (
    id uuid NOT NULL PRIMARY KEY,
    area_id uuid NOT NULL REFERENCES areas (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    role text NOT NULL,
    appointed_by text,
    from_on date NOT NULL,
    to_on date,
    created_at timestamptz NOT NULL
);
CREATE INDEX key_persons_by_area ON key_persons (area_id, from_on, id);
CREATE INDEX key_persons_by_staff ON key_persons (staff_id);
