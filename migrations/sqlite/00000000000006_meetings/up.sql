-- A meeting about one or several children. An HLT meeting holds nothing about a child: that stands in its agenda items.
CREATE TABLE meetings (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    area_id BLOB NOT NULL REFERENCES areas (id),
    case_id BLOB REFERENCES cases (id),
    child_id BLOB REFERENCES children (id),
    custodian_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    place_kind TEXT NOT NULL,
    place_text TEXT,
    chair_staff_id BLOB REFERENCES staff (id),
    note_taker_staff_id BLOB REFERENCES staff (id),
    plan_writer_staff_id BLOB REFERENCES staff (id),
    state TEXT NOT NULL,
    held_on INTEGER,
    held_recorded_at INTEGER,
    cancelled_at INTEGER,
    cancel_reason TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX meetings_by_area ON meetings (area_id, starts_at, id);
CREATE INDEX meetings_by_case ON meetings (case_id, starts_at, id);
CREATE INDEX meetings_by_start ON meetings (starts_at, id);

-- The units that attend a meeting; `absent` when one did not come after all.
CREATE TABLE meeting_units (
    meeting_id BLOB NOT NULL REFERENCES meetings (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    absent INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, unit_id)
) STRICT;
CREATE INDEX meeting_units_by_unit ON meeting_units (unit_id, meeting_id);

-- One child on the agenda of one meeting.
CREATE TABLE agenda_items (
    id BLOB NOT NULL PRIMARY KEY,
    meeting_id BLOB NOT NULL REFERENCES meetings (id),
    case_id BLOB NOT NULL REFERENCES cases (id),
    child_id BLOB NOT NULL REFERENCES children (id),
    custodian_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    state TEXT NOT NULL,
    sealed BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (meeting_id, child_id)
) STRICT;
CREATE INDEX agenda_items_by_case ON agenda_items (case_id, created_at, id);

-- The units that attend an item: those of the meeting whom consent lets take part in it.
CREATE TABLE agenda_item_units (
    item_id BLOB NOT NULL REFERENCES agenda_items (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    PRIMARY KEY (item_id, unit_id)
) STRICT;
CREATE INDEX agenda_item_units_by_unit ON agenda_item_units (unit_id, item_id);

-- What the meeting decided about a child: once for each item.
CREATE TABLE agenda_decisions (
    id BLOB NOT NULL PRIMARY KEY,
    item_id BLOB NOT NULL UNIQUE REFERENCES agenda_items (id),
    custodian_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    outcome TEXT NOT NULL,
    decided_on INTEGER NOT NULL,
    coordinator_staff_id BLOB REFERENCES staff (id),
    coordinator_unit_id BLOB REFERENCES units (id),
    difficulties TEXT NOT NULL,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- Who meets the family.
CREATE TABLE agenda_assignments (
    decision_id BLOB NOT NULL REFERENCES agenda_decisions (id),
    staff_id BLOB NOT NULL REFERENCES staff (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    PRIMARY KEY (decision_id, staff_id)
) STRICT;

-- Where a child that was not accepted is referred: counted, so a row each.
CREATE TABLE agenda_referrals (
    decision_id BLOB NOT NULL REFERENCES agenda_decisions (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    unit_id BLOB REFERENCES units (id),
    PRIMARY KEY (decision_id, position)
) STRICT;

-- Summonses (must come) and invitations (may come) to a meeting about one child.
CREATE TABLE summonses (
    id BLOB NOT NULL PRIMARY KEY,
    meeting_id BLOB NOT NULL REFERENCES meetings (id),
    case_id BLOB NOT NULL REFERENCES cases (id),
    child_id BLOB NOT NULL REFERENCES children (id),
    custodian_id BLOB NOT NULL REFERENCES organisations (id),
    sent_by_unit_id BLOB NOT NULL REFERENCES units (id),
    kind TEXT NOT NULL,
    party TEXT NOT NULL,
    unit_id BLOB REFERENCES units (id),
    staff_id BLOB REFERENCES staff (id),
    guardian_id BLOB,
    attendance TEXT,
    mandate INTEGER,
    sealed BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX summonses_by_meeting ON summonses (meeting_id, kind, created_at, id);
CREATE UNIQUE INDEX summonses_one_a_unit ON summonses (meeting_id, unit_id);

CREATE TABLE summons_acknowledgements (
    id BLOB NOT NULL PRIMARY KEY,
    summons_id BLOB NOT NULL REFERENCES summonses (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    staff_id BLOB REFERENCES staff (id),
    will_attend INTEGER NOT NULL,
    sealed BLOB,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX summons_acknowledgements_by_summons ON summons_acknowledgements (summons_id, recorded_at, id);

-- A contact with a family; one contact may serve the cases of several siblings.
CREATE TABLE contacts (
    id BLOB NOT NULL PRIMARY KEY,
    custodian_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    occurred_on INTEGER NOT NULL,
    occurred_at INTEGER,
    family TEXT NOT NULL,
    purpose TEXT NOT NULL,
    mode TEXT NOT NULL,
    outcome TEXT NOT NULL,
    staff_id BLOB REFERENCES staff (id),
    agenda_item_id BLOB REFERENCES agenda_items (id),
    audience TEXT NOT NULL,
    annulled_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contacts_by_day ON contacts (occurred_on, id);
CREATE INDEX contacts_by_unit ON contacts (unit_id, occurred_on, id);

-- The contact in each case: its note is sealed once for each child record, so that destroying one leaves the other.
CREATE TABLE contact_cases (
    id BLOB NOT NULL PRIMARY KEY,
    contact_id BLOB NOT NULL REFERENCES contacts (id),
    case_id BLOB NOT NULL REFERENCES cases (id),
    child_id BLOB NOT NULL REFERENCES children (id),
    fact_id BLOB NOT NULL REFERENCES facts (id),
    informed_fact_id BLOB REFERENCES facts (id),
    sealed BLOB NOT NULL,
    UNIQUE (contact_id, case_id)
) STRICT;
CREATE INDEX contact_cases_by_case ON contact_cases (case_id, contact_id);
