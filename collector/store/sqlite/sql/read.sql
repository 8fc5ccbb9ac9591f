-- name: hosts
SELECT h.name, h.site, h.labels, h.agent, a.version, COALESCE(a.connected, 0), a.last_contact,
       a.clock_skew, h.enrolled_at,
       (SELECT COUNT(*) FROM arrival r
          LEFT JOIN state s ON s.host = r.host AND s.assignment = r.assignment
        WHERE r.host = h.name AND (r.overdue = 1 OR (s.kind = 2 AND s.outcome IN (3, 4, 5, 6))))
FROM host h LEFT JOIN agent a ON a.id = h.agent
WHERE (?1 = '' OR h.site = ?1) AND (?2 = '' OR h.name = ?2)
ORDER BY h.name

-- name: epoch_numbers
SELECT e.number FROM agent_epoch e JOIN agent a ON a.id = e.agent JOIN host h ON h.name = a.host
WHERE (?1 = '' OR h.site = ?1) AND (?2 = '' OR h.name = ?2)
ORDER BY e.number

-- name: host_seen
SELECT name FROM host WHERE name = ?2 AND (?1 = '' OR site = ?1)

-- name: epoch_numbered
SELECT epoch FROM agent_epoch WHERE number = ?1

-- Epochs are random: more than one agent having it is next to impossible.
-- name: epoch_numbers_named
SELECT e.number FROM agent_epoch e JOIN agent a ON a.id = e.agent JOIN host h ON h.name = a.host
WHERE e.epoch = ?2 AND (?1 = '' OR h.site = ?1)
ORDER BY e.number

-- name: answered_assignments
SELECT assignment FROM arrival WHERE host = ?1 AND newest_seq > 0 ORDER BY check_id, assignment

-- Newest first. Where no time is known it lies before the account was received.
-- name: gaps
SELECT g.host, g.reason, g.count, g.first_at, g.last_at, g.received_at, e.epoch, g.seqs
FROM result_gap g JOIN host h ON h.name = g.host
  LEFT JOIN agent_epoch e ON e.number = g.epoch_number
WHERE (?1 = '' OR h.site = ?1) AND (?2 = '' OR g.host = ?2)
  AND CASE WHEN g.last_at = 0 THEN g.received_at ELSE g.last_at END >= ?3 AND g.first_at < ?4
ORDER BY g.id DESC LIMIT ?5

-- An assignment that never answered has no state yet; it is shown all the same.
-- name: states
SELECT r.host, r.check_id, COALESCE(s.item, ''), COALESCE(s.outcome, 5),
       COALESCE(s.code, 'no_result'), COALESCE(s.arguments, ''), COALESCE(s.kind, 1),
       COALESCE(s.attempt, 1), r.overdue, COALESCE(s.since, r.expected_from),
       CASE WHEN r.steady THEN r.observed_at ELSE COALESCE(s.observed_at, r.expected_from) END,
       CASE WHEN r.steady THEN r.newest_epoch ELSE COALESCE(s.newest_epoch, 0) END,
       CASE WHEN r.steady THEN r.newest_seq ELSE COALESCE(s.newest_seq, 0) END
FROM arrival r
  JOIN host h ON h.name = r.host
  LEFT JOIN state s ON s.host = r.host AND s.assignment = r.assignment
WHERE (?1 = '' OR h.site = ?1) AND (?2 = '' OR r.host = ?2) AND (?3 = '' OR r.check_id GLOB ?3)
  AND (?4 = 0 OR r.overdue = 1 OR (s.kind = 2 AND s.outcome IN (3, 4, 5, 6)))
ORDER BY r.host, r.check_id, r.assignment, s.item
LIMIT ?5

-- name: incidents
SELECT id, status, host, site, grouping, opened_at, solved_at, owner FROM incident
WHERE (?1 = '' OR site = ?1) AND (?2 = '' OR host = ?2) AND (?3 = 0 OR status = ?3)
  AND (?4 = 0 OR solved_at IS NULL)
ORDER BY id DESC LIMIT ?5

-- name: incident
SELECT id, status, host, site, grouping, opened_at, solved_at, owner FROM incident
WHERE id = ?1 AND (?2 = '' OR site = ?2)

-- name: timeline
SELECT at, kind, actor, text, details FROM incident_event WHERE incident = ?1 ORDER BY number

-- name: notifications
SELECT key, channel, kind, state, attempts, created_at, due_at, reported_at, detail
FROM outbox WHERE incident = ?1 ORDER BY id

-- name: tokens
SELECT id, host, site, created_at, expires_at, used_at FROM token
WHERE ?1 = '' OR site = ?1 ORDER BY created_at DESC, id

-- name: people
SELECT id, name, role, site, created_at, revoked_at FROM person WHERE ?1 = '' OR site = ?1 ORDER BY name
