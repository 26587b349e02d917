"""The step to schema 3: what was decided in comparing articles, parts of the dataset, vectors.

`alignment` has a row for each pair of sentences that someone said tell the same, or do not; each
end has its own text, and is carried to a later one by itself. What the program proposes is never
kept. `split` says which part of the dataset an article is in, empty where it is in none.
`extraction` says how a text was found in its original bytes, as JSON, empty for plain text; an
original may be compressed, as `packing` says. `source_rule` says what is body in all articles of a
source. Three are no part of the log, of a merge or of a pack, since they can be worked out anew:
`sentence_vector`, a cache; `sketch`, by which near copies are found; and `address`, a hash of the
url as two are compared by it (0: not worked out, -1: none).
"""

STEP = """
CREATE TABLE alignment (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  a_article_id INTEGER NOT NULL REFERENCES article (id),  -- of the two, the first by its uid
  a_text_id INTEGER NOT NULL REFERENCES text (id),
  a_fragments TEXT NOT NULL CHECK (json_valid(a_fragments)),  -- one, as an annotation has them
  b_article_id INTEGER NOT NULL REFERENCES article (id),
  b_text_id INTEGER NOT NULL REFERENCES text (id),
  b_fragments TEXT NOT NULL CHECK (json_valid(b_fragments)),
  same INTEGER NOT NULL CHECK (same IN (0, 1)),
  annotator_id INTEGER NOT NULL REFERENCES annotator (id),
  created TEXT NOT NULL,
  modified TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
  CHECK (a_article_id <> b_article_id)
) STRICT;
CREATE INDEX alignment_a ON alignment (a_article_id);
CREATE INDEX alignment_b ON alignment (b_article_id);
ALTER TABLE article ADD COLUMN split TEXT NOT NULL DEFAULT ''
  CHECK (split IN ('', 'train', 'dev', 'test'));
CREATE TABLE sentence_vector (
  id INTEGER PRIMARY KEY,                -- the oldest are the lowest
  model TEXT NOT NULL,
  sentence BLOB NOT NULL,                -- sha256 of its UTF-8
  vector BLOB NOT NULL,
  UNIQUE (model, sentence)
) STRICT;
ALTER TABLE article ADD COLUMN extraction TEXT NOT NULL DEFAULT ''
  CHECK (extraction = '' OR json_valid(extraction));
ALTER TABLE version ADD COLUMN extraction TEXT NOT NULL DEFAULT ''
  CHECK (extraction = '' OR json_valid(extraction));
ALTER TABLE original ADD COLUMN packing TEXT NOT NULL DEFAULT '' CHECK (packing IN ('', 'zlib'));
CREATE TABLE source_rule (               -- a person's word on the body of all of a source
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,              -- named by kind, annotator, source and value
  source TEXT NOT NULL CHECK (source <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('reason', 'line')),
  value TEXT NOT NULL CHECK (value <> ''),
  body INTEGER NOT NULL CHECK (body IN (0, 1)),
  annotator_id INTEGER NOT NULL REFERENCES annotator (id),
  created TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX source_rule_source ON source_rule (source);
CREATE INDEX article_source ON article (source) WHERE source <> '';
ALTER TABLE article ADD COLUMN address INTEGER NOT NULL DEFAULT 0;
CREATE INDEX article_address ON article (address) WHERE address > 0;
CREATE INDEX article_unaddressed ON article (id) WHERE url <> '' AND address = 0;
CREATE TRIGGER article_moved AFTER UPDATE OF url ON article WHEN OLD.url <> NEW.url BEGIN
  UPDATE article SET address = 0 WHERE id = NEW.id;
END;
CREATE TABLE sketch (
  hash INTEGER NOT NULL,                 -- of a run of words; -1: texts up to this one are in
  text_id INTEGER NOT NULL REFERENCES text (id),
  PRIMARY KEY (hash, text_id)
) STRICT, WITHOUT ROWID;
UPDATE meta SET value = '3' WHERE key = 'min_reader';
"""
"""A program of schema 2 has no words for an alignment in its history, and so may not read this."""
