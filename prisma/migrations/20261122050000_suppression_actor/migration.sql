-- AlterTable
ALTER TABLE "suppression" ADD COLUMN     "actor" TEXT,
ADD COLUMN     "note" TEXT;

-- CreateIndex
CREATE INDEX "suppression_workspace_id_created_at_address_hash_channel_idx" ON "suppression"("workspace_id", "created_at", "address_hash", "channel");
