-- CreateTable
CREATE TABLE "creative_decision" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" VARCHAR(24) NOT NULL,
    "agent_id" VARCHAR(32) NOT NULL,
    "action" VARCHAR(48) NOT NULL,
    "channel" VARCHAR(16) NOT NULL,
    "template_id" VARCHAR(48) NOT NULL,
    "trigger" VARCHAR(16) NOT NULL,
    "trigger_key" VARCHAR(255) NOT NULL,
    "experiment_id" UUID,
    "outcome" VARCHAR(16) NOT NULL,
    "summary" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "evidence" JSONB NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "requested_by" VARCHAR(64) NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3),

    CONSTRAINT "creative_decision_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "experiment" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "agent_id" VARCHAR(32) NOT NULL,
    "action" VARCHAR(48) NOT NULL,
    "channel" VARCHAR(16) NOT NULL,
    "template_id" VARCHAR(48) NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "verdict" JSONB,
    "learning" TEXT,

    CONSTRAINT "experiment_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "experiment_variant" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "experiment_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "style" VARCHAR(16) NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "share" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "words" JSONB,
    "written_by" VARCHAR(16) NOT NULL,
    "draft_id" UUID,
    "scores" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "reviewed_by_id" UUID,
    "reviewed_at" TIMESTAMPTZ(3),
    "review_reason" TEXT,

    CONSTRAINT "experiment_variant_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "experiment_exposure" (
    "workspace_id" UUID NOT NULL,
    "experiment_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "exposed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "experiment_exposure_pkey" PRIMARY KEY ("workspace_id","experiment_id","customer_id")
);

-- CreateIndex
CREATE INDEX "creative_decision_workspace_id_decided_at_idx" ON "creative_decision"("workspace_id", "decided_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "creative_decision_workspace_id_trigger_key_key" ON "creative_decision"("workspace_id", "trigger_key");

-- CreateIndex
CREATE INDEX "experiment_workspace_id_status_idx" ON "experiment"("workspace_id", "status");

-- CreateIndex
CREATE INDEX "experiment_workspace_id_template_id_proposed_at_idx" ON "experiment"("workspace_id", "template_id", "proposed_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "experiment_variant_workspace_id_experiment_id_position_key" ON "experiment_variant"("workspace_id", "experiment_id", "position");

-- CreateIndex
CREATE INDEX "experiment_exposure_workspace_id_decision_id_idx" ON "experiment_exposure"("workspace_id", "decision_id");

-- AddForeignKey
ALTER TABLE "experiment_variant" ADD CONSTRAINT "experiment_variant_workspace_id_experiment_id_fkey" FOREIGN KEY ("workspace_id", "experiment_id") REFERENCES "experiment"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
