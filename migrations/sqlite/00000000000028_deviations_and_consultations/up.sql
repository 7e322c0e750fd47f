-- Deviations from what an agreement says, and what the steering group did about them. Nobody is named: the case is a reference, shown
-- to the unit that reported.
CREATE TABLE deviations (
    id BLOB NOT NULL PRIMARY KEY,
    area_id BLOB NOT NULL REFERENCES areas (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    organisation_id BLOB NOT NULL,
    case_id BLOB,
    level TEXT NOT NULL,
    category TEXT NOT NULL,
    step TEXT NOT NULL,
    occurred_on INTEGER NOT NULL,
    summary TEXT NOT NULL,
    proposal TEXT,
    state TEXT NOT NULL,
    agenda_on INTEGER,
    handled_on INTEGER,
    decision TEXT,
    measures TEXT,
    measures_due_on INTEGER,
    closed_on INTEGER,
    outcome TEXT,
    reported_by TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX deviations_by_unit ON deviations (unit_id, id);
CREATE INDEX deviations_by_area ON deviations (area_id, id);

-- Questions for advice about somebody who is not named: there is no child in them.
CREATE TABLE consultations (
    id BLOB NOT NULL PRIMARY KEY,
    unit_id BLOB NOT NULL REFERENCES units (id),
    asked_unit_id BLOB NOT NULL REFERENCES units (id),
    age_band TEXT,
    question TEXT NOT NULL,
    state TEXT NOT NULL,
    advice TEXT,
    answer TEXT,
    asked_by TEXT NOT NULL,
    answered_by TEXT,
    asked_at INTEGER NOT NULL,
    answered_at INTEGER
) STRICT;
CREATE INDEX consultations_by_unit ON consultations (unit_id, id);
CREATE INDEX consultations_by_asked_unit ON consultations (asked_unit_id, id);
