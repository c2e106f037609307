-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "outside_cohort" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "rollout_decision" (
    "workspace_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "verdict" VARCHAR(16) NOT NULL,
    "from_cohort" INTEGER,
    "to_cohort" INTEGER,
    "reason" TEXT NOT NULL,
    "conditions" TEXT,
    "review_on" DATE,
    "recommendation" VARCHAR(16),
    "gate" JSONB NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rollout_decision_pkey" PRIMARY KEY ("workspace_id","seq")
);

-- What is only ever added to (a trigger: not in the schema).
CREATE TRIGGER rollout_decision_append_only BEFORE UPDATE OR DELETE ON rollout_decision
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rollout_decision_no_truncate BEFORE TRUNCATE ON rollout_decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
