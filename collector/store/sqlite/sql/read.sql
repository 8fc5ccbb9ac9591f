-- name: hosts
SELECT h.name, h.site, h.labels, h.agent, a.version, COALESCE(a.connected, 0), a.last_contact,
       h.enrolled_at,
       (SELECT COUNT(*) FROM arrival r
          LEFT JOIN state s ON s.host = r.host AND s.assignment = r.assignment
        WHERE r.host = h.name AND (r.overdue = 1 OR (s.kind = 2 AND s.outcome IN (3, 4, 5, 6))))
FROM host h LEFT JOIN agent a ON a.id = h.agent
WHERE (?1 = '' OR h.site = ?1) AND (?2 = '' OR h.name = ?2)
ORDER BY h.name

-- name: newest_results
SELECT r.payload FROM arrival a
  JOIN result r ON r.epoch_number = a.newest_epoch_number AND r.seq = a.newest_seq
WHERE a.host = ?1 ORDER BY a.check_id, a.assignment

-- name: results
SELECT i.host, i.check_id, i.item, i.outcome, i.observed_at, r.received_at, e.epoch,
       i.epoch_number, i.seq, r.payload
FROM result_item i
  JOIN result r ON r.epoch_number = i.epoch_number AND r.seq = i.seq
  JOIN agent_epoch e ON e.number = i.epoch_number
WHERE i.host = ?1 AND i.observed_at BETWEEN ?2 AND ?3
  AND (?4 = '' OR i.check_id GLOB ?4) AND (?5 = '' OR i.item = ?5) AND (?6 = 0 OR i.outcome = ?6)
ORDER BY i.observed_at DESC, i.epoch_number DESC, i.seq DESC, i.item DESC
LIMIT ?7

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

-- name: tokens
SELECT id, host, site, created_at, expires_at, used_at FROM token
WHERE ?1 = '' OR site = ?1 ORDER BY created_at DESC, id

-- name: people
SELECT id, name, role, site, created_at FROM person WHERE ?1 = '' OR site = ?1 ORDER BY name
