DROP TABLE emergency_reviews;
DROP TABLE emergency_sources;
DROP TABLE emergency_accesses;
