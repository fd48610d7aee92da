-- From version 2 to version 3; schema.sql says what everything is.
CREATE TABLE bookmark (
  path   TEXT PRIMARY KEY,
  run    INTEGER NOT NULL REFERENCES run (id),
  size   INTEGER NOT NULL,
  head   TEXT NOT NULL,
  member INTEGER NOT NULL,
  within INTEGER NOT NULL
) WITHOUT ROWID;
