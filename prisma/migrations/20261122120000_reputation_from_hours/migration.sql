-- A decision asks for a channel's reputation and for the last hour's volume: both are answered from indexes.
DROP INDEX "message_workspace_id_delivered_at_idx";
CREATE INDEX "message_workspace_id_delivered_at_channel_idx" ON "message"("workspace_id", "delivered_at", "channel");
CREATE INDEX "message_workspace_id_failure_code_send_at_idx" ON "message"("workspace_id", "failure_code", "send_at") WHERE failure_code = 'blocklisted';
-- The same columns as the key's first two, and what is summed.
CREATE INDEX "kpi_hour_workspace_id_hour_channel_sent_bounced_complained_idx" ON "kpi_hour"("workspace_id", "hour", "channel", "sent", "bounced", "complained") WHERE sent > 0;
