-- What a family is told before it decides: a text in one version and one language. Which text a family got stands sealed
-- with its consent, never here: a language tells of its origin.
CREATE TABLE information_texts (
    id uuid NOT NULL PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    series text NOT NULL,
    version text NOT NULL,
    language text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    valid_from date NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (organisation_id, series, version, language)
);
CREATE INDEX information_texts_by_series ON information_texts (series, language, valid_from, id);

-- A withdrawal or narrowing, told to a unit that had received something under the consent: ids and days, nothing of the child.
CREATE TABLE withdrawal_notices (
    id uuid NOT NULL PRIMARY KEY,
    consent_id uuid NOT NULL REFERENCES consents (id),
    decision_id uuid NOT NULL REFERENCES consent_decisions (id),
    case_id uuid NOT NULL REFERENCES cases (id),
    child_id uuid NOT NULL,
    unit_id uuid NOT NULL REFERENCES units (id),
    asked_by_unit_id uuid NOT NULL REFERENCES units (id),
    sent_by_unit_id uuid NOT NULL REFERENCES units (id),
    kind text NOT NULL,
    occurred_on date NOT NULL,
    sent_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    confirmed_by text,
    UNIQUE (decision_id, unit_id)
);
CREATE INDEX withdrawal_notices_received ON withdrawal_notices (unit_id, id);
CREATE INDEX withdrawal_notices_sent ON withdrawal_notices (asked_by_unit_id, id);
CREATE INDEX withdrawal_notices_by_consent ON withdrawal_notices (consent_id, id);

-- Whether a concern report was considered. Of nobody's concern but the unit's that wrote it: neither case nor consent changes.
CREATE TABLE consent_concerns (
    id uuid NOT NULL PRIMARY KEY,
    consent_id uuid NOT NULL REFERENCES consents (id),
    decision_id uuid NOT NULL REFERENCES consent_decisions (id),
    unit_id uuid NOT NULL REFERENCES units (id),
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    sealed bytea NOT NULL
);
CREATE INDEX consent_concerns_by_consent ON consent_concerns (consent_id, unit_id, id);

CREATE INDEX consents_by_unit ON consents (unit_id, id);

-- A disclosure without consent names its legal basis and holds a sealed copy of what was handed over: whoever receives it
-- does not take part in the case. One item can be disclosed to one unit under a consent once, by law more often.
ALTER TABLE disclosures DROP CONSTRAINT disclosures_item_id_unit_id_key;
ALTER TABLE disclosures ADD COLUMN legal_basis text;
ALTER TABLE disclosures ADD COLUMN from_unit_id uuid REFERENCES units (id);
ALTER TABLE disclosures ADD COLUMN sealed bytea;
CREATE UNIQUE INDEX disclosures_once ON disclosures (item_id, unit_id) WHERE legal_basis IS NULL;
CREATE INDEX disclosures_by_item ON disclosures (item_id, unit_id);
CREATE INDEX disclosures_received ON disclosures (unit_id, id) WHERE legal_basis IS NOT NULL;
CREATE INDEX disclosures_handed_over ON disclosures (from_unit_id, id) WHERE legal_basis IS NOT NULL;
