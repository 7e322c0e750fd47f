DROP TABLE archive_exports;
DROP TABLE purge_items;
DROP TABLE purges;
DROP TABLE legal_holds;
DROP TABLE retention_classifications;
DROP TABLE retention_periods;
