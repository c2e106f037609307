-- CreateTable
CREATE TABLE "lifecycle_day" (
    "workspace_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "cursor" UUID,
    "customers" INTEGER NOT NULL DEFAULT 0,
    "stages" JSONB NOT NULL DEFAULT '{}',
    "risks" JSONB NOT NULL DEFAULT '{}',
    "stage_changes" INTEGER NOT NULL DEFAULT 0,
    "resting" INTEGER NOT NULL DEFAULT 0,
    "nothing" INTEGER NOT NULL DEFAULT 0,
    "decisions" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "lifecycle_day_pkey" PRIMARY KEY ("workspace_id","day")
);
