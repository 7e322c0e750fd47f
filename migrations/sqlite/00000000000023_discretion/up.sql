-- Who registered an extract and who reviewed it, as registered among the staff then: two logins of one person do not take both steps.
ALTER TABLE data_extracts ADD COLUMN registered_staff_id BLOB;
ALTER TABLE data_extract_reviews ADD COLUMN staff_id BLOB;

-- The last entry of a listed record that every manager may be told of: none of reports of concern, which are one unit's. Of lists made
-- before it is not known, and then not told.
ALTER TABLE purge_items ADD COLUMN told_entry_on INTEGER;

-- Who is protected is in no statistics: found without walking through every record.
CREATE INDEX children_by_protection ON children (protection_level, id);
