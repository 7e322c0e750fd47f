DROP TABLE consultations;
DROP TABLE deviations;
