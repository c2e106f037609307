-- CreateTable
CREATE TABLE "past_experiment" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "file_name" VARCHAR(255) NOT NULL,
    "settings" JSONB NOT NULL,
    "arms" JSONB NOT NULL,
    "decision" VARCHAR(16) NOT NULL,
    "winner" TEXT,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "past_experiment_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "past_experiment_workspace_id_created_at_idx" ON "past_experiment"("workspace_id", "created_at" DESC);
