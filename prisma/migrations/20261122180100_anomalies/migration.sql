-- Times in which a figure was not as its past lets expect.
CREATE TABLE "anomaly" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kpi" VARCHAR(64) NOT NULL,
    "is_high" BOOLEAN NOT NULL,
    "hours" INTEGER NOT NULL,
    "clearest" INTEGER NOT NULL,
    "window_from" TIMESTAMPTZ(3) NOT NULL,
    "window_to" TIMESTAMPTZ(3) NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "expected" DOUBLE PRECISION NOT NULL,
    "low" DOUBLE PRECISION NOT NULL,
    "high" DOUBLE PRECISION NOT NULL,
    "deviation" DOUBLE PRECISION NOT NULL,
    "contributors" JSONB NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_until" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_because" VARCHAR(16),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" UUID,
    "note" TEXT,

    CONSTRAINT "anomaly_pkey" PRIMARY KEY ("workspace_id","id")
);
CREATE INDEX "anomaly_workspace_id_found_at_idx" ON "anomaly"("workspace_id", "found_at");

-- One of a figure is open at a time: two that watch at once tell it once.
CREATE UNIQUE INDEX "anomaly_open_key" ON "anomaly"("workspace_id", "kpi") WHERE "closed_at" IS NULL;
