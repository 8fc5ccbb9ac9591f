-- name: hosts
SELECT name, site, labels, agent, enrolled_at FROM host ORDER BY name

-- name: agents
SELECT id, host, key_fingerprint, version, connected, last_contact, clock_skew, boots, doubted
FROM agent ORDER BY id

-- name: epochs
SELECT number, agent, epoch, received, results, missing FROM agent_epoch ORDER BY number

-- name: people
SELECT id, name, role, site, certificate_fingerprint, created_by, created_at, revoked_at
FROM person ORDER BY name

-- name: person
SELECT id, name, role, site, certificate_fingerprint, created_by, created_at, revoked_at
FROM person WHERE id = ?1

-- name: tokens
SELECT id, secret_hash, host, site, labels, created_by, created_at, expires_at, used_at,
       key_fingerprint, agent
FROM token ORDER BY created_at, id

-- name: policy_in_force
SELECT version, text, applied_by, applied_at FROM policy ORDER BY number DESC LIMIT 1

-- name: arrivals
SELECT host, assignment, check_id, newest_epoch_number, newest_seq, newest_epoch, observed_at,
       expected_from, listened_from, overdue, steady
FROM arrival

-- name: states
SELECT host, assignment, item, check_id, outcome, code, arguments, kind, attempt, since,
       observed_at, newest_epoch_number, newest_seq, newest_epoch,
       first_failing_epoch_number, first_failing_seq, first_failing_epoch,
       last_failing_epoch_number, last_failing_seq, last_failing_epoch
FROM state

-- name: unsolved_incidents
SELECT id, status, host, site, grouping, opened_at, solved_at, owner
FROM incident WHERE solved_at IS NULL ORDER BY id

-- name: members
SELECT host, assignment, item, trouble, check_id, outcome, code, arguments,
       first_failing_epoch_number, first_failing_seq, first_failing_epoch,
       last_failing_epoch_number, last_failing_seq, last_failing_epoch,
       passing_epoch_number, passing_seq, passing_epoch, withdrawn
FROM incident_member WHERE incident = ?1 ORDER BY host, assignment, item, trouble

-- name: pending_outbox
SELECT id, key, channel, kind, incident, created_at, state, attempts, due_at, detail, reported_at
FROM outbox WHERE state = 1 AND due_at <= ?1 ORDER BY due_at, id LIMIT ?2

-- name: pending_of_channel
SELECT id, key, channel, kind, incident, created_at, state, attempts, due_at, detail, reported_at
FROM outbox WHERE state = 1 AND channel = ?1 AND due_at <= ?2 ORDER BY due_at, id LIMIT ?3

-- name: pending_channels
SELECT DISTINCT channel FROM outbox WHERE state = 1

-- name: news_deadlines
SELECT incident, kind, due_at FROM news_deadline

-- name: last_numbers
SELECT (SELECT COALESCE(MAX(id), 0) FROM incident), (SELECT COALESCE(MAX(id), 0) FROM outbox)

-- name: listened
SELECT listened FROM commit_log ORDER BY number DESC LIMIT 1

-- name: history
SELECT manifest FROM history
