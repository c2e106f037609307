-- What sweeps look for every minute: decisions whose review ends, and those blocked while they waited that may wait again.
CREATE INDEX decision_workspace_id_review_by_idx ON decision (workspace_id, review_by)
  WHERE review_by IS NOT NULL AND outcome IN ('in_review', 'blocked');
