-- A coordinated individual plan. Words about the child and the family lie in `sealed`, under the child record's key.
CREATE TABLE plans (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    child_id uuid NOT NULL REFERENCES children (id),
    custodian_id uuid NOT NULL REFERENCES organisations (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    kind text NOT NULL,
    state text NOT NULL,
    responsible_principal text,
    coordinator_staff_id uuid REFERENCES staff (id),
    follow_up_on date,
    begun_on date NOT NULL,
    established_on date,
    closed_on date,
    close_reason text,
    content_version integer NOT NULL,
    sealed bytea NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX plans_by_case ON plans (case_id, state, id);
CREATE INDEX plans_by_unit ON plans (unit_id, id);
CREATE INDEX plans_by_follow_up ON plans (state, follow_up_on, id);
CREATE INDEX plans_by_coordinator ON plans (coordinator_staff_id, id);

-- Goals and sub-goals.
CREATE TABLE plan_goals (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plans (id),
    child_id uuid NOT NULL,
    unit_id uuid NOT NULL REFERENCES units (id),
    parent_id uuid REFERENCES plan_goals (id),
    horizon text NOT NULL,
    domain text NOT NULL,
    target_on date NOT NULL,
    reached_on date,
    sealed bytea NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX plan_goals_by_plan ON plan_goals (plan_id, id);

-- Actions, each with one responsible party.
CREATE TABLE plan_actions (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plans (id),
    child_id uuid NOT NULL,
    unit_id uuid NOT NULL REFERENCES units (id),
    goal_id uuid REFERENCES plan_goals (id),
    party text,
    responsible_unit_id uuid REFERENCES units (id),
    responsible_guardian_id uuid REFERENCES guardians (id),
    level text,
    position integer NOT NULL,
    starts_on date,
    due_on date,
    family_contact_on date,
    state text NOT NULL,
    started_on date,
    completed_on date,
    sealed bytea NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX plan_actions_by_plan ON plan_actions (plan_id, position, id);
CREATE INDEX plan_actions_by_unit ON plan_actions (responsible_unit_id, state, due_on, id);

-- Every step of a plan, a goal or an action that has its own day: establishment, closure, reopening, attainment, start,
-- completion.
CREATE TABLE plan_steps (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plans (id),
    child_id uuid NOT NULL,
    step text NOT NULL,
    subject_id uuid NOT NULL,
    occurred_on date NOT NULL,
    code text,
    unit_id uuid NOT NULL REFERENCES units (id),
    recorded_at timestamptz NOT NULL,
    sealed bytea NOT NULL
);
CREATE INDEX plan_steps_by_subject ON plan_steps (subject_id, step, recorded_at, id);
CREATE INDEX plan_steps_by_plan ON plan_steps (plan_id, step, occurred_on, id);

-- Immutable versions: what the plan said after each change since it was established.
CREATE TABLE plan_versions (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plans (id),
    child_id uuid NOT NULL,
    number integer NOT NULL,
    cause text NOT NULL,
    unit_id uuid NOT NULL REFERENCES units (id),
    made_at timestamptz NOT NULL,
    sealed bytea NOT NULL,
    UNIQUE (plan_id, number)
);

-- To whom a version was handed, how and when.
CREATE TABLE plan_distributions (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plans (id),
    child_id uuid NOT NULL,
    version_number integer NOT NULL,
    recipient text NOT NULL,
    unit_id uuid REFERENCES units (id),
    guardian_id uuid REFERENCES guardians (id),
    way text NOT NULL,
    distributed_on date NOT NULL,
    by_unit_id uuid NOT NULL REFERENCES units (id),
    recorded_at timestamptz NOT NULL
);
CREATE INDEX plan_distributions_by_plan ON plan_distributions (plan_id, recorded_at, id);

-- A party's confirmation of a version, with its dissent if it has any.
CREATE TABLE plan_confirmations (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plans (id),
    child_id uuid NOT NULL,
    version_number integer NOT NULL,
    party text NOT NULL,
    party_id uuid NOT NULL,
    confirmed_on date NOT NULL,
    dissents boolean NOT NULL,
    by_unit_id uuid NOT NULL REFERENCES units (id),
    recorded_at timestamptz NOT NULL,
    sealed bytea NOT NULL,
    UNIQUE (plan_id, version_number, party_id)
);

-- Follow-ups: each sets the next day or is the last.
CREATE TABLE plan_follow_ups (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plans (id),
    child_id uuid NOT NULL,
    held_on date NOT NULL,
    reconciled boolean NOT NULL,
    next_on date,
    closing boolean NOT NULL,
    unit_id uuid NOT NULL REFERENCES units (id),
    recorded_at timestamptz NOT NULL,
    sealed bytea NOT NULL
);
CREATE INDEX plan_follow_ups_by_plan ON plan_follow_ups (plan_id, held_on, id);
