-- Results live in files of their own (docs/decisions/0008-history.md); what of them is committed says
-- the manifest, in the same transaction as everything else.
DROP TABLE result;
DROP TABLE result_item;

CREATE TABLE history (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  manifest BLOB NOT NULL
) STRICT;
