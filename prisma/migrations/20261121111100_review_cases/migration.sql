-- CreateTable
CREATE TABLE "review_case" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "verdict_id" UUID NOT NULL,
    "agent_id" VARCHAR(32) NOT NULL,
    "action" VARCHAR(48) NOT NULL,
    "template_id" TEXT,
    "guardrail" VARCHAR(32),
    "rule" VARCHAR(64),
    "reason" VARCHAR(32) NOT NULL,
    "note" TEXT,
    "content" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_case_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "review_case_workspace_id_agent_id_action_created_at_idx" ON "review_case"("workspace_id", "agent_id", "action", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "review_case_workspace_id_verdict_id_key" ON "review_case"("workspace_id", "verdict_id");
