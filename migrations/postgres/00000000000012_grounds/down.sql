ALTER TABLE audit_entries DROP COLUMN consent_id;
ALTER TABLE audit_entries DROP COLUMN ground;
