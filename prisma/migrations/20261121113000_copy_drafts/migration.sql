-- CreateTable
CREATE TABLE "copy_draft" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "agent_id" VARCHAR(32) NOT NULL,
    "action" VARCHAR(48) NOT NULL,
    "channel" VARCHAR(16) NOT NULL,
    "template_id" VARCHAR(48) NOT NULL,
    "style" VARCHAR(16) NOT NULL,
    "outcome" VARCHAR(16) NOT NULL,
    "written_by" VARCHAR(16) NOT NULL,
    "words" JSONB NOT NULL,
    "problems" JSONB NOT NULL,
    "provider" VARCHAR(16),
    "model" VARCHAR(128),
    "prompt_version" INTEGER,
    "input_hash" CHAR(64) NOT NULL,
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,
    "cost_micros" INTEGER,
    "latency_ms" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "copy_draft_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "copy_draft_workspace_id_created_at_idx" ON "copy_draft"("workspace_id", "created_at" DESC);
