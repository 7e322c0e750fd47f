-- On what ground each look was allowed (HSLF-FS 2016:40 4 kap. 9 §): part of the entry from its first moment.
ALTER TABLE audit_entries ADD COLUMN ground TEXT;
ALTER TABLE audit_entries ADD COLUMN consent_id uuid;
