-- A coordinated individual plan. Words about the child and the family lie in `sealed`, under the child record's key.
CREATE TABLE plans (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id),
    child_id BLOB NOT NULL REFERENCES children (id),
    custodian_id BLOB NOT NULL REFERENCES organisations (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    responsible_principal TEXT,
    coordinator_staff_id BLOB REFERENCES staff (id),
    follow_up_on INTEGER,
    begun_on INTEGER NOT NULL,
    established_on INTEGER,
    closed_on INTEGER,
    close_reason TEXT,
    content_version INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX plans_by_case ON plans (case_id, state, id);
CREATE INDEX plans_by_unit ON plans (unit_id, id);
CREATE INDEX plans_by_follow_up ON plans (state, follow_up_on, id);
CREATE INDEX plans_by_coordinator ON plans (coordinator_staff_id, id);

-- Goals and sub-goals.
CREATE TABLE plan_goals (
    id BLOB NOT NULL PRIMARY KEY,
    plan_id BLOB NOT NULL REFERENCES plans (id),
    child_id BLOB NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    parent_id BLOB REFERENCES plan_goals (id),
    horizon TEXT NOT NULL,
    domain TEXT NOT NULL,
    target_on INTEGER NOT NULL,
    reached_on INTEGER,
    sealed BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_goals_by_plan ON plan_goals (plan_id, id);

-- Actions, each with one responsible party.
CREATE TABLE plan_actions (
    id BLOB NOT NULL PRIMARY KEY,
    plan_id BLOB NOT NULL REFERENCES plans (id),
    child_id BLOB NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    goal_id BLOB REFERENCES plan_goals (id),
    party TEXT,
    responsible_unit_id BLOB REFERENCES units (id),
    responsible_guardian_id BLOB REFERENCES guardians (id),
    level TEXT,
    position INTEGER NOT NULL,
    starts_on INTEGER,
    due_on INTEGER,
    family_contact_on INTEGER,
    state TEXT NOT NULL,
    started_on INTEGER,
    completed_on INTEGER,
    sealed BLOB NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_actions_by_plan ON plan_actions (plan_id, position, id);
CREATE INDEX plan_actions_by_unit ON plan_actions (responsible_unit_id, state, due_on, id);

-- Every step of a plan, a goal or an action that has its own day: establishment, closure, reopening, attainment, start,
-- completion.
CREATE TABLE plan_steps (
    id BLOB NOT NULL PRIMARY KEY,
    plan_id BLOB NOT NULL REFERENCES plans (id),
    child_id BLOB NOT NULL,
    step TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    occurred_on INTEGER NOT NULL,
    code TEXT,
    unit_id BLOB NOT NULL REFERENCES units (id),
    recorded_at INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX plan_steps_by_subject ON plan_steps (subject_id, step, recorded_at, id);
CREATE INDEX plan_steps_by_plan ON plan_steps (plan_id, step, occurred_on, id);

-- Immutable versions: what the plan said after each change since it was established.
CREATE TABLE plan_versions (
    id BLOB NOT NULL PRIMARY KEY,
    plan_id BLOB NOT NULL REFERENCES plans (id),
    child_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    cause TEXT NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    made_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    UNIQUE (plan_id, number)
) STRICT;

-- To whom a version was handed, how and when.
CREATE TABLE plan_distributions (
    id BLOB NOT NULL PRIMARY KEY,
    plan_id BLOB NOT NULL REFERENCES plans (id),
    child_id BLOB NOT NULL,
    version_number INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    unit_id BLOB REFERENCES units (id),
    guardian_id BLOB REFERENCES guardians (id),
    way TEXT NOT NULL,
    distributed_on INTEGER NOT NULL,
    by_unit_id BLOB NOT NULL REFERENCES units (id),
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_distributions_by_plan ON plan_distributions (plan_id, recorded_at, id);

-- A party's confirmation of a version, with its dissent if it has any.
CREATE TABLE plan_confirmations (
    id BLOB NOT NULL PRIMARY KEY,
    plan_id BLOB NOT NULL REFERENCES plans (id),
    child_id BLOB NOT NULL,
    version_number INTEGER NOT NULL,
    party TEXT NOT NULL,
    party_id BLOB NOT NULL,
    confirmed_on INTEGER NOT NULL,
    dissents INTEGER NOT NULL,
    by_unit_id BLOB NOT NULL REFERENCES units (id),
    recorded_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    UNIQUE (plan_id, version_number, party_id)
) STRICT;

-- Follow-ups: each sets the next day or is the last.
CREATE TABLE plan_follow_ups (
    id BLOB NOT NULL PRIMARY KEY,
    plan_id BLOB NOT NULL REFERENCES plans (id),
    child_id BLOB NOT NULL,
    held_on INTEGER NOT NULL,
    reconciled INTEGER NOT NULL,
    next_on INTEGER,
    closing INTEGER NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    recorded_at INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX plan_follow_ups_by_plan ON plan_follow_ups (plan_id, held_on, id);
