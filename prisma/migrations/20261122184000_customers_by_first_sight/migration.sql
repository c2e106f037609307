-- A month's report counts customers by the month they were first seen in, without reading them.
CREATE INDEX "customer_workspace_id_first_seen_at_idx" ON "customer"("workspace_id", "first_seen_at");
