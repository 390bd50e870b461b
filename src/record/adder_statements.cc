// SPDX-License-Identifier: Apache-2.0
// The SQL of adding. Entry: Adder::Statements.
#include "record/adder_statements.h"

namespace dragoman::record {

Adder::Statements::Statements(Database& db)
    : find_uid(
          db.Prepare("SELECT id, text_hash, version FROM article WHERE uid=? AND replaced_by IS "
                     "NULL")),
      find_url(
          db.Prepare("SELECT id, text_hash, version FROM article WHERE url=? AND replaced_by IS "
                     "NULL ORDER BY version DESC LIMIT 1")),
      insert_article(db.Prepare(
          "INSERT INTO article(uid, text_hash, url, version, outlet, title, language, published, "
          "published_basis, headline_end, text, read_by, copy_of, id, first_report, last_report) "
          "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")),
      retire(db.Prepare("UPDATE article SET replaced_by=?2 WHERE id=?1")),
      insert_fts(db.Prepare(
          "INSERT INTO article_fts(rowid, title, text) SELECT id, title, text FROM article "
          "WHERE id BETWEEN ? AND ?")),
      set_read_by(db.Prepare("UPDATE article SET read_by=?2, published=?3, published_basis=?4, "
                             "first_report=?5, last_report=?6 WHERE id=?1")),
      copy_of(db.Prepare("SELECT copy_of FROM article WHERE id=?")),
      find_actor(db.Prepare("SELECT id FROM actor WHERE key=?")),
      insert_actor(db.Prepare("INSERT INTO actor(key, name, type, country, wikipedia, sector) "
                              "VALUES(?,?,?,?,?,?)")),
      insert_actor_name(db.Prepare("INSERT OR IGNORE INTO actor_name(folded, actor) VALUES(?,?)")),
      find_people(db.Prepare("SELECT id, coalesce(same_as,0), coalesce(said,''), "
                             "coalesce(country,'') FROM actor WHERE key>=?1||':' AND key<?1||';' "
                             "ORDER BY id DESC LIMIT ?2")),
      set_said(db.Prepare("UPDATE actor SET said=?2, country=coalesce(country,?3) WHERE id=?1")),
      find_place(db.Prepare("SELECT id FROM place WHERE key=?")),
      insert_place(db.Prepare("INSERT INTO place(key, name, type, country, latitude, longitude, "
                              "geonames, wikipedia) VALUES(?,?,?,?,?,?,?,?)")),
      new_reports(db, "new_report", "INSERT INTO report",
                  "id, article, event, fingerprint, kind, type, mode, cameo, contexts, status, "
                  "hedged, edtf, earliest, latest, basis, about, ordinal, ordinal_scope, "
                  "ordinal_from, ordinal_to, trigger_begin, trigger_end, sentence_begin, "
                  "sentence_end, confidence, rule, grade, why, quality, actors, places, sources, "
                  "amounts, evidence, summary"),
      new_relations(db, "new_relation", "INSERT INTO relation",
                    "article, kind, subject, object, title, status, edtf, earliest, latest, "
                    "span_begin, span_end, confidence"),
      new_events(db, "new_event", "INSERT OR FAIL INTO event",
                 "id, reports, independent, first_published, last_published, day, best_report, "
                 "factual, kind, type, mode, status, earliest, latest, edtf"),
      new_sources(db, "new_source", "INSERT OR IGNORE INTO source_report", "actor, report"),
      new_event_actors(db, "new_event_actor", "INSERT OR IGNORE INTO event_actor",
                       "actor, day, event"),
      new_event_places(db, "new_event_place", "INSERT OR IGNORE INTO event_place",
                       "place, day, event"),
      delete_event_actor(db.Prepare("DELETE FROM event_actor WHERE actor=? AND day=? AND event=?")),
      delete_event_place(db.Prepare("DELETE FROM event_place WHERE place=? AND day=? AND event=?")),
      write_event(db.Prepare(
          "INSERT INTO event(id, reports, independent, first_published, last_published, day, "
          "best_report, kind, type, mode, factual, status, earliest, latest, edtf) "
          "SELECT ?1, ?2, ?3, ?4, ?5, ?6, id, kind, type, mode, "
          "?8, status, earliest, latest, edtf "
          "FROM report WHERE id=?7 ON CONFLICT(id) DO UPDATE SET "
          "(reports,independent,first_published,last_published,day,best_report,kind,type,mode,"
          "factual,status,earliest,latest,edtf) = (excluded.reports, excluded.independent, "
          "excluded.first_published, excluded.last_published, excluded.day, excluded.best_report, "
          "excluded.kind, excluded.type, excluded.mode, excluded.factual, excluded.status, "
          "excluded.earliest, excluded.latest, excluded.edtf)")),
      count_event(db.Prepare("UPDATE event SET reports=?2, independent=?3, first_published=?4, "
                             "last_published=?5, day=?6 WHERE id=?1")),
      delete_event(db.Prepare("DELETE FROM event WHERE id=?")),
      day_of_event(db.Prepare("SELECT day FROM event WHERE id=?")),
      reports_of_article(
          db.Prepare("SELECT id, event, fingerprint, kind, status, coalesce(edtf,''), "
                     "trigger_begin, trigger_end, sentence_begin, sentence_end FROM report WHERE "
                     "article=?1 AND id BETWEEN (SELECT "
                     "first_report FROM article WHERE id=?1) AND (SELECT last_report FROM article "
                     "WHERE id=?1) ORDER BY id")),
      reports_of_event(
          db.Prepare("SELECT id, fingerprint, summary FROM report WHERE event=? ORDER BY "
                     "quality DESC, id")),
      known_reports(
          db.Prepare("SELECT r.id, r.quality, r.summary, a.copy_of, a.published FROM report r JOIN "
                     "article a ON a.id=r.article WHERE r.event=? ORDER BY r.quality DESC, r.id")),
      decisions(
          db.Prepare("SELECT b FROM decision WHERE a=?1 AND same=?2 UNION SELECT a FROM decision "
                     "WHERE b=?1 AND same=?2")),
      event_of_fingerprint(
          db.Prepare("SELECT event FROM report WHERE fingerprint=? ORDER BY id LIMIT 1")),
      event_has_fingerprint(db.Prepare("SELECT 1 FROM report WHERE fingerprint=? AND event=?")),
      insert_decision(db.Prepare("INSERT INTO decision(same, a, b) VALUES(?,?,?)")),
      move_report(db.Prepare("UPDATE report SET event=?2, grade=?3, why=?4 WHERE id=?1")),
      unite_report(db.Prepare("UPDATE report SET event=?2, grade=CASE why WHEN 'first report' THEN "
                              "?3 ELSE grade END, why=CASE why WHEN 'first report' THEN ?4 ELSE "
                              "why END WHERE id=?1")),
      sentence_of(
          db.Prepare("SELECT substr(CAST(text AS BLOB), ?2+1, ?3-?2) FROM article WHERE id=?1")),
      insert_outcome(db.Prepare("INSERT OR IGNORE INTO outcome VALUES(?,?,?)")),
      delete_outcomes(db.Prepare("DELETE FROM outcome WHERE plan=?1 OR event=?1")),
      outcomes_of_plan(
          db.Prepare("UPDATE OR IGNORE outcome SET plan=?2 WHERE plan=?1 AND event<>?2")),
      outcomes_of_fact(
          db.Prepare("UPDATE OR IGNORE outcome SET event=?2 WHERE event=?1 AND plan<>?2")),
      data_version(db.Prepare("PRAGMA data_version")),
      last_article(db.Prepare("SELECT max(id) FROM article")),
      last_event(db.Prepare("SELECT max(id) FROM event")),
      last_report(db.Prepare("SELECT max(id) FROM report")),
      any_decision(db.Prepare("SELECT EXISTS(SELECT 1 FROM decision)")) {}

}  // namespace dragoman::record
