DROP TABLE item_notes;
DROP TABLE release_decisions;
DROP TABLE release_requests;
DROP TABLE data_extract_deliveries;
DROP TABLE data_extract_reviews;
DROP TABLE data_extracts;
