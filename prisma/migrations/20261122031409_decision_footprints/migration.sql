-- DropIndex
DROP INDEX "decision_workspace_id_decided_at_idx";

-- CreateTable
CREATE TABLE "decision_footprint" (
    "workspace_id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "code" VARCHAR(16) NOT NULL,
    "footprint" TEXT NOT NULL,
    "outcome" VARCHAR(16) NOT NULL,
    "probability" DOUBLE PRECISION,
    "expected_value_cents" DOUBLE PRECISION NOT NULL,
    "discount_cents" INTEGER NOT NULL,

    CONSTRAINT "decision_footprint_pkey" PRIMARY KEY ("workspace_id","decision_id")
);

-- CreateIndex
CREATE INDEX "decision_workspace_id_decided_at_id_idx" ON "decision"("workspace_id", "decided_at", "id");

-- AddForeignKey
ALTER TABLE "decision_footprint" ADD CONSTRAINT "decision_footprint_workspace_id_decision_id_fkey" FOREIGN KEY ("workspace_id", "decision_id") REFERENCES "decision"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
