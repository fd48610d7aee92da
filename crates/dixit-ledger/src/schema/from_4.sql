-- From version 4 to version 5; schema.sql says what everything is. What people
-- said on a matter lies by the number of the day; stories of a name are found
-- by whom it means. Keys are given anew by migration.rs.
CREATE TABLE matter_term_by_number (
  speaker   INTEGER NOT NULL,
  term      INTEGER NOT NULL,
  day       INTEGER NOT NULL,
  statement INTEGER NOT NULL,
  PRIMARY KEY (speaker, term, day, statement)
) WITHOUT ROWID;
INSERT INTO matter_term_by_number
  SELECT speaker, term, ifnull (CAST (julianday (day) - 2440587.5 AS INTEGER), -8000000), statement
  FROM matter_term ORDER BY 1, 2, 3, 4;
DROP TABLE matter_term;
ALTER TABLE matter_term_by_number RENAME TO matter_term;
DROP INDEX story_entity_form;
DROP INDEX story_entity_entity;
CREATE INDEX story_entity_entity ON story_entity (entity, story, form);
