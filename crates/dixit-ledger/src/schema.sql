-- The ledger: the sourced record of some coverage in one SQLite file.
-- docs/ledger.md tells what everything means and how to ask it questions.
--
-- Days are TEXT (2031-03-07), moments TEXT in UTC (2031-03-07T10:20:30Z).
-- Blobs are Zstandard frames. Offsets count Unicode code points of
-- article.text, end exclusive.

-- What concerns the whole ledger: revision (grows with every change), made_by,
-- and how many articles, stories, statements and entities there are.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value NOT NULL
) WITHOUT ROWID;

-- Runs: what was done to the ledger, by what, and how it ended.
CREATE TABLE run (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL,              -- add
  started      TEXT NOT NULL,
  finished     TEXT,                       -- NULL: still running, or broken off
  version      TEXT NOT NULL,              -- of the program
  model        TEXT NOT NULL,              -- name and version of the model
  model_sha256 TEXT NOT NULL,              -- of the model's file
  options      TEXT NOT NULL,              -- JSON object
  added        INTEGER NOT NULL DEFAULT 0, -- articles new to the ledger
  known        INTEGER NOT NULL DEFAULT 0, -- articles that were in it already
  changed      INTEGER NOT NULL DEFAULT 0, -- known under their address, with other words
  skipped      INTEGER NOT NULL DEFAULT 0, -- could not be read
  state        TEXT NOT NULL               -- running | finished | interrupted | failed | broken off
);
CREATE TABLE run_input (
  run      INTEGER NOT NULL REFERENCES run (id),
  path     TEXT NOT NULL,
  sha256   TEXT,                           -- of the file; NULL for standard input
  articles INTEGER NOT NULL
);
CREATE INDEX run_input_run ON run_input (run);
CREATE TABLE problem (
  run     INTEGER NOT NULL REFERENCES run (id),
  origin  TEXT NOT NULL,                   -- file and line
  message TEXT NOT NULL
);
CREATE INDEX problem_run ON problem (run);

-- How far archives were taken in by runs that did not finish: everything before
-- the place is in the ledger, and adding them again begins there.
CREATE TABLE bookmark (
  path   TEXT PRIMARY KEY,                 -- absolute
  run    INTEGER NOT NULL REFERENCES run (id), -- that came so far
  size   INTEGER NOT NULL,                 -- of the file; where it is another, the bookmark is void
  head   TEXT NOT NULL,                    -- SHA-256 of its first bytes; the same
  member INTEGER NOT NULL,                 -- offset of a compressed member, or of a record
  within INTEGER NOT NULL                  -- unpacked bytes of that member before the place
) WITHOUT ROWID;

-- Bytes as they were read, so that every claim can be checked against them.
CREATE TABLE original (
  id         INTEGER PRIMARY KEY,
  sha256     TEXT NOT NULL UNIQUE,         -- of the bytes, not compressed
  media_type TEXT NOT NULL,
  size       INTEGER NOT NULL,             -- not compressed
  bytes      BLOB NOT NULL                 -- Zstandard
);

CREATE TABLE article (
  id            INTEGER PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE,      -- a + 12 digits of the SHA-256 of its address, else of its bytes
  name          TEXT NOT NULL,             -- the id it came with
  original      INTEGER NOT NULL REFERENCES original (id),
  run           INTEGER NOT NULL REFERENCES run (id),
  added_at      TEXT NOT NULL,
  story         INTEGER REFERENCES story (id), -- NULL: taken in, not yet woven into the record
  url           TEXT,
  address       TEXT,                      -- the URL in one form for all its variants
  seen          TEXT,                      -- when the web showed it so; NULL: not known
  rank          TEXT NOT NULL,             -- orders the versions of an article; the greatest counts
  outlet        TEXT,
  outlet_how    TEXT,
  title         TEXT,
  published     TEXT,
  published_how TEXT,
  language      TEXT,
  authors       TEXT NOT NULL,             -- JSON array
  words         INTEGER NOT NULL,
  text          TEXT NOT NULL,
  reading       BLOB NOT NULL,             -- as the model read it, less the text: JSON, Zstandard
  told          BLOB                       -- as its story tells it (corrected, dated by its story); NULL: as read
);
CREATE INDEX article_story ON article (story);
CREATE INDEX article_address ON article (address) WHERE address IS NOT NULL;
CREATE INDEX article_outlet ON article (outlet, published, id);
CREATE INDEX article_published ON article (published, id);
CREATE INDEX article_original ON article (original);
CREATE INDEX article_run ON article (run);

-- Versions of articles under their address that the record does not rest on,
-- with the columns of article. One that is to take its article's place does so
-- when the story is told anew.
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
  next          TEXT                       -- what the next version changed: {added, removed (words), title}
);
CREATE INDEX version_article ON version (article, rank);
CREATE INDEX version_original ON version (original);

-- Articles on one happening.
CREATE TABLE story (
  id            INTEGER PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE,
  title         TEXT NOT NULL,
  first         TEXT,                      -- first and last day of publication known
  last          TEXT,
  articles      INTEGER NOT NULL,
  outlets       INTEGER NOT NULL,
  statements    INTEGER NOT NULL,
  independent   INTEGER NOT NULL,          -- the most independent routes of any of its statements
  findings      TEXT NOT NULL,             -- JSON array of {text, statement}
  disagreements TEXT NOT NULL,             -- JSON array
  record        BLOB NOT NULL              -- its record less the readings: JSON, Zstandard
);
CREATE INDEX story_last ON story (last, id);
CREATE INDEX story_articles ON story (articles, id);
CREATE INDEX story_statements ON story (statements, id);
CREATE TABLE membership (
  story   INTEGER NOT NULL REFERENCES story (id),
  place   INTEGER NOT NULL,                -- index in the record's readings
  article INTEGER NOT NULL REFERENCES article (id),
  why     TEXT NOT NULL,
  PRIMARY KEY (story, place)
) WITHOUT ROWID;

-- Persons, organisations, states, places … with all their names.
CREATE TABLE entity (
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE,
  identity   TEXT NOT NULL,                -- by what the weaver finds it again: the key is its digest
  kind       TEXT NOT NULL,                -- person | organisation | state | place | group | document | other
  name       TEXT NOT NULL,
  why        TEXT NOT NULL,                -- JSON array: why its names are one
  statements INTEGER NOT NULL DEFAULT 0,   -- that it makes
  articles   INTEGER NOT NULL DEFAULT 0    -- in which it says something
);
CREATE INDEX entity_statements ON entity (statements, id);
CREATE TABLE entity_name (
  entity INTEGER NOT NULL REFERENCES entity (id),
  name   TEXT NOT NULL,
  uses   INTEGER NOT NULL,
  PRIMARY KEY (entity, name)
) WITHOUT ROWID;
-- Which entity the n-th of a story's record is.
CREATE TABLE story_entity (
  story  INTEGER NOT NULL REFERENCES story (id),
  local  INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entity (id),
  form   INTEGER REFERENCES form (id),     -- NULL: nobody outside the story knows it by its name
  uses   INTEGER NOT NULL,                 -- articles of the story that speak of it
  PRIMARY KEY (story, local)
) WITHOUT ROWID;
CREATE INDEX story_entity_entity ON story_entity (entity, story, form);
-- Names by which entities are known across stories; names of one block could
-- mean the same, and lie side by side.
CREATE TABLE form (
  block  TEXT NOT NULL,
  text   TEXT NOT NULL,
  id     INTEGER NOT NULL UNIQUE,
  uses   INTEGER NOT NULL,
  entity INTEGER REFERENCES entity (id),
  lead   TEXT,                             -- the text of the name that leads it
  PRIMARY KEY (block, text)
) WITHOUT ROWID;
CREATE INDEX form_entity ON form (entity);

-- One speaker saying one thing on one occasion, in all wordings.
CREATE TABLE statement (
  id          INTEGER PRIMARY KEY,
  key         TEXT NOT NULL UNIQUE,
  story       INTEGER NOT NULL REFERENCES story (id),
  place       INTEGER NOT NULL,            -- rank in its story
  speaker     INTEGER REFERENCES entity (id),
  addressee   INTEGER REFERENCES entity (id),
  channel     TEXT,
  gist        TEXT NOT NULL,
  said_on     TEXT,
  said_on_how TEXT,
  independent INTEGER NOT NULL,            -- independent routes
  articles    INTEGER NOT NULL,
  modes       TEXT NOT NULL,               -- of its wordings: 'direct indirect'
  explanation TEXT NOT NULL
);
CREATE INDEX statement_story ON statement (story, place);
CREATE INDEX statement_speaker ON statement (speaker, said_on, id);
CREATE INDEX statement_said_on ON statement (said_on, id);
CREATE INDEX statement_independent ON statement (independent, id);
-- Statements of one speaker on one matter, in different stories.
CREATE TABLE position_link (
  a         INTEGER NOT NULL REFERENCES statement (id),
  b         INTEGER NOT NULL REFERENCES statement (id),
  agreement REAL NOT NULL,
  PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX position_link_b ON position_link (b, a);
-- Stories in which a speaker of a story spoke on the same matter before.
CREATE VIEW earlier AS
  SELECT here.story AS story, there.story AS earlier
    FROM position_link l
    JOIN statement here ON here.id = l.a JOIN statement there ON there.id = l.b
    JOIN story t ON t.id = here.story JOIN story u ON u.id = there.story
    WHERE u.last < t.first
  UNION
  SELECT here.story, there.story
    FROM position_link l
    JOIN statement here ON here.id = l.b JOIN statement there ON there.id = l.a
    JOIN story t ON t.id = here.story JOIN story u ON u.id = there.story
    WHERE u.last < t.first;

-- One place in an article where somebody is reported to have said something.
CREATE TABLE attribution (
  id         INTEGER PRIMARY KEY,
  article    INTEGER NOT NULL REFERENCES article (id),
  name       TEXT NOT NULL,                -- a3: unique in its article
  parent     TEXT,                         -- the attribution that encloses it, by name
  statement  INTEGER REFERENCES statement (id), -- NULL: rejected, or part of none
  speaker    INTEGER REFERENCES entity (id),
  addressee  INTEGER REFERENCES entity (id),
  channel    TEXT,
  mode       TEXT NOT NULL,                -- direct | mixed | indirect
  said_on    TEXT,
  negated    INTEGER NOT NULL,
  hedged     INTEGER NOT NULL,
  confidence REAL NOT NULL,
  start      INTEGER NOT NULL,             -- from the first to the last word of the content
  end        INTEGER NOT NULL,
  source     TEXT NOT NULL,
  cue        TEXT NOT NULL,
  content    TEXT NOT NULL,
  state      TEXT NOT NULL DEFAULT '',     -- '' (as the model has it) | confirmed | rejected | corrected
  UNIQUE (article, name)
);
CREATE INDEX attribution_statement ON attribution (statement, article);
-- Who stands between the speaker and the outlet, outermost first.
CREATE TABLE relay (
  attribution INTEGER NOT NULL REFERENCES attribution (id),
  place       INTEGER NOT NULL,
  entity      INTEGER NOT NULL REFERENCES entity (id),
  PRIMARY KEY (attribution, place)
) WITHOUT ROWID;
CREATE INDEX relay_entity ON relay (entity);
-- Passages that an article took from another (no quotations), in words.
CREATE TABLE copied (
  article  INTEGER NOT NULL REFERENCES article (id),
  original INTEGER NOT NULL REFERENCES article (id),
  words    INTEGER NOT NULL,
  PRIMARY KEY (article, original)
) WITHOUT ROWID;
CREATE INDEX copied_original ON copied (original);
-- Who cites whom, counted over all stories: outlets and the relays they name
-- (in attributions), outlets and those whose passages they took (in articles).
CREATE TABLE reliance (
  outlet TEXT NOT NULL,
  relay  INTEGER NOT NULL REFERENCES entity (id),
  times  INTEGER NOT NULL,
  PRIMARY KEY (outlet, relay)
) WITHOUT ROWID;
CREATE INDEX reliance_times ON reliance (times);
CREATE TABLE borrowing (
  outlet   TEXT NOT NULL,
  original TEXT NOT NULL,
  times    INTEGER NOT NULL,
  PRIMARY KEY (outlet, original)
) WITHOUT ROWID;
CREATE INDEX borrowing_times ON borrowing (times);

-- Where a key that no longer leads a group leads now.
CREATE TABLE alias (
  key  TEXT PRIMARY KEY,
  kind TEXT NOT NULL,                      -- story | statement | entity
  now  TEXT NOT NULL
) WITHOUT ROWID;

-- What people said about the record; it only ever grows.
CREATE TABLE correction (
  id     INTEGER PRIMARY KEY,
  at     TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  kind   TEXT NOT NULL,
  target TEXT NOT NULL,                    -- JSON: what it is about
  value  TEXT NOT NULL,                    -- JSON: what it is to be
  undoes INTEGER REFERENCES correction (id)
);
CREATE INDEX correction_undoes ON correction (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER correction_stands BEFORE UPDATE ON correction
BEGIN SELECT RAISE (ABORT, 'corrections are never changed: add another'); END;
CREATE TRIGGER correction_stays BEFORE DELETE ON correction
BEGIN SELECT RAISE (ABORT, 'corrections are never deleted: undo them'); END;
-- Articles whose stories have to be told anew because of a correction.
CREATE TABLE touched (
  article INTEGER PRIMARY KEY REFERENCES article (id)
);

-- What `dixit watch` looks at again and again.
CREATE TABLE feed (
  id         INTEGER PRIMARY KEY,
  url        TEXT NOT NULL UNIQUE,
  title      TEXT,
  parent     INTEGER REFERENCES feed (id), -- the list that names it
  added_at   TEXT NOT NULL,
  checked_at TEXT,                         -- when it answered last
  due        TEXT NOT NULL,                -- when it is looked at next
  failures   INTEGER NOT NULL DEFAULT 0,   -- in a row
  problem    TEXT,                         -- the last of them
  etag       TEXT,
  modified   TEXT                          -- Last-Modified
);
-- Addresses that feeds and lists have named.
CREATE TABLE link (
  id         INTEGER PRIMARY KEY,
  address    TEXT NOT NULL UNIQUE,         -- as in article
  url        TEXT NOT NULL,
  host       TEXT NOT NULL,
  feed       INTEGER REFERENCES feed (id), -- NULL: named by a person
  title      TEXT,                         -- what the feed says about it
  outlet     TEXT,
  published  TEXT,
  language   TEXT,
  changed    TEXT,                         -- when it changed last, by its feed
  found_at   TEXT NOT NULL,
  state      TEXT NOT NULL,                -- waiting | fetched | refused
  due        TEXT NOT NULL,                -- when it is fetched, or tried again
  fetched_at TEXT,
  failures   INTEGER NOT NULL DEFAULT 0,
  problem    TEXT,
  etag       TEXT,
  modified   TEXT
);
CREATE INDEX link_waiting ON link (host, due) WHERE state = 'waiting';
-- Hosts that are left alone for a while.
CREATE TABLE host (
  name     TEXT PRIMARY KEY,
  barred   TEXT NOT NULL,                  -- until then
  failures INTEGER NOT NULL
) WITHOUT ROWID;

-- What the weaver compares articles by; of no use to people.
CREATE TABLE profile (
  article INTEGER PRIMARY KEY REFERENCES article (id),
  day     INTEGER,
  bytes   BLOB NOT NULL
);
CREATE TABLE term (
  week    INTEGER NOT NULL,
  term    INTEGER NOT NULL,
  day     INTEGER NOT NULL,
  article INTEGER NOT NULL,
  weight  REAL NOT NULL,
  PRIMARY KEY (week, term, day, article)
) WITHOUT ROWID;
CREATE TABLE likeness (
  a     INTEGER NOT NULL,
  b     INTEGER NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX likeness_b ON likeness (b, a);
-- What statements are about, to find others of their speaker on one matter.
CREATE TABLE matter (
  statement INTEGER PRIMARY KEY REFERENCES statement (id),
  speaker   INTEGER NOT NULL REFERENCES entity (id),
  bytes     BLOB NOT NULL
);
CREATE TABLE matter_term (
  speaker   INTEGER NOT NULL,
  term      INTEGER NOT NULL,
  day       INTEGER NOT NULL,              -- from 1970-01-01; -8000000: none is known
  statement INTEGER NOT NULL,
  PRIMARY KEY (speaker, term, day, statement)
) WITHOUT ROWID;

-- Full text. Articles and statements keep their words in their own tables.
CREATE VIRTUAL TABLE article_text USING fts5 (
  title, text,
  content = 'article', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
-- Who has to do with a statement, for full text to find it by: s and the row of
-- the speaker, t of the addressee, r of relays, o and the outlet in hexadecimal.
CREATE VIEW statement_words AS
  SELECT s.id AS id, s.gist AS gist,
    (SELECT group_concat (content, char (10)) FROM
      (SELECT content FROM attribution WHERE attribution.statement = s.id ORDER BY id)
    ) AS wordings,
    ifnull ('s' || s.speaker, '') || ifnull (' t' || s.addressee, '') ||
    ifnull ((SELECT group_concat (' ' || mark, '') FROM
        (SELECT 'r' || r.entity AS mark FROM attribution t
           JOIN relay r ON r.attribution = t.id WHERE t.statement = s.id
         UNION
         SELECT 'o' || hex (a.outlet) FROM attribution t
           JOIN article a ON a.id = t.article
           WHERE t.statement = s.id AND a.outlet IS NOT NULL)
      ), '') AS marks
  FROM statement s;
CREATE VIRTUAL TABLE statement_text USING fts5 (
  gist, wordings, marks,
  content = 'statement_words', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE entity_text USING fts5 (
  name, names,
  tokenize = 'porter unicode61 remove_diacritics 2'
);

-- Every outlet once, found by leaps through the index.
CREATE VIEW outlet AS
  WITH RECURSIVE found (name) AS (
    SELECT min (outlet) FROM article
    UNION ALL
    SELECT (SELECT min (outlet) FROM article WHERE outlet > found.name)
    FROM found WHERE found.name IS NOT NULL
  )
  SELECT name FROM found WHERE name IS NOT NULL;
