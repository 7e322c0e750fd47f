-- Deviations from what an agreement says, and what the steering group did about them. Nobody is named: the case is a reference, shown
-- to the unit that reported.
CREATE TABLE deviations (
    id uuid NOT NULL PRIMARY KEY,
    area_id uuid NOT NULL REFERENCES areas (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    organisation_id uuid NOT NULL,
    case_id uuid,
    level text NOT NULL,
    category text NOT NULL,
    step text NOT NULL,
    occurred_on date NOT NULL,
    summary text NOT NULL,
    proposal text,
    state text NOT NULL,
    agenda_on date,
    handled_on date,
    decision text,
    measures text,
    measures_due_on date,
    closed_on date,
    outcome text,
    reported_by text NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX deviations_by_unit ON deviations (unit_id, id);
CREATE INDEX deviations_by_area ON deviations (area_id, id);

-- Questions for advice about somebody who is not named: there is no child in them.
CREATE TABLE consultations (
    id uuid NOT NULL PRIMARY KEY,
    unit_id uuid NOT NULL REFERENCES units (id),
    asked_unit_id uuid NOT NULL REFERENCES units (id),
    age_band text,
    question text NOT NULL,
    state text NOT NULL,
    advice text,
    answer text,
    asked_by text NOT NULL,
    answered_by text,
    asked_at timestamptz NOT NULL,
    answered_at timestamptz
);
CREATE INDEX consultations_by_unit ON consultations (unit_id, id);
CREATE INDEX consultations_by_asked_unit ON consultations (asked_unit_id, id);
