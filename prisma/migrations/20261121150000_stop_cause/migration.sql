-- AlterTable
ALTER TABLE "kill_switch" ADD COLUMN     "cause" VARCHAR(16) NOT NULL DEFAULT 'person';

-- CreateIndex
CREATE INDEX "kill_switch_workspace_id_stopped_at_idx" ON "kill_switch"("workspace_id", "stopped_at" DESC);
