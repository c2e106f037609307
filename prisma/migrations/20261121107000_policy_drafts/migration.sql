-- AlterTable
ALTER TABLE "policy_version" ADD COLUMN     "activated_by" VARCHAR(64),
ADD COLUMN     "restored_from" INTEGER;

-- CreateTable
CREATE TABLE "policy_draft" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "document" JSONB NOT NULL,
    "base_version" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "status" VARCHAR(16) NOT NULL DEFAULT 'open',
    "activated_version" INTEGER,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_draft_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "policy_draft_workspace_id_status_updated_at_idx" ON "policy_draft"("workspace_id", "status", "updated_at" DESC);

-- Who put a version in force was its author so far.
UPDATE "policy_version" SET "activated_by" = 'user:' || "created_by_id" WHERE "created_by_id" IS NOT NULL;

-- One policy is in force at a time, whoever activates.
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_one_active"
  EXCLUDE USING btree ("workspace_id" WITH =) WHERE ("status" = 'active');
