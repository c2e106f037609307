-- Who has judged anything is asked for on every visit of a list: one step of this index a person.
CREATE INDEX review_verdict_workspace_id_given_by_id_idx ON review_verdict (workspace_id, given_by_id);
