DROP TABLE legal_hold_records;
DELETE FROM withholdings
WHERE item_id IN (SELECT id FROM summonses) OR item_id IN (SELECT id FROM summons_acknowledgements);
DELETE FROM disclosures WHERE item_kind IN ('summonses', 'acknowledgements');
DROP INDEX summonses_by_case;
