-- Decisions that wait for a person are judged again when the policy, or their campaign, changes.
CREATE TABLE "review_rejudgement" (
    "workspace_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "cause" VARCHAR(16) NOT NULL,
    "was_version" INTEGER NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "judged_at" TIMESTAMPTZ(3) NOT NULL,
    "verdicts" JSONB NOT NULL,
    "changes" JSONB NOT NULL,

    CONSTRAINT "review_rejudgement_pkey" PRIMARY KEY ("workspace_id","decision_id")
);
