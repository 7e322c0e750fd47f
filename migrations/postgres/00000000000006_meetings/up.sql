-- A meeting about one or several children. An HLT meeting holds nothing about a child: that stands in its agenda items.
CREATE TABLE meetings (
    id uuid NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    case_id uuid REFERENCES cases (id),
    child_id uuid REFERENCES children (id),
    custodian_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    place_kind text NOT NULL,
    place_text text,
    chair_staff_id uuid REFERENCES staff (id),
    note_taker_staff_id uuid REFERENCES staff (id),
    plan_writer_staff_id uuid REFERENCES staff (id),
    state text NOT NULL,
    held_on date,
    held_recorded_at timestamptz,
    cancelled_at timestamptz,
    cancel_reason text,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX meetings_by_area ON meetings (area_id, starts_at, id);
CREATE INDEX meetings_by_case ON meetings (case_id, starts_at, id);
CREATE INDEX meetings_by_start ON meetings (starts_at, id);

-- The units that attend a meeting; `absent` when one did not come after all.
CREATE TABLE meeting_units (
    meeting_id uuid NOT NULL REFERENCES meetings (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    absent boolean NOT NULL,
    PRIMARY KEY (meeting_id, unit_id)
);
CREATE INDEX meeting_units_by_unit ON meeting_units (unit_id, meeting_id);

-- One child on the agenda of one meeting.
CREATE TABLE agenda_items (
    id uuid NOT NULL PRIMARY KEY,
    meeting_id uuid NOT NULL REFERENCES meetings (id),
    case_id uuid NOT NULL REFERENCES cases (id),
    child_id uuid NOT NULL REFERENCES children (id),
    custodian_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    state text NOT NULL,
    sealed bytea NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (meeting_id, child_id)
);
CREATE INDEX agenda_items_by_case ON agenda_items (case_id, created_at, id);

-- The units that attend an item: those of the meeting whom consent lets take part in it.
CREATE TABLE agenda_item_units (
    item_id uuid NOT NULL REFERENCES agenda_items (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    PRIMARY KEY (item_id, unit_id)
);
CREATE INDEX agenda_item_units_by_unit ON agenda_item_units (unit_id, item_id);

-- What the meeting decided about a child: once for each item.
CREATE TABLE agenda_decisions (
    id uuid NOT NULL PRIMARY KEY,
    item_id uuid NOT NULL UNIQUE REFERENCES agenda_items (id),
    custodian_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    outcome text NOT NULL,
    decided_on date NOT NULL,
    coordinator_staff_id uuid REFERENCES staff (id),
    coordinator_unit_id uuid REFERENCES units (id),
    difficulties jsonb NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL
);

-- Who meets the family.
CREATE TABLE agenda_assignments (
    decision_id uuid NOT NULL REFERENCES agenda_decisions (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    PRIMARY KEY (decision_id, staff_id)
);

-- Where a child that was not accepted is referred: counted, so a row each.
CREATE TABLE agenda_referrals (
    decision_id uuid NOT NULL REFERENCES agenda_decisions (id),
    position integer NOT NULL,
    kind text NOT NULL,
    unit_id uuid REFERENCES units (id),
    PRIMARY KEY (decision_id, position)
);

-- Summonses (must come) and invitations (may come) to a meeting about one child.
CREATE TABLE summonses (
    id uuid NOT NULL PRIMARY KEY,
    meeting_id uuid NOT NULL REFERENCES meetings (id),
    case_id uuid NOT NULL REFERENCES cases (id),
    child_id uuid NOT NULL REFERENCES children (id),
    custodian_id uuid NOT NULL REFERENCES organisations (id),
    sent_by_unit_id uuid NOT NULL REFERENCES units (id),
    kind text NOT NULL,
    party text NOT NULL,
    unit_id uuid REFERENCES units (id),
    staff_id uuid REFERENCES staff (id),
    guardian_id uuid,
    attendance text,
    mandate boolean,
    sealed bytea NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX summonses_by_meeting ON summonses (meeting_id, kind, created_at, id);
CREATE UNIQUE INDEX summonses_one_a_unit ON summonses (meeting_id, unit_id);

CREATE TABLE summons_acknowledgements (
    id uuid NOT NULL PRIMARY KEY,
    summons_id uuid NOT NULL REFERENCES summonses (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    staff_id uuid REFERENCES staff (id),
    will_attend boolean NOT NULL,
    sealed bytea,
    recorded_at timestamptz NOT NULL
);
CREATE INDEX summons_acknowledgements_by_summons ON summons_acknowledgements (summons_id, recorded_at, id);

-- A contact with a family; one contact may serve the cases of several siblings.
CREATE TABLE contacts (
    id uuid NOT NULL PRIMARY KEY,
    custodian_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    occurred_on date NOT NULL,
    occurred_at timestamptz,
    family text NOT NULL,
    purpose text NOT NULL,
    mode text NOT NULL,
    outcome text NOT NULL,
    staff_id uuid REFERENCES staff (id),
    agenda_item_id uuid REFERENCES agenda_items (id),
    audience text NOT NULL,
    annulled_at timestamptz,
    created_at timestamptz NOT NULL
);
CREATE INDEX contacts_by_day ON contacts (occurred_on, id);
CREATE INDEX contacts_by_unit ON contacts (unit_id, occurred_on, id);

-- The contact in each case: its note is sealed once for each child record, so that destroying one leaves the other.
CREATE TABLE contact_cases (
    id uuid NOT NULL PRIMARY KEY,
    contact_id uuid NOT NULL REFERENCES contacts (id),
    case_id uuid NOT NULL REFERENCES cases (id),
    child_id uuid NOT NULL REFERENCES children (id),
    fact_id uuid NOT NULL REFERENCES facts (id),
    informed_fact_id uuid REFERENCES facts (id),
    sealed bytea NOT NULL,
    UNIQUE (contact_id, case_id)
);
CREATE INDEX contact_cases_by_case ON contact_cases (case_id, contact_id);
