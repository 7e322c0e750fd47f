-- What a family is told before it decides: a text in one version and one language. Which text a family got stands sealed
-- with its consent, never here: a language tells of its origin.
CREATE TABLE information_texts (
    id BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    series TEXT NOT NULL,
    version TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (organisation_id, series, version, language)
) STRICT;
CREATE INDEX information_texts_by_series ON information_texts (series, language, valid_from, id);

-- A withdrawal or narrowing, told to a unit that had received something under the consent: ids and days, nothing of the child.
CREATE TABLE withdrawal_notices (
    id BLOB NOT NULL PRIMARY KEY,
    consent_id BLOB NOT NULL REFERENCES consents (id),
    decision_id BLOB NOT NULL REFERENCES consent_decisions (id),
    case_id BLOB NOT NULL REFERENCES cases (id),
    child_id BLOB NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    asked_by_unit_id BLOB NOT NULL REFERENCES units (id),
    sent_by_unit_id BLOB NOT NULL REFERENCES units (id),
    kind TEXT NOT NULL,
    occurred_on INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    confirmed_by TEXT,
    UNIQUE (decision_id, unit_id)
) STRICT;
CREATE INDEX withdrawal_notices_received ON withdrawal_notices (unit_id, id);
CREATE INDEX withdrawal_notices_sent ON withdrawal_notices (asked_by_unit_id, id);
CREATE INDEX withdrawal_notices_by_consent ON withdrawal_notices (consent_id, id);

-- Whether a concern report was considered. Of nobody's concern but the unit's that wrote it: neither case nor consent changes.
CREATE TABLE consent_concerns (
    id BLOB NOT NULL PRIMARY KEY,
    consent_id BLOB NOT NULL REFERENCES consents (id),
    decision_id BLOB NOT NULL REFERENCES consent_decisions (id),
    unit_id BLOB NOT NULL REFERENCES units (id),
    recorded_by TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX consent_concerns_by_consent ON consent_concerns (consent_id, unit_id, id);

CREATE INDEX consents_by_unit ON consents (unit_id, id);

-- A disclosure without consent names its legal basis and holds a sealed copy of what was handed over: whoever receives it
-- does not take part in the case. One item can be disclosed to one unit under a consent once, by law more often.
CREATE TEMPORARY TABLE disclosures_kept AS SELECT * FROM disclosures;
DROP TABLE disclosures;
CREATE TABLE disclosures (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES cases (id),
    item_kind TEXT NOT NULL,
    item_id BLOB NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    consent_id BLOB,
    basis TEXT NOT NULL,
    legal_basis TEXT,
    from_unit_id BLOB REFERENCES units (id),
    sealed BLOB,
    disclosed_at INTEGER NOT NULL,
    disclosed_by TEXT NOT NULL
) STRICT;
INSERT INTO disclosures (id, case_id, item_kind, item_id, unit_id, consent_id, basis, disclosed_at, disclosed_by)
SELECT id, case_id, item_kind, item_id, unit_id, consent_id, basis, disclosed_at, disclosed_by FROM disclosures_kept;
DROP TABLE disclosures_kept;
CREATE INDEX disclosures_by_case ON disclosures (case_id, unit_id);
CREATE UNIQUE INDEX disclosures_once ON disclosures (item_id, unit_id) WHERE legal_basis IS NULL;
CREATE INDEX disclosures_by_item ON disclosures (item_id, unit_id);
CREATE INDEX disclosures_received ON disclosures (unit_id, id) WHERE legal_basis IS NOT NULL;
CREATE INDEX disclosures_handed_over ON disclosures (from_unit_id, id) WHERE legal_basis IS NOT NULL;
