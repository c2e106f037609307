-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "merged_into_id" UUID;

-- AlterTable
ALTER TABLE "customer_identity" ADD COLUMN     "home_id" UUID;

-- CreateTable
CREATE TABLE "merge_suggestion" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "one_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "reason" VARCHAR(16) NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'open',
    "suggested_at" TIMESTAMPTZ(3) NOT NULL,
    "judged_at" TIMESTAMPTZ(3),
    "judged_by_id" UUID,

    CONSTRAINT "merge_suggestion_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "customer_merge" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "survivor_id" UUID NOT NULL,
    "merged_id" UUID NOT NULL,
    "reason" VARCHAR(300) NOT NULL,
    "rows" INTEGER NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "merged_by_id" UUID,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by_id" UUID,

    CONSTRAINT "customer_merge_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "merged_row" (
    "workspace_id" UUID NOT NULL,
    "merge_id" UUID NOT NULL,
    "kind" VARCHAR(32) NOT NULL,
    "row_id" UUID NOT NULL,

    CONSTRAINT "merged_row_pkey" PRIMARY KEY ("workspace_id","merge_id","kind","row_id")
);

-- CreateIndex
CREATE INDEX "customer_workspace_id_phone_idx" ON "customer"("workspace_id", "phone");

-- CreateIndex
CREATE UNIQUE INDEX "merge_suggestion_workspace_id_one_id_other_id_key" ON "merge_suggestion"("workspace_id", "one_id", "other_id");

-- CreateIndex
CREATE INDEX "merge_suggestion_workspace_id_status_id_idx" ON "merge_suggestion"("workspace_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "merge_suggestion_workspace_id_other_id_idx" ON "merge_suggestion"("workspace_id", "other_id");

-- CreateIndex
CREATE INDEX "customer_merge_workspace_id_survivor_id_merged_at_idx" ON "customer_merge"("workspace_id", "survivor_id", "merged_at" DESC);

-- CreateIndex
CREATE INDEX "customer_merge_workspace_id_merged_id_idx" ON "customer_merge"("workspace_id", "merged_id");

-- AddForeignKey
ALTER TABLE "merge_suggestion" ADD CONSTRAINT "merge_suggestion_workspace_id_one_id_fkey" FOREIGN KEY ("workspace_id", "one_id") REFERENCES "customer"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merge_suggestion" ADD CONSTRAINT "merge_suggestion_workspace_id_other_id_fkey" FOREIGN KEY ("workspace_id", "other_id") REFERENCES "customer"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merged_row" ADD CONSTRAINT "merged_row_workspace_id_merge_id_fkey" FOREIGN KEY ("workspace_id", "merge_id") REFERENCES "customer_merge"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A record that was merged into another is out of everybody's sight, whatever a query says (a policy: not in the
-- schema). Undoing a merge asks to see it, for its own transaction.
CREATE POLICY merged_out_of_sight ON customer AS RESTRICTIVE TO touchstone_app
  USING (merged_into_id IS NULL OR current_setting('app.merged', true) = 'on');
