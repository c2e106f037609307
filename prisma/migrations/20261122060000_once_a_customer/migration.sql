-- What a customer has of campaigns and tests is looked up when a visitor turns out to be somebody, and at an erasure.
CREATE INDEX "experiment_exposure_workspace_id_customer_id_idx" ON "experiment_exposure"("workspace_id", "customer_id");

CREATE INDEX "campaign_touch_workspace_id_customer_id_idx" ON "campaign_touch"("workspace_id", "customer_id");
