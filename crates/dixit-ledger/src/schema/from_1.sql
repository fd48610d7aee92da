-- From version 1 to version 2; schema.sql says what everything is. The program
-- fills address and rank.
ALTER TABLE article ADD COLUMN address TEXT;
ALTER TABLE article ADD COLUMN seen TEXT;
ALTER TABLE article ADD COLUMN rank TEXT NOT NULL DEFAULT '';
DROP INDEX article_url;
CREATE INDEX article_address ON article (address) WHERE address IS NOT NULL;
CREATE TABLE version (
  id            INTEGER PRIMARY KEY,
  article       INTEGER NOT NULL REFERENCES article (id),
  name          TEXT NOT NULL,
  original      INTEGER NOT NULL REFERENCES original (id),
  run           INTEGER NOT NULL REFERENCES run (id),
  added_at      TEXT NOT NULL,
  url           TEXT,
  seen          TEXT,
  rank          TEXT NOT NULL,
  title         TEXT,
  language      TEXT,
  authors       TEXT NOT NULL,
  words         INTEGER NOT NULL,
  text          TEXT NOT NULL,
  reading       BLOB NOT NULL,
  next          TEXT
);
CREATE INDEX version_article ON version (article, rank);
CREATE INDEX version_original ON version (original);
CREATE TABLE feed (
  id         INTEGER PRIMARY KEY,
  url        TEXT NOT NULL UNIQUE,
  title      TEXT,
  parent     INTEGER REFERENCES feed (id),
  added_at   TEXT NOT NULL,
  checked_at TEXT,
  due        TEXT NOT NULL,
  failures   INTEGER NOT NULL DEFAULT 0,
  problem    TEXT,
  etag       TEXT,
  modified   TEXT
);
CREATE TABLE link (
  id         INTEGER PRIMARY KEY,
  address    TEXT NOT NULL UNIQUE,
  url        TEXT NOT NULL,
  host       TEXT NOT NULL,
  feed       INTEGER REFERENCES feed (id),
  title      TEXT,
  outlet     TEXT,
  published  TEXT,
  language   TEXT,
  changed    TEXT,
  found_at   TEXT NOT NULL,
  state      TEXT NOT NULL,
  due        TEXT NOT NULL,
  fetched_at TEXT,
  failures   INTEGER NOT NULL DEFAULT 0,
  problem    TEXT,
  etag       TEXT,
  modified   TEXT
);
CREATE INDEX link_waiting ON link (host, due) WHERE state = 'waiting';
CREATE TABLE host (
  name     TEXT PRIMARY KEY,
  barred   TEXT NOT NULL,
  failures INTEGER NOT NULL
) WITHOUT ROWID;
