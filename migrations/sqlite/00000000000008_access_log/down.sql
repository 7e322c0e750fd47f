DROP TABLE audit_review_conclusions;
DROP TABLE audit_review_entries;
DROP TABLE audit_reviews;
DROP INDEX case_access_by_child;
DROP INDEX audit_entries_by_organisation;
DROP INDEX audit_entries_by_time;
DROP TABLE audit_checkpoints;
DROP TABLE audit_seals;
