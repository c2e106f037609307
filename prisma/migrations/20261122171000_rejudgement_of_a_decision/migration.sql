-- Which rules ended decisions at a later look is asked together with the decisions.
DELETE FROM "review_rejudgement" j
WHERE NOT EXISTS (SELECT 1 FROM "decision" d WHERE d."workspace_id" = j."workspace_id" AND d."id" = j."decision_id");
ALTER TABLE "review_rejudgement" ADD CONSTRAINT "review_rejudgement_workspace_id_decision_id_fkey"
  FOREIGN KEY ("workspace_id", "decision_id") REFERENCES "decision"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
