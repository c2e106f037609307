-- Who opened or clicked within days is counted while a segment's rule is typed: not by reading every message there is.
CREATE INDEX "message_workspace_id_opened_at_customer_id_idx" ON "message"("workspace_id", "opened_at", "customer_id") WHERE opened_at IS NOT NULL;
CREATE INDEX "message_workspace_id_clicked_at_customer_id_idx" ON "message"("workspace_id", "clicked_at", "customer_id") WHERE clicked_at IS NOT NULL;
