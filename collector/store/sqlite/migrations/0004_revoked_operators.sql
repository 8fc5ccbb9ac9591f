-- From then on the credential is refused; the person stays, for what they did bears their name.
ALTER TABLE person ADD COLUMN revoked_at INTEGER;
