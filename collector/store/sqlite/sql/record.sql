-- name: begin
BEGIN

-- name: commits
SELECT number, at FROM commit_log ORDER BY number

-- name: events
SELECT commit_number, number, kind, fields FROM decided_event ORDER BY commit_number, number

-- name: policies
SELECT version, text FROM policy

-- name: incidents
SELECT id, status, host, site, grouping, opened_at, solved_at, owner FROM incident ORDER BY id

-- name: lines
SELECT at, kind, actor, text, details FROM incident_event WHERE incident = ?1 ORDER BY number
