DROP TABLE marks;
DROP TABLE child_keys;
DROP TABLE audit_entries;
DROP FUNCTION audit_entries_are_append_only();
DROP TABLE idempotency_keys;
