-- A case: the joint work around one child. Opened by an actualisation; about the opening custodian's record.
CREATE TABLE cases (
    id BLOB NOT NULL PRIMARY KEY,
    child_id BLOB NOT NULL REFERENCES children (id),
    custodian_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    area_id BLOB NOT NULL REFERENCES areas (id),
    agreement_id BLOB NOT NULL REFERENCES agreements (id),
    state TEXT NOT NULL,
    opened_on INTEGER NOT NULL,
    closed_on INTEGER,
    close_reason TEXT,
    merged_into BLOB REFERENCES cases (id),
    coordinator_staff_id BLOB REFERENCES staff (id),
    coordinator_unit_id BLOB REFERENCES units (id),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_by_child ON cases (child_id, state);
CREATE INDEX cases_by_area ON cases (area_id, state, id);

-- The circle: which units may take part in a case, and by what right. A consent that ends closes its rows.
CREATE TABLE case_access (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id),
    child_id BLOB NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    basis TEXT NOT NULL,
    consent_id BLOB,
    from_on INTEGER NOT NULL,
    until_on INTEGER,
    opened_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX case_access_by_unit ON case_access (unit_id, case_id);
CREATE INDEX case_access_by_case ON case_access (case_id, unit_id);

-- Sharing is a recorded disclosure of one item to one unit.
CREATE TABLE disclosures (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id),
    item_kind TEXT NOT NULL,
    item_id BLOB NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    consent_id BLOB,
    basis TEXT NOT NULL,
    disclosed_at INTEGER NOT NULL,
    disclosed_by TEXT NOT NULL,
    UNIQUE (item_id, unit_id)
) STRICT;
CREATE INDEX disclosures_by_case ON disclosures (case_id, unit_id);

-- Facts: what happened, when it happened, when it was recorded, by whom. Ids, codes and days, never text.
CREATE TABLE facts (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL,
    occurred_on INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    subject_kind TEXT,
    subject_id BLOB,
    unit_id BLOB,
    organisation_id BLOB,
    staff_id BLOB,
    codes TEXT NOT NULL,
    dates TEXT NOT NULL,
    replaces BLOB REFERENCES facts (id),
    merged_into BLOB,
    sealed BLOB,
    position INTEGER
) STRICT;
CREATE INDEX facts_by_case ON facts (case_id, recorded_at, id);
CREATE UNIQUE INDEX facts_by_position ON facts (position);
CREATE INDEX facts_without_position ON facts (recorded_at) WHERE position IS NULL;

-- The lead-time clocks, derived from the facts in the transaction of each fact, kept so that "what is due" is one query.
CREATE TABLE lead_times (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id),
    area_id BLOB NOT NULL,
    code TEXT NOT NULL,
    definition_version INTEGER NOT NULL,
    subject_id BLOB,
    start_fact BLOB NOT NULL,
    started_on INTEGER NOT NULL,
    due_on INTEGER NOT NULL,
    warn_on INTEGER NOT NULL,
    paused_from INTEGER,
    paused_until INTEGER,
    outcome TEXT NOT NULL,
    ended_on INTEGER,
    cancel_reason TEXT,
    breached_before_cancel INTEGER NOT NULL,
    paused_days INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (case_id, code, start_fact)
) STRICT;
CREATE INDEX lead_times_by_due ON lead_times (outcome, due_on, id);
CREATE INDEX lead_times_by_area ON lead_times (area_id, outcome, due_on, id);

CREATE TABLE lead_time_pauses (
    id BLOB NOT NULL PRIMARY KEY,
    lead_time_id BLOB NOT NULL REFERENCES lead_times (id),
    case_id BLOB NOT NULL REFERENCES cases (id),
    fact_id BLOB NOT NULL REFERENCES facts (id),
    reason TEXT NOT NULL,
    from_on INTEGER NOT NULL,
    to_on INTEGER,
    closing_fact_id BLOB REFERENCES facts (id),
    sealed BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX lead_time_pauses_by_clock ON lead_time_pauses (lead_time_id, from_on);

-- An actualisation: the act of raising a child for joint work.
CREATE TABLE actualisations (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id),
    child_id BLOB NOT NULL REFERENCES children (id),
    custodian_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    area_id BLOB NOT NULL REFERENCES areas (id),
    initiator TEXT NOT NULL,
    urgency TEXT NOT NULL,
    need_known_on INTEGER NOT NULL,
    collaboration_need_on INTEGER NOT NULL,
    difficulties TEXT NOT NULL,
    age_at_actualisation INTEGER,
    suspected_complexity INTEGER NOT NULL,
    state TEXT NOT NULL,
    audience TEXT NOT NULL,
    sealed BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX actualisations_by_case ON actualisations (case_id, created_at, id);
CREATE INDEX actualisations_by_unit ON actualisations (unit_id, created_at, id);

-- A consent and the parties who must decide.
CREATE TABLE consents (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id),
    child_id BLOB NOT NULL REFERENCES children (id),
    custodian_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    purpose TEXT NOT NULL,
    information TEXT NOT NULL,
    form TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER NOT NULL,
    lapses_on INTEGER,
    supersedes BLOB REFERENCES consents (id),
    superseded_by BLOB REFERENCES consents (id),
    superseded_on INTEGER,
    sealed BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX consents_by_case ON consents (case_id, purpose, id);

CREATE TABLE consent_units (
    consent_id BLOB NOT NULL REFERENCES consents (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    removed_on INTEGER,
    PRIMARY KEY (consent_id, unit_id)
) STRICT;

CREATE TABLE consent_parties (
    id BLOB NOT NULL PRIMARY KEY,
    consent_id BLOB NOT NULL REFERENCES consents (id),
    kind TEXT NOT NULL,
    guardian_id BLOB
) STRICT;
CREATE INDEX consent_parties_by_consent ON consent_parties (consent_id, id);

CREATE TABLE consent_decisions (
    id BLOB NOT NULL PRIMARY KEY,
    consent_id BLOB NOT NULL REFERENCES consents (id),
    party_id BLOB NOT NULL REFERENCES consent_parties (id),
    number INTEGER NOT NULL,
    decision TEXT NOT NULL,
    decided_on INTEGER NOT NULL,
    method TEXT NOT NULL,
    override_basis TEXT,
    unit_id BLOB NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    UNIQUE (consent_id, number)
) STRICT;
