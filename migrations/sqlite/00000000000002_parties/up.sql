CREATE TABLE organisations (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    number TEXT NOT NULL,
    municipality_code TEXT,
    county_code TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    -- The boards of a municipality are authorities of their own under one number.
    UNIQUE (number, name)
) STRICT;
CREATE INDEX organisations_by_name ON organisations (name, id);

CREATE TABLE units (
    id BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    kind TEXT NOT NULL,
    secrecy TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT,
    email TEXT,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    successor_id BLOB REFERENCES units (id),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX units_by_name ON units (name, id);
CREATE INDEX units_by_organisation ON units (organisation_id, name, id);

CREATE TABLE unit_identifiers (
    unit_id BLOB NOT NULL REFERENCES units (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (unit_id, kind)
) STRICT;
CREATE INDEX unit_identifiers_by_value ON unit_identifiers (kind, value);

CREATE TABLE staff (
    id BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    hsa_id TEXT,
    phone TEXT,
    email TEXT,
    left_on INTEGER,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_by_organisation ON staff (organisation_id, name, id);

CREATE TABLE staff_units (
    staff_id BLOB NOT NULL REFERENCES staff (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    from_on INTEGER NOT NULL,
    to_on INTEGER,
    PRIMARY KEY (staff_id, unit_id, from_on)
) STRICT;
CREATE INDEX staff_units_by_unit ON staff_units (unit_id, staff_id);

CREATE TABLE staff_logins (
    staff_id BLOB NOT NULL REFERENCES staff (id),
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT;
CREATE INDEX staff_logins_by_staff ON staff_logins (staff_id);
