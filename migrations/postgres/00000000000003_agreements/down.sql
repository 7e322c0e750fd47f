DROP TABLE key_persons;
DROP TABLE area_units;
DROP TABLE areas;
DROP TABLE agreement_adoptions;
DROP TABLE agreement_versions;
DROP TABLE agreements;
DROP INDEX unit_identifiers_hsa_id;
