-- CreateTable
CREATE TABLE "campaign" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "document" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "status" VARCHAR(16) NOT NULL DEFAULT 'draft',
    "approvals" JSONB NOT NULL DEFAULT '{}',
    "section_authors" JSONB NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "launched_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "status_reason" VARCHAR(300),
    "budget_split" JSONB NOT NULL DEFAULT '[]',
    "sweep_cursor" UUID,
    "sweep_occurrence" VARCHAR(32),
    "swept_occurrence" VARCHAR(32),

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "campaign_version" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "changed_by_id" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_version_pkey" PRIMARY KEY ("workspace_id","campaign_id","revision")
);

-- CreateTable
CREATE TABLE "campaign_enrolment" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "occurrence" VARCHAR(32) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "next_step" INTEGER NOT NULL DEFAULT 1,
    "next_step_at" TIMESTAMPTZ(3),
    "ended_as" VARCHAR(16),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_enrolment_pkey" PRIMARY KEY ("workspace_id","campaign_id","customer_id","occurrence")
);

-- CreateTable
CREATE TABLE "campaign_touch" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "occurrence" VARCHAR(32) NOT NULL,
    "step" INTEGER NOT NULL,
    "decision_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_touch_pkey" PRIMARY KEY ("workspace_id","campaign_id","customer_id","occurrence","step")
);

-- CreateIndex
CREATE INDEX "campaign_workspace_id_status_idx" ON "campaign"("workspace_id", "status");

-- CreateIndex
CREATE INDEX "campaign_enrolment_workspace_id_next_step_at_idx" ON "campaign_enrolment"("workspace_id", "next_step_at");

-- CreateIndex
CREATE INDEX "campaign_enrolment_workspace_id_customer_id_idx" ON "campaign_enrolment"("workspace_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_touch_workspace_id_decision_id_key" ON "campaign_touch"("workspace_id", "decision_id");
