-- From version 2 to version 3; schema.sql says what everything is. What is
-- written at one time lies together, and nothing is counted when it is asked for.
CREATE TABLE term_by_week (
  week    INTEGER NOT NULL,
  term    INTEGER NOT NULL,
  day     INTEGER NOT NULL,
  article INTEGER NOT NULL,
  weight  REAL NOT NULL,
  PRIMARY KEY (week, term, day, article)
) WITHOUT ROWID;
-- Undated articles stand on the least of all days, and in the least of weeks.
INSERT INTO term_by_week
  SELECT iif (day = -9223372036854775808, day, (day - (day % 7 + 7) % 7) / 7) AS week,
    term, day, article, weight
  FROM term ORDER BY 1, 2, 3, 4;
DROP TABLE term;
ALTER TABLE term_by_week RENAME TO term;
DROP INDEX attribution_statement;
CREATE INDEX attribution_statement ON attribution (statement, article);
DROP TABLE statement_text;
DROP VIEW statement_words;
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
INSERT INTO statement_text (statement_text) VALUES ('rebuild');
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
INSERT INTO reliance
  SELECT a.outlet, r.entity, count(*) FROM relay r
    JOIN attribution t ON t.id = r.attribution JOIN article a ON a.id = t.article
    WHERE a.outlet IS NOT NULL GROUP BY 1, 2;
INSERT INTO borrowing
  SELECT a.outlet, o.outlet, count(DISTINCT a.id) FROM copied c
    JOIN article a ON a.id = c.article JOIN article o ON o.id = c.original
    WHERE a.outlet <> o.outlet GROUP BY 1, 2;
INSERT INTO meta VALUES
  ('articles', (SELECT count(*) FROM article)),
  ('stories', (SELECT count(*) FROM story)),
  ('statements', (SELECT count(*) FROM statement)),
  ('entities', (SELECT count(*) FROM entity));
-- How far archives were taken in.
CREATE TABLE bookmark (
  path   TEXT PRIMARY KEY,
  run    INTEGER NOT NULL REFERENCES run (id),
  size   INTEGER NOT NULL,
  head   TEXT NOT NULL,
  member INTEGER NOT NULL,
  within INTEGER NOT NULL
) WITHOUT ROWID;
