CREATE TABLE organisations (
    id uuid NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    number text NOT NULL,
    municipality_code text,
    county_code text NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    -- The boards of a municipality are authorities of their own under one number.
    UNIQUE (number, name)
);
CREATE INDEX organisations_by_name ON organisations (name, id);

CREATE TABLE units (
    id uuid NOT NULL PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    kind text NOT NULL,
    secrecy text NOT NULL,
    name text NOT NULL,
    phone text,
    email text,
    valid_from date NOT NULL,
    valid_to date,
    successor_id uuid REFERENCES units (id),
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX units_by_name ON units (name, id);
CREATE INDEX units_by_organisation ON units (organisation_id, name, id);

CREATE TABLE unit_identifiers (
    unit_id uuid NOT NULL REFERENCES units (id),
    kind text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (unit_id, kind)
);
CREATE INDEX unit_identifiers_by_value ON unit_identifiers (kind, value);

CREATE TABLE staff (
    id uuid NOT NULL PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    name text NOT NULL,
    title text NOT NULL,
    hsa_id text,
    phone text,
    email text,
    left_on date,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX staff_by_organisation ON staff (organisation_id, name, id);

CREATE TABLE staff_units (
    staff_id uuid NOT NULL REFERENCES staff (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    from_on date NOT NULL,
    to_on date,
    PRIMARY KEY (staff_id, unit_id, from_on)
);
CREATE INDEX staff_units_by_unit ON staff_units (unit_id, staff_id);

CREATE TABLE staff_logins (
    staff_id uuid NOT NULL REFERENCES staff (id),
    issuer text NOT NULL,
    subject text NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX staff_logins_by_staff ON staff_logins (staff_id);
