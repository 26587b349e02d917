"""The tables of schema 1, as Claimdesk 0.1 first made them. Nothing here changes any more.

Keys are integers inside one file and `uid` texts between files. A row of a logged table is never
removed, only marked `deleted`.
"""

TABLES = """
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE annotator (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'model', 'example'))
) STRICT;
CREATE TABLE text (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,              -- sha256 of the UTF-8 of body
  length INTEGER NOT NULL,               -- in code points
  body TEXT NOT NULL
) STRICT;
CREATE TABLE original (
  uid TEXT PRIMARY KEY,                  -- sha256 of bytes
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  text_id INTEGER NOT NULL REFERENCES text (id),
  title TEXT NOT NULL,
  source TEXT NOT NULL DEFAULT '',
  byline TEXT NOT NULL DEFAULT '',
  published TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  story TEXT NOT NULL DEFAULT '',
  file TEXT NOT NULL DEFAULT '',
  encoding TEXT NOT NULL DEFAULT '',
  replaced INTEGER NOT NULL DEFAULT 0,   -- code points the text policy put U+FFFD for
  original TEXT REFERENCES original (uid),  -- NULL where the UTF-8 of the text is the original
  added TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX article_text ON article (text_id);
CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  parent_id INTEGER REFERENCES tag (id),
  name TEXT NOT NULL,
  key TEXT NOT NULL DEFAULT '',
  colour TEXT NOT NULL DEFAULT '',
  meaning TEXT NOT NULL DEFAULT '',
  applies TEXT NOT NULL DEFAULT '["span"]' CHECK (json_valid(applies)),
  attributes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(attributes)),
  position INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE TABLE claim (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  wording TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE TABLE annotation (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  article_id INTEGER NOT NULL REFERENCES article (id),
  text_id INTEGER NOT NULL REFERENCES text (id),
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  fragments TEXT NOT NULL CHECK (json_valid(fragments)),  -- [{start, end, exact, prefix, suffix}]
  "start" INTEGER GENERATED ALWAYS AS (json_extract(fragments, '$[0].start')) VIRTUAL,
  "end" INTEGER GENERATED ALWAYS AS (json_extract(fragments, '$[#-1].end')) VIRTUAL,
  annotator_id INTEGER NOT NULL REFERENCES annotator (id),
  claim_id INTEGER REFERENCES claim (id),
  derived_from INTEGER REFERENCES annotation (id),
  attributes TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes)),
  note TEXT NOT NULL DEFAULT '',
  created TEXT NOT NULL,
  modified TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
  CHECK ("start" >= 0 AND "end" > "start")
) STRICT;
CREATE INDEX annotation_place ON annotation (article_id, "start");
CREATE INDEX annotation_tag ON annotation (tag_id, article_id);
CREATE INDEX annotation_claim ON annotation (claim_id);
CREATE TABLE relation (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  from_id INTEGER NOT NULL REFERENCES annotation (id),
  to_id INTEGER NOT NULL REFERENCES annotation (id),
  annotator_id INTEGER NOT NULL REFERENCES annotator (id),
  note TEXT NOT NULL DEFAULT '',
  created TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
  CHECK (from_id <> to_id)
) STRICT;
CREATE INDEX relation_from ON relation (from_id);
CREATE INDEX relation_to ON relation (to_id);
CREATE TABLE op (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  annotator TEXT NOT NULL,               -- name, as it was when the operation was done
  device TEXT NOT NULL,
  hlc INTEGER NOT NULL,                  -- hybrid clock: milliseconds << 16 | counter
  wall TEXT NOT NULL,
  app TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  label TEXT NOT NULL,
  undoes TEXT,                           -- uid of the operation an undo or redo speaks of
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  dead INTEGER NOT NULL DEFAULT 0 CHECK (dead IN (0, 1))  -- undone, then something else was done
) STRICT;
CREATE INDEX op_clock ON op (hlc);
CREATE INDEX op_annotator ON op (annotator, kind, undone, dead);
CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  op_id INTEGER NOT NULL REFERENCES op (id),
  tbl TEXT NOT NULL,
  row_uid TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('I', 'U')),
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT NOT NULL CHECK (json_valid(after))
) STRICT;
CREATE INDEX change_op ON change (op_id);
CREATE INDEX change_row ON change (tbl, row_uid);
CREATE TABLE current_op (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  op_id INTEGER NOT NULL REFERENCES op (id)
) STRICT;
CREATE TRIGGER text_is_fixed BEFORE UPDATE ON text
  BEGIN SELECT RAISE(ABORT, 'a text never changes'); END;
CREATE TRIGGER text_stays BEFORE DELETE ON text
  BEGIN SELECT RAISE(ABORT, 'a text is never removed'); END;
CREATE TRIGGER change_is_fixed BEFORE UPDATE ON change
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER change_stays BEFORE DELETE ON change
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
"""
