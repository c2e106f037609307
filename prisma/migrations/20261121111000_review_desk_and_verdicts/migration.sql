-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "author_id" UUID;

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "hold_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "review_desk" (
    "workspace_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "claimed_by_id" UUID,
    "claimed_at" TIMESTAMPTZ(3),
    "claimed_until" TIMESTAMPTZ(3),
    "assignee_id" UUID,
    "assigned_by_id" UUID,
    "snoozed_until" TIMESTAMPTZ(3),
    "changes_note" TEXT,
    "changes_by_id" UUID,

    CONSTRAINT "review_desk_pkey" PRIMARY KEY ("workspace_id","decision_id")
);

-- CreateTable
CREATE TABLE "review_verdict" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "key" UUID NOT NULL,
    "verdict" VARCHAR(16) NOT NULL,
    "outcome" VARCHAR(16) NOT NULL,
    "version" INTEGER NOT NULL,
    "reason" VARCHAR(32),
    "note" TEXT,
    "given_by_id" UUID,
    "is_simulated" BOOLEAN NOT NULL DEFAULT false,
    "ready_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "undo_until" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),
    "before" JSONB NOT NULL,

    CONSTRAINT "review_verdict_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "review_desk_workspace_id_assignee_id_idx" ON "review_desk"("workspace_id", "assignee_id");

-- CreateIndex
CREATE INDEX "review_verdict_workspace_id_decision_id_idx" ON "review_verdict"("workspace_id", "decision_id");

-- CreateIndex
CREATE INDEX "review_verdict_workspace_id_given_at_idx" ON "review_verdict"("workspace_id", "given_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "review_verdict_workspace_id_key_key" ON "review_verdict"("workspace_id", "key");
