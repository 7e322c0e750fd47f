DROP INDEX consents_by_birthday;
DROP INDEX consents_by_last_day;
DROP TABLE withholdings;
UPDATE disclosures SET from_unit_id = NULL WHERE legal_basis IS NULL;
ALTER TABLE disclosures DROP COLUMN information;
ALTER TABLE plans DROP COLUMN secrecy;
ALTER TABLE contacts DROP COLUMN secrecy;
ALTER TABLE actualisations DROP COLUMN secrecy;
DROP TABLE case_access_information;
