-- Questions are counted by mailbox: one that is spelled with tags and dots is the same.
ALTER TABLE "opt_in_request" ADD COLUMN     "mailbox_hash" CHAR(64);

CREATE INDEX "opt_in_request_workspace_id_channel_mailbox_hash_created_at_idx" ON "opt_in_request"("workspace_id", "channel", "mailbox_hash", "created_at" DESC);
