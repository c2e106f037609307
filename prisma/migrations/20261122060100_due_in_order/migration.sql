-- A blast has one send_at: without the id, each claim of a few hundred sorted everything that is due.
CREATE INDEX "message_workspace_id_status_send_at_id_idx" ON "message"("workspace_id", "status", "send_at", "id");

DROP INDEX "message_workspace_id_status_send_at_idx";
