-- The words of summonses, invitations and acknowledgements are notes of the meeting, given to those they are for as other items
-- are: who wrote them, who sent the summons, who is summoned, and whose case it is. Those who read them before keep them, as far
-- as their right has covered such notes since; a block that is in force covers them too.
CREATE INDEX summonses_by_case ON summonses (case_id, id);

INSERT INTO disclosures (id, case_id, item_kind, item_id, unit_id, consent_id, basis, from_unit_id, disclosed_at,
    disclosed_by, information, blocked_at)
SELECT gen_random_uuid(), said.case_id, said.kind, said.id, case_access.unit_id, case_access.consent_id, case_access.basis,
    said.unit_id, said.at, 'samsyn', 'meeting_notes',
    (
        SELECT blocks.recorded_at FROM blocks
        WHERE blocks.case_id = said.case_id AND blocks.unit_id = said.unit_id AND blocks.lifted_at IS NULL
            AND blocks.unit_id <> case_access.unit_id
    )
FROM (
    SELECT 'summonses' AS kind, id, case_id, sent_by_unit_id AS unit_id, created_at AS at, sent_by_unit_id AS sender,
        unit_id AS summoned
    FROM summonses
    UNION ALL
    SELECT 'acknowledgements', summons_acknowledgements.id, summonses.case_id, summons_acknowledgements.unit_id,
        summons_acknowledgements.recorded_at, summonses.sent_by_unit_id, summonses.unit_id
    FROM summons_acknowledgements
    JOIN summonses ON summonses.id = summons_acknowledgements.summons_id
) AS said
JOIN case_access ON case_access.case_id = said.case_id AND case_access.ended_at IS NULL
WHERE (case_access.basis = 'own' OR case_access.unit_id IN (said.unit_id, said.sender, said.summoned))
    -- A unit with several rights has it once; its own case goes before a consent.
    AND NOT EXISTS (
        SELECT 1 FROM case_access AS other
        WHERE other.case_id = case_access.case_id AND other.unit_id = case_access.unit_id AND other.ended_at IS NULL
            AND (
                other.basis = 'own' AND case_access.basis <> 'own'
                OR other.basis = case_access.basis AND other.id < case_access.id
            )
    );

-- The records of the same child at other authorities that a hold covers too: noted, for the link between records goes when
-- one of them is destroyed.
CREATE TABLE legal_hold_records (
    hold_id uuid NOT NULL REFERENCES legal_holds (id),
    child_id uuid NOT NULL REFERENCES children (id),
    PRIMARY KEY (hold_id, child_id)
);
CREATE INDEX legal_hold_records_by_child ON legal_hold_records (child_id, hold_id);
INSERT INTO legal_hold_records (hold_id, child_id) SELECT id, child_id FROM legal_holds;
