-- From version 3 to version 4; schema.sql says what everything is. The names of
-- a block lie side by side and say who leads them; what nobody looks for has no
-- index.
CREATE TABLE form_by_block (
  block  TEXT NOT NULL,
  text   TEXT NOT NULL,
  id     INTEGER NOT NULL UNIQUE,
  uses   INTEGER NOT NULL,
  entity INTEGER REFERENCES entity (id),
  lead   TEXT,
  PRIMARY KEY (block, text)
) WITHOUT ROWID;
-- An identity is a class, a blank and the name that leads.
INSERT INTO form_by_block
  SELECT f.block, f.text, f.id, f.uses, f.entity, substr (e.identity, instr (e.identity, ' ') + 1)
  FROM form f LEFT JOIN entity e ON e.id = f.entity ORDER BY 1, 2;
DROP TABLE form;
ALTER TABLE form_by_block RENAME TO form;
CREATE INDEX form_entity ON form (entity);
CREATE TABLE entity_by_key (
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE,
  identity   TEXT NOT NULL,
  kind       TEXT NOT NULL,
  name       TEXT NOT NULL,
  why        TEXT NOT NULL,
  statements INTEGER NOT NULL DEFAULT 0,
  articles   INTEGER NOT NULL DEFAULT 0
);
INSERT INTO entity_by_key SELECT * FROM entity ORDER BY id;
DROP TABLE entity;
ALTER TABLE entity_by_key RENAME TO entity;
CREATE INDEX entity_statements ON entity (statements, id);
DROP INDEX entity_name_name;
