-- What was looked at again when, and what it changed.
CREATE TABLE "learning_run" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "loop" VARCHAR(16) NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "ran_at" TIMESTAMPTZ(3) NOT NULL,
    "found" TEXT[],
    "changed" TEXT NOT NULL,

    CONSTRAINT "learning_run_pkey" PRIMARY KEY ("workspace_id","id")
);
CREATE UNIQUE INDEX "learning_run_workspace_id_loop_from_at_key" ON "learning_run"("workspace_id", "loop", "from_at");
