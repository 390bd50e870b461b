// SPDX-License-Identifier: Apache-2.0
// Migrations. Entry: PrepareSchema. A landed migration is never edited: records made by it exist.
#include "record/schema.h"

#include <array>
#include <optional>

namespace dragoman::record {
namespace {

// 1: everything. Days are days since 1970-01-01; spans are bytes of article.text; an absent end of
// an interval is NULL.
constexpr const char* kMigration1 = R"sql(
CREATE TABLE article(
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,                -- Document::id
  text_hash INTEGER NOT NULL,
  url TEXT, version INTEGER NOT NULL DEFAULT 1,
  replaced_by INTEGER REFERENCES article(id),  -- the newer version of the same URL
  outlet TEXT, title TEXT NOT NULL, language TEXT NOT NULL,
  published INTEGER, published_basis TEXT NOT NULL,
  headline_end INTEGER NOT NULL,    -- bytes of text that are the headline; 0: none
  text TEXT NOT NULL,
  copy_of INTEGER NOT NULL,         -- the first article of which this is a near copy; else its own id
  read_by TEXT NOT NULL             -- version of program and data that read it
);
CREATE UNIQUE INDEX article_by_uid ON article(uid);
CREATE INDEX article_by_url ON article(url) WHERE url IS NOT NULL;
CREATE VIRTUAL TABLE article_fts USING fts5(title, text, content='article', content_rowid='id',
                                            tokenize='unicode61 remove_diacritics 2');
CREATE TABLE shingle(band INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY(band, article))
  WITHOUT ROWID;
CREATE TABLE actor(
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, type TEXT NOT NULL,
  country TEXT, wikipedia TEXT, sector TEXT
);
CREATE TABLE actor_name(folded TEXT NOT NULL, actor INTEGER NOT NULL REFERENCES actor(id),
                        PRIMARY KEY(folded, actor)) WITHOUT ROWID;
CREATE TABLE place(
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, type TEXT NOT NULL,
  country TEXT, latitude REAL, longitude REAL, geonames INTEGER, wikipedia TEXT
);
CREATE TABLE event(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL, type TEXT NOT NULL, mode TEXT,
  factual INTEGER NOT NULL,         -- 1: occurred, ongoing, denied; 0: planned, possible
  status TEXT NOT NULL,             -- of the best report
  earliest INTEGER, latest INTEGER, edtf TEXT,   -- the narrowest report's
  first_published INTEGER, last_published INTEGER,
  reports INTEGER NOT NULL, independent INTEGER NOT NULL,
  best_report INTEGER NOT NULL
);
CREATE TABLE report(
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article(id),
  event INTEGER NOT NULL REFERENCES event(id),
  fingerprint INTEGER NOT NULL,     -- of article uid, kind and trigger: decisions name reports by it
  kind TEXT NOT NULL, type TEXT NOT NULL, mode TEXT, cameo TEXT, contexts TEXT,
  status TEXT NOT NULL, hedged INTEGER NOT NULL,
  edtf TEXT, earliest INTEGER, latest INTEGER, basis TEXT NOT NULL,
  about TEXT, ordinal INTEGER, ordinal_scope TEXT,
  trigger_begin INTEGER NOT NULL, trigger_end INTEGER NOT NULL,
  sentence_begin INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
  confidence REAL NOT NULL, rule TEXT NOT NULL,
  grade REAL NOT NULL, why TEXT NOT NULL,     -- how well it fits its event, and the reasons
  quality REAL NOT NULL,            -- the event shows its best report
  summary BLOB NOT NULL             -- Happening, for merging: see happening.h
);
CREATE INDEX report_by_article ON report(article);
CREATE INDEX report_by_event ON report(event);
CREATE INDEX report_by_fingerprint ON report(fingerprint);
CREATE TABLE report_actor(
  report INTEGER NOT NULL REFERENCES report(id), role INTEGER NOT NULL,  -- 0 actor 1 recipient 2 other
  seq INTEGER NOT NULL, actor INTEGER NOT NULL REFERENCES actor(id),
  PRIMARY KEY(report, role, seq)) WITHOUT ROWID;
CREATE INDEX report_by_actor ON report_actor(actor, report);
CREATE TABLE report_place(report INTEGER NOT NULL REFERENCES report(id), seq INTEGER NOT NULL,
  place INTEGER NOT NULL REFERENCES place(id), PRIMARY KEY(report, seq)) WITHOUT ROWID;
CREATE INDEX report_by_place ON report_place(place, report);
CREATE TABLE report_source(
  report INTEGER NOT NULL REFERENCES report(id), seq INTEGER NOT NULL,
  actor INTEGER REFERENCES actor(id), via INTEGER REFERENCES actor(id), said TEXT,
  PRIMARY KEY(report, seq)) WITHOUT ROWID;
CREATE INDEX report_by_source ON report_source(actor, report);
CREATE INDEX report_by_via ON report_source(via, report) WHERE via IS NOT NULL;
CREATE TABLE report_amount(
  report INTEGER NOT NULL REFERENCES report(id), seq INTEGER NOT NULL, role TEXT NOT NULL,
  unit TEXT, least REAL, most REAL, PRIMARY KEY(report, seq)) WITHOUT ROWID;
CREATE TABLE evidence(report INTEGER NOT NULL REFERENCES report(id), seq INTEGER NOT NULL,
  span_begin INTEGER NOT NULL, span_end INTEGER NOT NULL, PRIMARY KEY(report, seq)) WITHOUT ROWID;
CREATE TABLE relation(
  id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article(id), kind TEXT NOT NULL,
  subject INTEGER REFERENCES actor(id), object INTEGER REFERENCES actor(id), title TEXT,
  status TEXT NOT NULL, edtf TEXT, earliest INTEGER, latest INTEGER,
  span_begin INTEGER NOT NULL, span_end INTEGER NOT NULL, confidence REAL NOT NULL);
CREATE INDEX relation_by_article ON relation(article);
CREATE INDEX relation_by_subject ON relation(subject);
CREATE INDEX relation_by_object ON relation(object);
-- Where merging looks for an event: see merge.cc.
CREATE TABLE event_block(block INTEGER NOT NULL, event INTEGER NOT NULL REFERENCES event(id),
  PRIMARY KEY(block, event)) WITHOUT ROWID;
CREATE INDEX block_by_event ON event_block(event);
CREATE TABLE event_actor(actor INTEGER NOT NULL REFERENCES actor(id),
  event INTEGER NOT NULL REFERENCES event(id), PRIMARY KEY(actor, event)) WITHOUT ROWID;
CREATE INDEX actor_by_event ON event_actor(event);
CREATE INDEX event_by_time ON event(latest);
-- A plan and what became of it. kind: fulfils, postpones, cancels.
CREATE TABLE outcome(plan INTEGER NOT NULL REFERENCES event(id),
  event INTEGER NOT NULL REFERENCES event(id), kind TEXT NOT NULL, PRIMARY KEY(plan, event))
  WITHOUT ROWID;
CREATE INDEX outcome_by_event ON outcome(event);
-- What a person decided; outlives re-reading. 1: the two reports are one event, 0: they are not.
CREATE TABLE decision(id INTEGER PRIMARY KEY, same INTEGER NOT NULL, a INTEGER NOT NULL,
  b INTEGER NOT NULL);
CREATE INDEX decision_by_a ON decision(a);
CREATE INDEX decision_by_b ON decision(b);
)sql";

// 2: the days within which an ordinal counts: "their third meeting this year".
constexpr const char* kMigration2 = R"sql(
ALTER TABLE report ADD COLUMN ordinal_from INTEGER;
ALTER TABLE report ADD COLUMN ordinal_to INTEGER;
)sql";

// 3: an actor's events lie in order of time, so that a timeline reads no more rows than it shows;
// events in order of time likewise. Indexes that only cost are gone; event_block is filled again at
// the next change (Adder::Begin), report_by_fingerprint with the first decision.
constexpr const char* kMigration3 = R"sql(
DROP INDEX actor_by_event;
ALTER TABLE event_actor RENAME TO event_actor_1;
CREATE TABLE event_actor(actor INTEGER NOT NULL REFERENCES actor(id), day INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES event(id), PRIMARY KEY(actor, day, event)) WITHOUT ROWID;
INSERT INTO event_actor SELECT a.actor, coalesce(e.latest, e.earliest, e.first_published, 0), a.event
  FROM event_actor_1 a JOIN event e ON e.id=a.event ORDER BY 1, 2, 3;
DROP TABLE event_actor_1;
CREATE INDEX actor_by_event ON event_actor(event);
DROP INDEX event_by_time;
CREATE INDEX event_by_day ON event(coalesce(latest, earliest, first_published, 0));
DROP TABLE event_block;
CREATE TABLE event_block(block INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY(block, event))
  WITHOUT ROWID;
DROP INDEX report_by_fingerprint;
DROP INDEX report_by_actor;
)sql";

// 4: keys of near-copies and blocks led by the month and the kind; both are filled again at the
// next change (Adder::Begin).
constexpr const char* kMigration4 = R"sql(
DELETE FROM shingle;
DELETE FROM event_block;
)sql";

// 5: full-text words of a transaction are gathered in 32 MB, not 1, before they are written.
constexpr const char* kMigration5 = R"sql(
INSERT INTO article_fts(article_fts, rank) VALUES('hashsize', 33554432);
)sql";

// 6: sixteen pieces of the full-text index are merged at a time, not four: each word is written
// anew half as often as the record grows.
constexpr const char* kMigration6 = R"sql(
INSERT INTO article_fts(article_fts, rank) VALUES('automerge', 16);
)sql";

// 7: what a report says of who, where, how many, according to whom and in which words lies in its
// own row, as JSON; report_actor and its sisters are views of it. The narrow indexes of events (by
// actor, by place) and of reports (by source) are written in order at the end of a transaction, and
// so is the event, so that nothing that grows is touched in random places; event_block and shingle
// hold one row a period and transaction (postings.h) and are filled again at the next change.
constexpr const char* kMigration7 = R"sql(
DROP INDEX actor_by_event;
DROP INDEX event_by_day;
ALTER TABLE event ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
UPDATE event SET day=coalesce(latest, earliest, first_published, 0);
CREATE INDEX event_by_day ON event(day);
ALTER TABLE event_actor RENAME TO event_actor_6;
CREATE TABLE event_actor(actor INTEGER NOT NULL, day INTEGER NOT NULL, event INTEGER NOT NULL,
  PRIMARY KEY(actor, day, event)) WITHOUT ROWID;
INSERT INTO event_actor SELECT actor, day, event FROM event_actor_6 ORDER BY 1, 2, 3;
DROP TABLE event_actor_6;
CREATE TABLE event_place(place INTEGER NOT NULL, day INTEGER NOT NULL, event INTEGER NOT NULL,
  PRIMARY KEY(place, day, event)) WITHOUT ROWID;
INSERT INTO event_place SELECT DISTINCT p.place, e.day, e.id FROM report_place p JOIN report r ON
  r.id=p.report JOIN event e ON e.id=r.event ORDER BY 1, 2, 3;
CREATE TABLE source_report(actor INTEGER NOT NULL, report INTEGER NOT NULL,
  PRIMARY KEY(actor, report)) WITHOUT ROWID;
INSERT INTO source_report SELECT actor, report FROM report_source WHERE actor IS NOT NULL UNION
  SELECT via, report FROM report_source WHERE via IS NOT NULL ORDER BY 1, 2;
DROP TABLE event_block;
DROP TABLE shingle;
CREATE TABLE event_block(id INTEGER PRIMARY KEY, period INTEGER NOT NULL, entries BLOB NOT NULL);
CREATE INDEX block_by_period ON event_block(period);
CREATE TABLE shingle(id INTEGER PRIMARY KEY, period INTEGER NOT NULL, entries BLOB NOT NULL);
CREATE INDEX shingle_by_period ON shingle(period);
DROP INDEX IF EXISTS report_by_fingerprint;
DROP INDEX report_by_article;
DROP INDEX report_by_event;
DROP INDEX relation_by_object;
ALTER TABLE article ADD COLUMN first_report INTEGER;  -- its reports have numbers in a row
ALTER TABLE article ADD COLUMN last_report INTEGER;
UPDATE article SET (first_report, last_report) = (SELECT f, l FROM (SELECT article a, min(id) f,
  max(id) l FROM report GROUP BY 1) WHERE a=article.id);
ALTER TABLE report RENAME TO report_6;
CREATE TABLE report(
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article(id),
  event INTEGER NOT NULL,           -- event.id
  fingerprint INTEGER NOT NULL,     -- of article uid, kind and trigger: decisions name reports by it
  kind TEXT NOT NULL, type TEXT NOT NULL, mode TEXT, cameo TEXT, contexts TEXT,
  status TEXT NOT NULL, hedged INTEGER NOT NULL,
  edtf TEXT, earliest INTEGER, latest INTEGER, basis TEXT NOT NULL,
  about TEXT, ordinal INTEGER, ordinal_scope TEXT, ordinal_from INTEGER, ordinal_to INTEGER,
  trigger_begin INTEGER NOT NULL, trigger_end INTEGER NOT NULL,
  sentence_begin INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
  confidence REAL NOT NULL, rule TEXT NOT NULL,
  grade REAL NOT NULL, why TEXT NOT NULL,     -- how well it fits its event, and the reasons
  quality REAL NOT NULL,            -- the event shows its best report
  actors TEXT,                      -- [[role, actor.id], ...]; role: 0 actor 1 recipient 2 other
  places TEXT,                      -- [place.id, ...]
  sources TEXT,                     -- [[actor.id, actor.id of via, said], ...]
  amounts TEXT,                     -- [[role, unit, least, most], ...]
  evidence TEXT NOT NULL,           -- [[begin, end], ...]
  summary BLOB NOT NULL             -- Happening, for merging: see happening.h
);
INSERT INTO report SELECT id, article, event, fingerprint, kind, type, mode, cameo, contexts, status,
  hedged, edtf, earliest, latest, basis, about, ordinal, ordinal_scope, ordinal_from, ordinal_to,
  trigger_begin, trigger_end, sentence_begin, sentence_end, confidence, rule, grade, why, quality,
  (SELECT nullif(json_group_array(json_array(role, actor)), '[]') FROM (SELECT role, actor FROM
    report_actor WHERE report=r.id ORDER BY role, seq)),
  (SELECT nullif(json_group_array(place), '[]') FROM (SELECT place FROM report_place WHERE
    report=r.id ORDER BY seq)),
  (SELECT nullif(json_group_array(json_array(actor, via, said)), '[]') FROM (SELECT actor, via, said
    FROM report_source WHERE report=r.id ORDER BY seq)),
  (SELECT nullif(json_group_array(json_array(role, unit, least, most)), '[]') FROM (SELECT role,
    unit, least, most FROM report_amount WHERE report=r.id ORDER BY seq)),
  (SELECT json_group_array(json_array(span_begin, span_end)) FROM (SELECT span_begin, span_end FROM
    evidence WHERE report=r.id ORDER BY seq)),
  summary FROM report_6 r ORDER BY id;
DROP TABLE report_actor;
DROP TABLE report_place;
DROP TABLE report_source;
DROP TABLE report_amount;
DROP TABLE evidence;
DROP TABLE report_6;
CREATE INDEX report_by_event ON report(event);
CREATE VIEW report_actor(report, role, seq, actor) AS SELECT r.id, json_extract(j.value, '$[0]'),
  j.key, json_extract(j.value, '$[1]') FROM report r, json_each(r.actors) j;
CREATE VIEW report_place(report, seq, place) AS SELECT r.id, j.key, j.value FROM report r,
  json_each(r.places) j;
CREATE VIEW report_source(report, seq, actor, via, said) AS SELECT r.id, j.key,
  json_extract(j.value, '$[0]'), json_extract(j.value, '$[1]'), json_extract(j.value, '$[2]')
  FROM report r, json_each(r.sources) j;
CREATE VIEW report_amount(report, seq, role, unit, least, most) AS SELECT r.id, j.key,
  json_extract(j.value, '$[0]'), json_extract(j.value, '$[1]'), json_extract(j.value, '$[2]'),
  json_extract(j.value, '$[3]') FROM report r, json_each(r.amounts) j;
CREATE VIEW evidence(report, seq, span_begin, span_end) AS SELECT r.id, j.key,
  json_extract(j.value, '$[0]'), json_extract(j.value, '$[1]') FROM report r,
  json_each(r.evidence) j;
)sql";

// 8: the full-text index holds which text has which words, no more: a sixth of its size, and of the
// time it takes. The places of words are found in the texts that are shown.
constexpr const char* kMigration8 = R"sql(
DROP TABLE article_fts;
CREATE VIRTUAL TABLE article_fts USING fts5(title, text, content='article', content_rowid='id',
  detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 2');
INSERT INTO article_fts(article_fts, rank) VALUES('hashsize', 4194304);
INSERT INTO article_fts(article_fts, rank) VALUES('automerge', 16);
INSERT INTO article_fts(article_fts) VALUES('rebuild');
)sql";

// 9: of people whom the knowledge base does not know, what articles say of them (identity.h), and
// whom a person decided they are.
constexpr const char* kMigration9 = R"sql(
ALTER TABLE actor ADD COLUMN said TEXT;
ALTER TABLE actor ADD COLUMN same_as INTEGER;
)sql";

// 10: words have another hash (words.h): what near-copies are found by is filled again at the next
// change; article.text_hash of old rows is compared as it is (Adder::Add).
constexpr const char* kMigration10 = R"sql(
DELETE FROM shingle;
)sql";

constexpr std::array<const char*, 10> kMigrations = {
    kMigration1, kMigration2, kMigration3, kMigration4, kMigration5,
    kMigration6, kMigration7, kMigration8, kMigration9, kMigration10};

}  // namespace

int NewestSchema() { return static_cast<int>(kMigrations.size()); }

void PrepareSchema(Database& db, OpenMode mode) {
  int64_t application = db.SingleInt("PRAGMA application_id");
  int64_t version = db.SingleInt("PRAGMA user_version");
  bool empty = db.SingleInt("SELECT count(*) FROM sqlite_master") == 0;
  if (application != kApplicationId && !(empty && mode == OpenMode::kCreate)) {
    throw SqliteFault(db.path() +
                      ": an SQLite file, but not a dragoman record; it was left as it is");
  }
  if (version > NewestSchema()) {
    throw SqliteFault(db.path() + ": made by a newer dragoman (schema " + std::to_string(version) +
                      ", this one knows " + std::to_string(NewestSchema()) +
                      "); it was left as it is; use that version");
  }
  if (version < NewestSchema() && mode == OpenMode::kRead) {
    throw SqliteFault(db.path() + ": an older record (schema " + std::to_string(version) +
                      "); `dragoman add` or `dragoman recode` brings it up to date; it was left as "
                      "it is");
  }
  db.Execute("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -131072;");
  if (mode == OpenMode::kRead) return;
  // A new record has pages of 8 KB: an article of three fits better into them, and there are half
  // as many to write. What is deleted (pieces of the full-text index that were merged) need not be
  // overwritten.
  db.Execute("PRAGMA page_size = 8192; PRAGMA secure_delete = OFF;");
  db.Execute(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 20000;");
  // A new record is there as a whole or not at all; an old one comes up to date step by step.
  std::optional<Transaction> step;
  for (int64_t v = version; v < NewestSchema(); ++v) {
    if (!step) step.emplace(db);
    db.Execute(kMigrations[static_cast<size_t>(v)]);
    db.Execute("PRAGMA application_id = " + std::to_string(kApplicationId) +
               "; PRAGMA user_version = " + std::to_string(v + 1));
    if (version == 0 && v + 1 < NewestSchema()) continue;
    step->Commit();
    step.reset();
  }
  db.Execute("PRAGMA foreign_keys = ON");  // off while tables are made anew
}

}  // namespace dragoman::record
