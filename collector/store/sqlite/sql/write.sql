-- name: begin
BEGIN IMMEDIATE

-- name: commit
COMMIT

-- name: rollback
ROLLBACK

-- name: last_commit
SELECT COALESCE(MAX(number), 0) FROM commit_log

-- name: log_commit
INSERT INTO commit_log (number, at, listened) VALUES (?1, ?2, ?3)

-- name: add_decided_event
INSERT INTO decided_event (commit_number, number, kind, fields) VALUES (?1, ?2, ?3, ?4)

-- name: oldest_commit
SELECT at FROM commit_log ORDER BY number LIMIT 1

-- name: forget_decided_events
DELETE FROM decided_event WHERE commit_number IN
  (SELECT number FROM commit_log
   WHERE number < MIN(?1, (SELECT MIN(number) FROM commit_log) + ?2) AND at < ?3)

-- name: forget_commits
DELETE FROM commit_log
WHERE number < MIN(?1, (SELECT MIN(number) FROM commit_log) + ?2) AND at < ?3

-- name: put_site
INSERT OR IGNORE INTO site (name) VALUES (?1)

-- name: put_host
REPLACE INTO host (name, site, labels, agent, enrolled_at) VALUES (?1, ?2, ?3, ?4, ?5)

-- name: put_agent
REPLACE INTO agent (id, host, key_fingerprint, version, connected, last_contact, clock_skew, boots,
                    doubted)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

-- name: put_epoch
REPLACE INTO agent_epoch (number, agent, epoch, received, results, missing)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: remove_epoch
DELETE FROM agent_epoch WHERE number = ?1

-- name: add_gap
INSERT INTO result_gap (host, epoch_number, received_at, reason, seqs, count, first_at, last_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: put_person
REPLACE INTO person (id, name, role, site, certificate_fingerprint, created_by, created_at,
                     revoked_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: put_token
REPLACE INTO token (id, secret_hash, host, site, labels, created_by, created_at, expires_at,
                    used_at, key_fingerprint, agent)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)

-- name: add_policy
INSERT INTO policy (version, text, applied_by, applied_at) VALUES (?1, ?2, ?3, ?4)

-- name: put_arrival
REPLACE INTO arrival (host, assignment, check_id, newest_epoch_number, newest_seq, newest_epoch,
                      observed_at, expected_from, listened_from, overdue, steady)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)

-- name: remove_arrival
DELETE FROM arrival WHERE host = ?1 AND assignment = ?2

-- name: put_state
REPLACE INTO state (host, assignment, item, check_id, outcome, code, arguments, kind, attempt,
                    since, observed_at,
                    newest_epoch_number, newest_seq, newest_epoch,
                    first_failing_epoch_number, first_failing_seq, first_failing_epoch,
                    last_failing_epoch_number, last_failing_seq, last_failing_epoch)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)

-- name: remove_state
DELETE FROM state WHERE host = ?1 AND assignment = ?2 AND item = ?3

-- name: put_incident
REPLACE INTO incident (id, status, host, site, grouping, opened_at, solved_at, owner)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: put_member
REPLACE INTO incident_member (incident, host, assignment, item, trouble, check_id, outcome, code,
                              arguments,
                              first_failing_epoch_number, first_failing_seq, first_failing_epoch,
                              last_failing_epoch_number, last_failing_seq, last_failing_epoch,
                              passing_epoch_number, passing_seq, passing_epoch, withdrawn)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)

-- name: add_event
INSERT INTO incident_event (incident, number, at, kind, actor, text, details)
VALUES (?1, (SELECT COALESCE(MAX(number), 0) + 1 FROM incident_event WHERE incident = ?1),
        ?2, ?3, ?4, ?5, ?6)

-- name: put_outbox
INSERT INTO outbox (id, key, channel, kind, incident, created_at, state, attempts, due_at, detail,
                    reported_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT (id) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,
                               due_at = excluded.due_at, detail = excluded.detail,
                               reported_at = excluded.reported_at

-- name: put_news_deadline
REPLACE INTO news_deadline (incident, kind, due_at) VALUES (?1, ?2, ?3)

-- name: remove_news_deadline
DELETE FROM news_deadline WHERE incident = ?1 AND kind = ?2

-- name: put_history
REPLACE INTO history (id, manifest) VALUES (1, ?1)
