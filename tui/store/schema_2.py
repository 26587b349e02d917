"""The step to schema 2: versions of an article, search indexes, and what a merge leaves to settle.

`version` has a row for each text of an article that has had more than one. An annotation whose
`text_id` is not its article's waits for a person to place it, unless `stays` says that it belongs
to its text. `region` corrects what the rules take for body, `article_tag` has the tags of whole
articles, `status` how far an article is read, `dismissal` the suggestions someone does not want to
see again. `conflict` is worked out from the log whenever files are merged; `settled` says which of
its rows a person has dealt with. The search indexes hold no text of their own. It is
released: nothing here changes any more.
"""

from tui.text.tokens import LATER_SYMBOLS

WORDS = f"unicode61 remove_diacritics 2 separators '{LATER_SYMBOLS}'"
"""What the indexes take for words: as `tui.text.tokens` has it."""

STEP = f"""
ALTER TABLE article ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE annotation ADD COLUMN stays INTEGER NOT NULL DEFAULT 0 CHECK (stays IN (0, 1));
ALTER TABLE article ADD COLUMN status TEXT NOT NULL DEFAULT 'todo'
  CHECK (status IN ('todo', 'work', 'done'));
CREATE INDEX article_status ON article (status, id) WHERE NOT deleted;
CREATE INDEX article_live ON article (id) WHERE NOT deleted;
CREATE INDEX article_gone ON article (id) WHERE deleted;
CREATE INDEX article_origin ON article (origin) WHERE origin <> '';
DROP INDEX annotation_claim;
CREATE INDEX annotation_claim ON annotation (claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX annotation_noted ON annotation (id) WHERE note <> '';
DROP INDEX op_annotator;
CREATE INDEX op_annotator ON op (annotator, kind, undone, dead, hlc, uid);
CREATE INDEX op_undoes ON op (undoes, hlc) WHERE undoes IS NOT NULL;
CREATE TABLE version (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,              -- named by the article and the text
  article_id INTEGER NOT NULL REFERENCES article (id),
  text_id INTEGER NOT NULL REFERENCES text (id),
  file TEXT NOT NULL DEFAULT '',
  encoding TEXT NOT NULL DEFAULT '',
  replaced INTEGER NOT NULL DEFAULT 0,
  original TEXT REFERENCES original (uid),
  added TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX version_article ON version (article_id);
CREATE INDEX version_text ON version (text_id);
CREATE TABLE article_tag (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  article_id INTEGER NOT NULL REFERENCES article (id),
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  annotator_id INTEGER NOT NULL REFERENCES annotator (id),
  attributes TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(attributes)),
  note TEXT NOT NULL DEFAULT '',
  created TEXT NOT NULL,
  modified TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX article_tag_article ON article_tag (article_id);
CREATE TABLE conflict (
  uid TEXT PRIMARY KEY,                  -- named by the field and the two operations
  tbl TEXT NOT NULL,
  row_uid TEXT NOT NULL,
  field TEXT NOT NULL,
  kept_op TEXT NOT NULL,
  lost_op TEXT NOT NULL,
  kept TEXT NOT NULL CHECK (json_valid(kept)),
  lost TEXT NOT NULL CHECK (json_valid(lost))
) STRICT;
CREATE TABLE settled (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,              -- the conflict's
  annotator_id INTEGER NOT NULL REFERENCES annotator (id),
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE TABLE region (                    -- a person's word on whether a stretch is body
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  article_id INTEGER NOT NULL REFERENCES article (id),
  text_id INTEGER NOT NULL REFERENCES text (id),
  start INTEGER NOT NULL CHECK (start >= 0),  -- code points of the text, "end" exclusive
  "end" INTEGER NOT NULL CHECK ("end" > start),
  body INTEGER NOT NULL CHECK (body IN (0, 1)),
  annotator_id INTEGER NOT NULL REFERENCES annotator (id),
  created TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE TABLE dismissal (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,              -- named by annotator, text, span and tag
  article_id INTEGER NOT NULL REFERENCES article (id),
  text_id INTEGER NOT NULL REFERENCES text (id),
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  fragments TEXT NOT NULL CHECK (json_valid(fragments)),
  annotator_id INTEGER NOT NULL REFERENCES annotator (id),
  created TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX region_article ON region (article_id, text_id);
CREATE INDEX dismissal_article ON dismissal (article_id);
CREATE VIRTUAL TABLE text_fts USING fts5 (
  body, content = 'text', content_rowid = 'id', tokenize = "{WORDS}"
);
CREATE VIRTUAL TABLE article_fts USING fts5 (
  title, source, byline, story, file, content = 'article', content_rowid = 'id',
  prefix = '1 2 3', tokenize = "{WORDS}"
);
CREATE VIRTUAL TABLE note_fts USING fts5 (
  note, content = 'annotation', content_rowid = 'id', tokenize = "{WORDS}"
);
CREATE VIRTUAL TABLE claim_fts USING fts5 (
  wording, note, content = 'claim', content_rowid = 'id', prefix = '2 3', tokenize = "{WORDS}"
);
CREATE TRIGGER claim_made AFTER INSERT ON claim BEGIN
  INSERT INTO claim_fts (rowid, wording, note) VALUES (NEW.id, NEW.wording, NEW.note);
END;
CREATE TRIGGER claim_words AFTER UPDATE OF wording, note ON claim BEGIN
  INSERT INTO claim_fts (claim_fts, rowid, wording, note)
    VALUES ('delete', OLD.id, OLD.wording, OLD.note);
  INSERT INTO claim_fts (rowid, wording, note) VALUES (NEW.id, NEW.wording, NEW.note);
END;
CREATE TRIGGER article_words AFTER UPDATE OF title, source, byline, story, file ON article BEGIN
  INSERT INTO article_fts (article_fts, rowid, title, source, byline, story, file)
    VALUES ('delete', OLD.id, OLD.title, OLD.source, OLD.byline, OLD.story, OLD.file);
  INSERT INTO article_fts (rowid, title, source, byline, story, file)
    VALUES (NEW.id, NEW.title, NEW.source, NEW.byline, NEW.story, NEW.file);
END;
CREATE TRIGGER note_made AFTER INSERT ON annotation WHEN NEW.note <> '' BEGIN
  INSERT INTO note_fts (rowid, note) VALUES (NEW.id, NEW.note);
END;
CREATE TRIGGER note_changed AFTER UPDATE OF note ON annotation WHEN OLD.note <> NEW.note BEGIN
  INSERT INTO note_fts (note_fts, rowid, note) SELECT 'delete', OLD.id, OLD.note
    WHERE OLD.note <> '';
  INSERT INTO note_fts (rowid, note) SELECT NEW.id, NEW.note WHERE NEW.note <> '';
END;
CREATE TRIGGER original_is_fixed BEFORE UPDATE ON original
  BEGIN SELECT RAISE(ABORT, 'an original never changes'); END;
CREATE TRIGGER original_stays BEFORE DELETE ON original
  BEGIN SELECT RAISE(ABORT, 'an original is never removed'); END;
INSERT INTO text_fts (rowid, body) SELECT id, body FROM text;
INSERT INTO article_fts (rowid, title, source, byline, story, file)
  SELECT id, title, source, byline, story, file FROM article;
INSERT INTO note_fts (rowid, note) SELECT id, note FROM annotation WHERE note <> '';
INSERT INTO claim_fts (rowid, wording, note) SELECT id, wording, note FROM claim;
INSERT INTO meta VALUES ('min_reader', '2');
"""
"""`text_fts` and `article_fts` take new rows in `articles` and `merge`, at the end of a batch: a
trigger would make SQLite write the index anew for each article (half the speed, measured).

`note_changed` is one trigger: SQLite does not say in which order two would run, and a new note put
in before the old one is taken out is lost to the index.
"""
