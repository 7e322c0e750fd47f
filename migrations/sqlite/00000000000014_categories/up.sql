-- What kinds of information a right covers (OSL 12:2: a consent may be given in part), and since when without a break. A
-- unit's own case covers all kinds and has no rows here.
CREATE TABLE case_access_information (
    access_id BLOB NOT NULL REFERENCES case_access (id),
    kind TEXT NOT NULL,
    since_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (access_id, kind)
) STRICT;
INSERT INTO case_access_information (access_id, kind, since_at)
SELECT case_access.id, kinds.value, case_access.since_at
FROM case_access
JOIN consents ON consents.id = case_access.consent_id
JOIN json_each(consents.information) AS kinds;

-- Under which secrecy an entry stands: set when it is written, whatever becomes of its unit (OSL 25:1, 23:2).
ALTER TABLE actualisations ADD COLUMN secrecy TEXT NOT NULL DEFAULT 'other';
UPDATE actualisations SET secrecy = (SELECT units.secrecy FROM units WHERE units.id = actualisations.unit_id);
ALTER TABLE contacts ADD COLUMN secrecy TEXT NOT NULL DEFAULT 'other';
UPDATE contacts SET secrecy = (SELECT units.secrecy FROM units WHERE units.id = contacts.unit_id);
ALTER TABLE plans ADD COLUMN secrecy TEXT NOT NULL DEFAULT 'other';
UPDATE plans SET secrecy = (SELECT units.secrecy FROM units WHERE units.id = plans.unit_id);

-- Of which kind of information a shared item is. A kind that no right covers shows to nobody.
ALTER TABLE disclosures ADD COLUMN information TEXT NOT NULL DEFAULT '';
UPDATE disclosures SET information = CASE item_kind
    WHEN 'plans' THEN 'plan'
    WHEN 'plan-versions' THEN 'plan'
    WHEN 'agenda-items' THEN 'meeting_notes'
    ELSE CASE COALESCE(
        (SELECT actualisations.secrecy FROM actualisations WHERE actualisations.id = disclosures.item_id),
        (
            SELECT contacts.secrecy FROM contact_cases JOIN contacts ON contacts.id = contact_cases.contact_id
            WHERE contact_cases.id = disclosures.item_id
        )
    )
        WHEN 'health_care' THEN 'health'
        WHEN 'school' THEN 'school_situation'
        WHEN 'preschool' THEN 'school_situation'
        WHEN 'student_health_psychosocial' THEN 'school_situation'
        ELSE 'social'
    END
END;
-- Whose own the item is, when it is one unit's: what it shows itself is never withheld from it.
UPDATE disclosures SET from_unit_id = COALESCE(
    (SELECT actualisations.unit_id FROM actualisations WHERE actualisations.id = disclosures.item_id),
    (SELECT agenda_items.unit_id FROM agenda_items WHERE agenda_items.id = disclosures.item_id),
    (
        SELECT contacts.unit_id FROM contact_cases JOIN contacts ON contacts.id = contact_cases.contact_id
        WHERE contact_cases.id = disclosures.item_id
    )
) WHERE legal_basis IS NULL;

-- What was shared with the circle but not with a unit in it, for its right does not cover the kind.
CREATE TABLE withholdings (
    item_id BLOB NOT NULL,
    unit_id BLOB NOT NULL REFERENCES units (id),
    case_id BLOB NOT NULL REFERENCES cases (id),
    information TEXT NOT NULL,
    withheld_at INTEGER NOT NULL,
    PRIMARY KEY (item_id, unit_id, withheld_at)
) STRICT;
CREATE INDEX withholdings_by_case ON withholdings (case_id, unit_id);

-- Consents that soon end.
CREATE INDEX consents_by_last_day ON consents (valid_to, id);
CREATE INDEX consents_by_birthday ON consents (lapses_on) WHERE lapses_on IS NOT NULL;
