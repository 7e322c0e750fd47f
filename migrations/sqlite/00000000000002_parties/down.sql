DROP TABLE staff_logins;
DROP TABLE staff_units;
DROP TABLE staff;
DROP TABLE unit_identifiers;
DROP TABLE units;
DROP TABLE organisations;
