DROP INDEX children_by_protection;
ALTER TABLE purge_items DROP COLUMN told_entry_on;
ALTER TABLE data_extract_reviews DROP COLUMN staff_id;
ALTER TABLE data_extracts DROP COLUMN registered_staff_id;
