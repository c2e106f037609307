-- CreateTable
CREATE TABLE "replay_run" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "tried" VARCHAR(16) NOT NULL,
    "draft_id" UUID,
    "draft_revision" INTEGER,
    "version" INTEGER,
    "document" JSONB,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "agent_id" VARCHAR(32),
    "action" VARCHAR(48),
    "channel" VARCHAR(16),
    "status" VARCHAR(16) NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "cursor_at" TIMESTAMPTZ(3),
    "cursor_id" UUID,
    "tally" JSONB NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "replay_run_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "replay_change" (
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "summary" TEXT NOT NULL,
    "kinds" TEXT[],
    "rules" TEXT[],
    "gap" VARCHAR(16),
    "detail" TEXT,
    "outcome_before" VARCHAR(16),
    "outcome_after" VARCHAR(16),
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "replay_change_pkey" PRIMARY KEY ("workspace_id","run_id","decision_id")
);

-- CreateIndex
CREATE INDEX "replay_run_workspace_id_created_at_idx" ON "replay_run"("workspace_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "replay_run_status_updated_at_idx" ON "replay_run"("status", "updated_at");

-- CreateIndex
CREATE INDEX "replay_change_workspace_id_run_id_decided_at_decision_id_idx" ON "replay_change"("workspace_id", "run_id", "decided_at" DESC, "decision_id" DESC);

-- AddForeignKey
ALTER TABLE "replay_change" ADD CONSTRAINT "replay_change_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "replay_run"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
