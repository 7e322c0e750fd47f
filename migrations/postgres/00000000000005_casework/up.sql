-- A case: the joint work around one child. Opened by an actualisation; about the opening custodian's record.
CREATE TABLE cases (
    id uuid NOT NULL PRIMARY KEY,
    child_id uuid NOT NULL REFERENCES children (id),
    custodian_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    area_id uuid NOT NULL REFERENCES areas (id),
    agreement_id uuid NOT NULL REFERENCES agreements (id),
    state text NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    close_reason text,
    merged_into uuid REFERENCES cases (id),
    coordinator_staff_id uuid REFERENCES staff (id),
    coordinator_unit_id uuid REFERENCES units (id),
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX cases_by_child ON cases (child_id, state);
CREATE INDEX cases_by_area ON cases (area_id, state, id);

-- The circle: which units may take part in a case, and by what right. A consent that ends closes its rows.
CREATE TABLE case_access (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    child_id uuid NOT NULL,
    unit_id uuid NOT NULL REFERENCES units (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    basis text NOT NULL,
    consent_id uuid,
    from_on date NOT NULL,
    until_on date,
    opened_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX case_access_by_unit ON case_access (unit_id, case_id);
CREATE INDEX case_access_by_case ON case_access (case_id, unit_id);

-- Sharing is a recorded disclosure of one item to one unit.
CREATE TABLE disclosures (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    item_kind text NOT NULL,
    item_id uuid NOT NULL,
    unit_id uuid NOT NULL REFERENCES units (id),
    consent_id uuid,
    basis text NOT NULL,
    disclosed_at timestamptz NOT NULL,
    disclosed_by text NOT NULL,
    UNIQUE (item_id, unit_id)
);
CREATE INDEX disclosures_by_case ON disclosures (case_id, unit_id);

-- Facts: what happened, when it happened, when it was recorded, by whom. Ids, codes and days, never text.
CREATE TABLE facts (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    kind text NOT NULL,
    occurred_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    subject_kind text,
    subject_id uuid,
    unit_id uuid,
    organisation_id uuid,
    staff_id uuid,
    codes jsonb NOT NULL,
    dates jsonb NOT NULL,
    replaces uuid REFERENCES facts (id),
    merged_into uuid,
    sealed bytea,
    position bigint
);
CREATE INDEX facts_by_case ON facts (case_id, recorded_at, id);
CREATE UNIQUE INDEX facts_by_position ON facts (position);
CREATE INDEX facts_without_position ON facts (recorded_at) WHERE position IS NULL;

-- The lead-time clocks, derived from the facts in the transaction of each fact, kept so that "what is due" is one query.
CREATE TABLE lead_times (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    area_id uuid NOT NULL,
    code text NOT NULL,
    definition_version integer NOT NULL,
    subject_id uuid,
    start_fact uuid NOT NULL,
    started_on date NOT NULL,
    due_on date NOT NULL,
    warn_on date NOT NULL,
    paused_from date,
    paused_until date,
    outcome text NOT NULL,
    ended_on date,
    cancel_reason text,
    breached_before_cancel boolean NOT NULL,
    paused_days integer NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (case_id, code, start_fact)
);
CREATE INDEX lead_times_by_due ON lead_times (outcome, due_on, id);
CREATE INDEX lead_times_by_area ON lead_times (area_id, outcome, due_on, id);

CREATE TABLE lead_time_pauses (
    id uuid NOT NULL PRIMARY KEY,
    lead_time_id uuid NOT NULL REFERENCES lead_times (id),
    case_id uuid NOT NULL REFERENCES cases (id),
    fact_id uuid NOT NULL REFERENCES facts (id),
    reason text NOT NULL,
    from_on date NOT NULL,
    to_on date,
    closing_fact_id uuid REFERENCES facts (id),
    sealed bytea NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX lead_time_pauses_by_clock ON lead_time_pauses (lead_time_id, from_on);

-- An actualisation: the act of raising a child for joint work.
CREATE TABLE actualisations (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    child_id uuid NOT NULL REFERENCES children (id),
    custodian_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    area_id uuid NOT NULL REFERENCES areas (id),
    initiator text NOT NULL,
    urgency text NOT NULL,
    need_known_on date NOT NULL,
    collaboration_need_on date NOT NULL,
    difficulties jsonb NOT NULL,
    age_at_actualisation integer,
    suspected_complexity boolean NOT NULL,
    state text NOT NULL,
    audience text NOT NULL,
    sealed bytea NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX actualisations_by_case ON actualisations (case_id, created_at, id);
CREATE INDEX actualisations_by_unit ON actualisations (unit_id, created_at, id);

-- A consent and the parties who must decide.
CREATE TABLE consents (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    child_id uuid NOT NULL REFERENCES children (id),
    custodian_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    purpose text NOT NULL,
    information jsonb NOT NULL,
    form text NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    lapses_on date,
    supersedes uuid REFERENCES consents (id),
    superseded_by uuid REFERENCES consents (id),
    superseded_on date,
    sealed bytea NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX consents_by_case ON consents (case_id, purpose, id);

CREATE TABLE consent_units (
    consent_id uuid NOT NULL REFERENCES consents (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    removed_on date,
    PRIMARY KEY (consent_id, unit_id)
);

CREATE TABLE consent_parties (
    id uuid NOT NULL PRIMARY KEY,
    consent_id uuid NOT NULL REFERENCES consents (id),
    kind text NOT NULL,
    guardian_id uuid
);
CREATE INDEX consent_parties_by_consent ON consent_parties (consent_id, id);

CREATE TABLE consent_decisions (
    id uuid NOT NULL PRIMARY KEY,
    consent_id uuid NOT NULL REFERENCES consents (id),
    party_id uuid NOT NULL REFERENCES consent_parties (id),
    number integer NOT NULL,
    decision text NOT NULL,
    decided_on date NOT NULL,
    method text NOT NULL,
    override_basis text,
    unit_id uuid NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    sealed bytea NOT NULL,
    UNIQUE (consent_id, number)
);
